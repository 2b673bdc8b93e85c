"""A company's certificates: the list, and the page on which one is filled in, submitted, retracted, renewed."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from http import HTTPStatus
from typing import Any, cast

from django.contrib import messages
from django.db import transaction
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.decorators.vary import vary_on_headers

from kpmarket.accounts.requests import PersonRequest
from kpmarket.foundation.acts import Refusals, perform
from kpmarket.foundation.review_times import review_time
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.certificates import check_panel, page_context, reading_views, services
from suppliers.certificates import files as certificate_files
from suppliers.certificates.files import KeptOnRecord
from suppliers.certificates.forms import CertificateForm
from suppliers.certificates.services import Frozen, Incomplete, NotRenewable
from suppliers.companies import scope
from suppliers.models import Certificate, CertificateFile
from suppliers.readings import field_decisions

MOVE_REFUSALS: Refusals = {
    IllegalTransition: gettext_lazy(
        "That is not possible any more: the certificate has moved on. This is how it stands."
    ),
}


@require_safe
@vary_on_headers("HX-Request")
def certificate_list(request: PersonRequest, supplier_pk: int) -> HttpResponse:
    supplier = scope.company(request, supplier_pk)
    shown = page_context.list_context(supplier, request.GET, on=timezone.localdate())
    template = "_certificate_list.html" if request.htmx else "certificate_list.html"
    return render(request, f"suppliers/{template}", {**shown, "may_edit": scope.may_edit(supplier)})


@require_http_methods(["GET", "HEAD", "POST"])
def certificate(request: PersonRequest, pk: int) -> HttpResponse:
    subject = _certificate_for(request, pk)
    if request.method == "POST":
        return _save_or_submit(request, subject)
    files = page_context.files_of(subject)
    form = None if subject.is_frozen or not scope.may_edit(subject.supplier) else _form_of(request, subject, files)
    return _page(request, subject, form, files)


@require_safe
def certificate_stated(request: PersonRequest, pk: int) -> HttpResponse:
    """The entries that fit the type just chosen, what was typed into them kept."""
    subject = _certificate_for(request, pk)
    files = page_context.files_of(subject)
    read = reading_views.proposals_of(files)
    typed = {**request.GET.dict(), "products": request.GET.getlist("products")}
    form = CertificateForm(instance=subject, initial=typed, proposals=read)
    fields = reading_views.fields(form, page_context.pages_of(files))
    context = {"form": form, "fields": fields, "stated": [fields[name] for name in form.stated_names]}
    return render(request, "suppliers/_certificate_stated.html", context)


@require_safe
def certificate_readiness(request: PersonRequest, pk: int) -> HttpResponse:
    """What stands in the way of a submission, as the form stands on the page: a fragment that fills in nothing.

    A certificate that was submitted while the page asked has no answer, and the page stays as it is.
    """
    subject = _certificate_for(request, pk)
    if not scope.may_edit(subject.supplier):
        raise Http404
    if subject.is_frozen:
        return HttpResponse(status=HTTPStatus.NO_CONTENT)
    files = page_context.files_of(subject)
    form = _form_of(request, subject, files, known_files=frozenset(file.pk for file in files))
    check = check_panel.check(form, files, on=timezone.localdate())
    return render(request, "suppliers/_certificate_readiness.html", {"certificate": subject, "check": check})


@require_POST
def certificate_retract(request: PersonRequest, pk: int) -> HttpResponse:
    return _move(request, pk, services.retract_certificate, _("Taken back. Nobody reviews it now."))


@require_POST
def certificate_reopen(request: PersonRequest, pk: int) -> HttpResponse:
    return _move(request, pk, services.reopen_certificate, _("Open again. Change it, then submit it."))


@require_POST
def certificate_renew(request: PersonRequest, pk: int) -> HttpResponse:
    subject = _certificate_for(request, pk)
    try:
        renewal = services.renew_certificate(subject, by=request.user, at=timezone.now())
    except NotRenewable:
        messages.error(request, _("Only an approved certificate can be renewed."))
        return redirect(subject)
    messages.info(request, _("This is the renewal. Add the new document and its dates; the rest is copied."))
    return redirect(renewal)


@require_POST
def certificate_delete(request: PersonRequest, pk: int) -> HttpResponse:
    subject = _certificate_for(request, pk)
    try:
        certificate_files.delete_draft(subject)
    except (Frozen, KeptOnRecord):
        messages.error(request, _("This certificate has been submitted before, so it stays on record."))
        return redirect(subject)
    messages.success(request, _("The draft and its files are deleted."))
    return redirect("suppliers:certificates", subject.supplier_id)


def _certificate_for(request: PersonRequest, pk: int) -> Certificate:
    """The certificate for a person who may do this to it, with that person's role on its company."""
    everyone: Any = Certificate.objects.for_user(request.user)
    mine = everyone if request.method in scope.READING else Certificate.objects.editable_by(request.user)
    related = ("supplier", "certificate_type", "supersedes__certificate_type")
    found: Any = get_object_or_404(
        mine.select_related(*related).annotate(role_held=F("supplier__memberships__role")), pk=pk
    )
    found.supplier.my_role = found.role_held
    return cast(Certificate, found)


def _save_or_submit(request: PersonRequest, subject: Certificate) -> HttpResponse:
    """Save what was typed, and hand it in where that was the button."""
    submitting = request.POST.get("act") == "submit"
    read = reading_views.proposals_of(page_context.files_of(subject))
    form = CertificateForm(request.POST, instance=subject, submitting=submitting, proposals=read)
    if not subject.is_frozen and not form.is_valid():
        return _page_with_errors(request, subject, form)
    try:
        return _save_fields(request, subject, form, submitting)
    except (Frozen, IllegalTransition):
        messages.error(
            request, _("This certificate was submitted in the meantime, perhaps in another tab. Nothing was changed.")
        )
    except Incomplete:
        form.add_error(None, _("Add at least one file of the document before you submit."))
        return _page_with_errors(request, subject, form)
    return redirect(subject)


def _page_with_errors(request: PersonRequest, subject: Certificate, form: CertificateForm) -> HttpResponse:
    """The page with what was typed and what is wrong with it."""
    return _page(request, subject, form, page_context.files_of(subject), status=422)


def _save_fields(request: PersonRequest, subject: Certificate, form: CertificateForm, submitting: bool) -> HttpResponse:
    if subject.is_frozen:
        raise Frozen
    now = timezone.now()
    with transaction.atomic():
        kept = services.save_fields(subject, form.facts(), form.cleaned_data["products"])
        claimed = field_decisions.claims(kept) | form.claimed_besides()
        compared = form.compared_fields()
        field_decisions.decide(kept, claimed, by=request.user, at=now, is_submitted=submitting, compared=compared)
        if submitting:
            services.submit_certificate(subject, by=request.user, at=now)
    if submitting:
        promise = _("Submitted. We review documents within %(time)s; a receipt is in your mail.")
        messages.success(request, promise % {"time": review_time()})
        return redirect("suppliers:certificates", subject.supplier_id)
    messages.success(request, _("Saved as a draft. Submit it when it is complete."))
    return redirect(subject)


def _move(request: PersonRequest, pk: int, act: Callable[..., None], success: str) -> HttpResponse:
    subject = _certificate_for(request, pk)
    perform(request, partial(act, subject, by=request.user, at=timezone.now()), success, MOVE_REFUSALS)
    return redirect(subject)


def _form_of(
    request: PersonRequest,
    subject: Certificate,
    files: list[CertificateFile],
    known_files: frozenset[int] | None = None,
) -> CertificateForm:
    """The fields as they are kept, or as they stand in the page that asks; what was read fills those that are empty,
    yet nothing from files whose proposals the person already knows (``known_files``)."""
    initial = reading_views.typed(request.GET) if request.htmx else {}
    known_files = reading_views.known_files(subject, files) if known_files is None else known_files
    return CertificateForm(
        instance=subject, initial=initial, proposals=reading_views.proposals_of(files), known_files=known_files
    )


def _page(
    request: PersonRequest,
    subject: Certificate,
    form: CertificateForm | None,
    files: list[CertificateFile],
    status: int = 200,
) -> HttpResponse:
    on = timezone.localdate()
    context = page_context.certificate_context(subject, files, on=on)
    context |= {"form": form, "may_edit": scope.may_edit(subject.supplier)}
    if form:
        context |= reading_views.reading_panel(form, files, context["pages"], at=timezone.now(), on=on)
    return render(request, "suppliers/certificate.html", context, status=status)
