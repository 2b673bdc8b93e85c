"""Uploads: every file is taken or refused by itself, with a reason, and one bad file spoils nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.monitoring.security_log import log_refused_upload
from kpmarket.foundation.storage.files import safe_name
from suppliers.certificates import files as services
from suppliers.certificates.files import AlreadyThere, FileRefused
from suppliers.certificates.reading_views import Progress, progress
from suppliers.certificates.services import Frozen
from suppliers.companies import scope
from suppliers.models import Certificate, CertificateFile
from suppliers.sentences import reader as sentences

Act = Callable[["UploadedFile[bytes]"], CertificateFile]


@dataclass(frozen=True)
class Receipt:
    """What became of one uploaded file."""

    name: str
    file: CertificateFile | None = None
    refusal: str = ""
    twins: tuple[Certificate, ...] = ()
    reading: Progress | None = None


@require_POST
def certificate_upload(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    """Each file becomes the draft of a certificate of its own."""
    supplier = scope.company(request, supplier_pk)
    receipts = _receive(request, partial(services.create_draft_with_file, supplier, by=request.user, at=timezone.now()))
    if request.htmx:
        return _fragment(request, receipts, is_new=True)
    _report(request, receipts)
    return redirect("suppliers:certificates", supplier.pk)


@require_POST
def file_add(request: PersonRequest, pk: int) -> HttpResponse:
    """Further files for one certificate."""
    subject = get_object_or_404(Certificate.objects.editable_by(request.user), pk=pk)
    receipts = _receive(request, partial(services.add_file, subject, by=request.user, at=timezone.now()))
    if request.htmx:
        return _fragment(request, receipts, is_new=False)
    _report(request, receipts)
    return redirect(subject)


@require_POST
def file_remove(request: PersonRequest, pk: int) -> HttpResponse:
    mine = CertificateFile.objects.filter(certificate__in=Certificate.objects.editable_by(request.user))
    file = get_object_or_404(mine.kept().select_related("certificate"), pk=pk)
    try:
        services.remove_file(file, at=timezone.now())
    except Frozen:
        messages.error(request, _("The certificate is submitted: its files stay as they are."))
    return redirect(file.certificate)


def _receive(request: PersonRequest, act: Act) -> list[Receipt]:
    return [_receipt(request, upload, act) for upload in request.FILES.getlist("file")]


def _receipt(request: PersonRequest, upload: UploadedFile[bytes], act: Act) -> Receipt:
    name = safe_name(upload.name or "")
    try:
        with within_daily_limit(DailyAct.UPLOADED_BYTES, request.user.pk, at=timezone.now(), units=upload.size or 0):
            file = act(upload)
    except OverDailyLimit as over:
        log_refused_upload(request.user.pk, "over-daily-limit")
        return Receipt(name, refusal=str(over.sentence))
    except FileRefused as refusal:
        log_refused_upload(request.user.pk, refusal.refused.code)
        return Receipt(name, refusal=str(sentences.refusal(refusal.refused, name)))
    except AlreadyThere:
        return Receipt(name, refusal=_("This very file is already in this certificate; nothing was added."))
    except Frozen:
        return Receipt(name, refusal=_("The certificate is submitted: its files stay as they are."))
    shown = progress(file, at=timezone.now())
    return Receipt(name, file, twins=tuple(services.twins(file.certificate)), reading=shown)


def _fragment(request: PersonRequest, receipts: list[Receipt], *, is_new: bool) -> HttpResponse:
    taken = any(receipt.file for receipt in receipts)
    context = {"receipts": receipts, "is_new": is_new}
    return render(request, "suppliers/_certificate_receipts.html", context, status=200 if taken else 422)


def _report(request: PersonRequest, receipts: list[Receipt]) -> None:
    """The same in words, for browsers without scripts."""
    if not receipts:
        messages.error(request, _("Choose at least one file first."))
    for receipt in receipts:
        if receipt.refusal:
            messages.error(request, f"{receipt.name}: {receipt.refusal}")
        elif receipt.twins:
            messages.warning(
                request,
                _("%(name)s: taken. The same file is in another certificate of yours too.") % {"name": receipt.name},
            )
        else:
            messages.success(
                request, _("%(name)s: taken. Fill in its fields, then submit it.") % {"name": receipt.name}
            )
