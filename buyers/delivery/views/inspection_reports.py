"""The form at the factory: for a guest by a link, or for people of the side that inspects itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from buyers.delivery.forms.inspections import ReportForm
from buyers.delivery.models import GuestLink, Inspection
from buyers.delivery.services.inspections import reporting
from buyers.delivery.services.inspections.reading import InspectionState, Status, inspection_rows, state_of
from buyers.delivery.services.inspections.refusals import REFUSALS, InspectionRefused, ReportedAlready, SentBefore
from buyers.delivery.services.inspections.reporting import Reporter
from buyers.delivery.services.inspections.words import result_words
from buyers.delivery.views.guest_pages import guest_page
from buyers.delivery.views.inspections import plan_words, terms_of
from buyers.trade.models import Side
from buyers.trade.services.evidence import Refused
from buyers.trade.services.evidence_words import refusal_words
from buyers.trade.views.scope import acting_order, side_for
from kpmarket.accounts.requests import HtmxRequest, PersonRequest
from kpmarket.foundation.acts import sentence_of
from kpmarket.foundation.limits.allowance import Allowance
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from kpmarket.foundation.serving.files_one_by_one import take_files
from suppliers.certificates.files import FileRefused, store_and_render
from suppliers.sentences import reader as sentences

BYTES_OF_A_LINK = Allowance("guest-bytes", 1024**3, timedelta(days=1))
"""What may be uploaded in a day by one link."""


class TooMuchToday(Exception):
    """The link has uploaded as much as it may in a day."""


@dataclass(frozen=True)
class ReportPage:
    """Who is on the page of the report, where it is, and where files go."""

    inspection: Inspection
    reporter: Reporter
    here: str
    photos: str


@guest_page(GuestLink.Purpose.INSPECTION)
@require_http_methods(["GET", "HEAD", "POST"])
def guest_report(request: HtmxRequest, link: GuestLink) -> HttpResponse:
    """The guest reads the plan, types the figures and sends them."""
    return _report(request, _page_of_guest(request, link))


@guest_page(GuestLink.Purpose.INSPECTION)
@require_POST
def guest_photos(request: HtmxRequest, link: GuestLink) -> HttpResponse:
    """Files of the guest."""
    return _take_photos(request, _page_of_guest(request, link))


@require_http_methods(["GET", "HEAD", "POST"])
def own_report(request: PersonRequest, pk: int) -> HttpResponse:
    """The same for people of the side that inspects itself."""
    return _report(request, _page_of_person(request, pk))


@require_POST
def own_photos(request: PersonRequest, pk: int) -> HttpResponse:
    """Files of theirs."""
    return _take_photos(request, _page_of_person(request, pk))


def _page_of_guest(request: HtmxRequest, link: GuestLink) -> ReportPage:
    if link.inspection is None:
        raise Http404
    here = request.path.removesuffix("photos/")
    return ReportPage(link.inspection, Reporter(Side(link.side), guest=link), here, f"{here}photos/")


def _page_of_person(request: PersonRequest, pk: int) -> ReportPage:
    """Raises Http404 for the other side, and where somebody else inspects."""
    inspection = get_object_or_404(Inspection, pk=pk)
    order = acting_order(request, inspection.order_id)
    side = side_for(order, request.user)
    if side is None or side != inspection.side or inspection.guest_email:
        raise Http404
    names = ("delivery:inspection-report", "delivery:inspection-photos")
    here, photos = (reverse(name, args=[pk]) for name in names)
    return ReportPage(inspection, Reporter(side, person=request.user), here, photos)


def _state(page: ReportPage) -> InspectionState:
    """The inspection, if it may be reported or is. Raises Http404."""
    order = page.inspection.order
    row = inspection_rows().select_related("order__buyer", "order__supplier").get(pk=page.inspection.pk)
    state = state_of(row, terms_of(order))
    if state.status not in (Status.AGREED, Status.REPORTED):
        raise Http404
    return state


def _report(request: HtmxRequest, page: ReportPage) -> HttpResponse:
    state, now = _state(page), timezone.now()
    if state.report:
        return _show(request, page, state, None)
    is_sent = request.method == "POST"
    form = ReportForm(request.POST if is_sent else None, state=state, now=now)
    if is_sent and form.is_valid():
        try:
            reporting.report_inspection(page.inspection, form.reported(), reporter=page.reporter, at=now)
        except ReportedAlready:
            return redirect(page.here)
        except InspectionRefused as refusal:
            form.add_error(None, sentence_of(refusal, REFUSALS))
        except Refused as refusal:
            form.add_error(None, refusal_words(refusal))
        else:
            return redirect(page.here)
    return _show(request, page, state, form, status=422 if is_sent else 200)


def _show(
    request: HtmxRequest, page: ReportPage, state: InspectionState, form: ReportForm | None, *, status: int = 200
) -> HttpResponse:
    order = state.inspection.order
    context = {
        "order": order,
        "supplier_name": order.supplier.display_name,
        "state": state,
        "result": result_words(state.result),
        "form": form,
        "groups": list(form.groups()) if form else [],
        "plans": [plan_words(lot.plan, lot.line.number, lot.line.name) for lot in state.lots],
        "page": page,
        "link": page.reporter.guest,
        "photo_count": state.inspection.photo_count,  # type: ignore[attr-defined]  # annotated
    }
    return render(request, "delivery/inspection_report.html", context, status=status)


def _take_photos(request: HtmxRequest, page: ReportPage) -> HttpResponse:
    _state(page)
    return take_files(
        request, lambda upload, key: _take(page, upload, key), count=page.inspection.photos.count, back=page.here
    )


def _take(page: ReportPage, upload: UploadedFile[bytes], key: str) -> str:
    """Why a file was not taken; empty where it was, now or before."""
    at, name = timezone.now(), upload.name or ""
    if key and reporting.photo_with_key(page.inspection, key):
        return ""
    try:
        with _within_limits(page, upload.size or 0), store_and_render(upload, page.reporter.payer, at) as stored:
            own_key = key or stored.original.sha256
            reporting.keep_photo(page.inspection, stored, key=own_key, reporter=page.reporter, at=at)
    except SentBefore:
        return ""
    except InspectionRefused as refusal:
        return sentence_of(refusal, REFUSALS)
    except FileRefused as refusal:
        return f"{name}: {sentences.refusal(refusal.refused, name)}"
    except OverDailyLimit as over:
        return str(over.sentence)
    except TooMuchToday:
        return _("This link has uploaded as much as it may in a day. Send this file tomorrow.")
    return ""


@contextmanager
def _within_limits(page: ReportPage, size: int) -> Iterator[None]:
    """Raises OverDailyLimit for a person, TooMuchToday for a guest; what fails inside costs nothing."""
    now = timezone.now()
    if page.reporter.person:
        with within_daily_limit(DailyAct.UPLOADED_BYTES, page.reporter.person.pk, at=now, units=size):
            yield
        return
    payer = page.reporter.payer
    if not BYTES_OF_A_LINK.take(payer, size, at=now):
        raise TooMuchToday
    try:
        yield
    except BaseException:
        BYTES_OF_A_LINK.give_back(payer, size, at=now)
        raise
