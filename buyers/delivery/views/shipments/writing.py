"""What members and guests write about a shipment: lots, legs, reports. A refusal keeps what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from buyers.delivery.forms.shipments.events import EventForm
from buyers.delivery.forms.shipments.goods import LotForm, TableForm
from buyers.delivery.forms.shipments.legs import LegForm
from buyers.delivery.models import Leg, ShipmentEvent, ShipmentLot
from buyers.delivery.services.shipments import contents, events, legs
from buyers.delivery.services.shipments.proofs import Proof, quantities_in
from buyers.delivery.services.shipments.refusals import Refused, TooMany
from buyers.delivery.services.shipments.words import REFUSALS, event_name, place_words
from buyers.delivery.views.shipments.entrances import Entrance
from buyers.services.attachments import AttachmentRefused, stored_uploads
from buyers.terms.delivery.events import event_kinds
from buyers.terms.delivery.places import places
from buyers.trade.models import Side
from buyers.trade.services.evidence import Refused as EvidenceRefused
from buyers.trade.services.facts import order_facts
from kpmarket.accounts.models import User
from kpmarket.foundation.acts import perform, sentence_of
from kpmarket.foundation.limits.daily import DailyAct, OverDailyLimit, within_daily_limit
from suppliers.certificates.files import StoredUpload
from suppliers.sentences import reader as sentences

AFTER_ARRIVAL = (
    "arrived",
    "discharged",
    "customs_hold",
    "customs_released",
    "ready_to_collect",
    "collected",
    "delivered",
)
"""What is reported from the end of the way."""


def goods(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """Add one lot, typed or scanned."""
    _refuse_reader(entrance)
    terms = contents.terms_in_force(entrance.order)
    form = LotForm(request.POST if request.method == "POST" else None, terms=terms)
    if form.is_bound and form.is_valid() and _is_done(form, "quantity", lambda: _add(entrance, [form.entry])):
        messages.success(request, _("The lot is in the shipment."))
        return redirect(entrance.url("shipment-goods"))
    extra = {"table": TableForm(), "table_url": entrance.url("shipment-table")}
    return _form_page(request, entrance, form, _("Goods of the shipment"), **extra)


def table(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """Add many lots, pasted from a table: all of them or none."""
    _refuse_reader(entrance)
    form = TableForm(request.POST)
    if form.is_valid() and _is_done(form, "table", lambda: _add(entrance, form.entries)):
        messages.success(request, _("The lots are in the shipment."))
        return redirect(entrance.url("shipment"))
    return _form_page(request, entrance, form, _("Goods of the shipment"))


def remove_lot(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """Take a lot out; the page keeps what stood there."""
    author = entrance.acting
    lot = get_object_or_404(ShipmentLot, shipment=entrance.shipment, pk=_number(request, "lot"))
    lot.shipment = entrance.shipment
    perform(
        request,
        lambda: contents.remove_lot(lot, author=author, at=timezone.now()),
        _("The lot is out of the shipment."),
        REFUSALS,
    )
    return redirect(entrance.url("shipment"))


def leg(request: HttpRequest, entrance: Entrance, number: int) -> HttpResponse:
    """One leg: the next one, or another version of one that is there; ``remove`` takes out the last."""
    author = entrance.acting
    known = Leg.objects.filter(shipment=entrance.shipment, number=number).first()
    if known is None and number != entrance.shipment.legs.count() + 1:
        raise Http404
    if request.method == "POST" and "remove" in request.POST and known:
        known.shipment = entrance.shipment
        done = _("The leg is out.")
        perform(request, lambda: legs.remove_leg(known, author=author, at=timezone.now()), done, REFUSALS)
        return redirect(entrance.url("shipment"))
    form = LegForm(request.POST if request.method == "POST" else None, initial=_initial_leg(entrance, known))

    def write() -> object:
        return legs.write_leg(entrance.shipment, number, form.entry, author=author, at=timezone.now())

    if form.is_bound and form.is_valid() and _is_done(form, None, write):
        messages.success(request, _("The leg is written down."))
        return redirect(entrance.url("shipment"))
    title = _("Leg %(number)s") % {"number": number}
    is_last = known is not None and not entrance.shipment.legs.filter(number__gt=number).exists()
    return _form_page(request, entrance, form, title, may_remove=is_last)


def report(request: HttpRequest, entrance: Entrance, code: str) -> HttpResponse:
    """Report one event."""
    author, now = entrance.acting, timezone.now()
    kind = event_kinds().events.get(code)
    if kind is None:
        raise Http404
    facts = order_facts(entrance.order, at=now)
    if facts.terms is None:
        raise Http404
    is_sent = request.method == "POST"
    form = EventForm(
        request.POST if is_sent else None,
        request.FILES if is_sent else None,
        code=code,
        terms=facts.terms,
        currency=entrance.order.currency,
        lines=quantities_in(entrance.shipment),
        now=now,
        needs_file=bool(author.guest) or author.side == Side.SUPPLIER,
        initial=_initial_event(entrance, code),
    )
    if is_sent and form.is_valid() and _is_reported(entrance, form):
        messages.success(request, _("Reported. Both sides see it now."))
        return redirect(entrance.url("shipment"))
    return _form_page(request, entrance, form, _("Report: %(event)s") % {"event": event_name(code)}, is_report=True)


def take_back(request: HttpRequest, entrance: Entrance) -> HttpResponse:
    """Take a report back."""
    author = entrance.acting
    row = get_object_or_404(ShipmentEvent, shipment=entrance.shipment, pk=_number(request, "event"))
    done = _("Taken back: it counts no more, and stays readable.")
    perform(request, lambda: events.take_back(row, author=author, at=timezone.now()), done, REFUSALS)
    return redirect(entrance.url("shipment"))


def _is_reported(entrance: Entrance, form: EventForm) -> bool:
    """Whether it was written down; the reason stands in the form where it was not."""
    author = entrance.acting
    giver = author.guest.given_by if author.guest else author.person
    uploads = form.cleaned_data.get("files") or []
    try:
        with _stored(uploads, giver) as stored:
            proof = Proof(stored, form.facts, form.missing) if form.is_proof else None
            events.report_event(entrance.shipment, form.entry, author=author, at=timezone.now(), proof=proof)
    except (Refused, EvidenceRefused) as refusal:
        form.add_error(None, str(sentence_of(refusal, REFUSALS)))
    except AttachmentRefused as refusal:
        form.add_error("files", f"{refusal.name}: {sentences.refusal(refusal.refused, refusal.name)}")
    except OverDailyLimit as over:
        form.add_error("files", str(over.sentence))
    else:
        return True
    return False


@contextmanager
def _stored(uploads: Sequence[UploadedFile[bytes]], giver: User | None) -> Iterator[list[StoredUpload]]:
    """The files, within what that person may upload in a day: of a guest, the person who gave the link answers for it."""
    if giver is None or not uploads:
        yield []
        return
    now, size = timezone.now(), sum(upload.size or 0 for upload in uploads)
    with (
        within_daily_limit(DailyAct.UPLOADED_BYTES, giver.pk, at=now, units=size),
        stored_uploads(uploads, by=giver, at=now) as stored,
    ):
        yield stored


def _refuse_reader(entrance: Entrance) -> None:
    if not entrance.packs:
        raise Http404


def _add(entrance: Entrance, entries: Sequence[contents.LotEntry]) -> object:
    return contents.add_lots(entrance.shipment, entries, author=entrance.acting, at=timezone.now())


def _is_done(form: forms.Form, field: str | None, act: Callable[[], object]) -> bool:
    """Run the act; the sentence of a refusal stands in the form, a quantity's at its field."""
    try:
        act()
    except Refused as refusal:
        form.add_error(field if isinstance(refusal, TooMany) else None, str(sentence_of(refusal, REFUSALS)))
        return False
    return True


def _initial_leg(entrance: Entrance, known: Leg | None) -> dict[str, Any]:
    if known:
        return {name: getattr(known, name) for name in LegForm.base_fields}
    last = entrance.shipment.legs.order_by("-number").first()
    return {"mode": entrance.shipment.mode, "origin": last.destination if last else ""}


def _initial_event(entrance: Entrance, code: str) -> dict[str, Any]:
    ends = entrance.shipment.legs.order_by("number")
    leg_of = ends.last() if code in AFTER_ARRIVAL else ends.first()
    if leg_of is None:
        return {}
    place = leg_of.destination if code in AFTER_ARRIVAL else leg_of.origin
    facts = {"fact_number": leg_of.bill, "fact_carrier": leg_of.carrier, "fact_container": leg_of.container}
    return {"place": place, **facts}


def _number(request: HttpRequest, name: str) -> int:
    text = request.POST.get(name, "")
    if not (text.isascii() and text.isdecimal()) or len(text) > 18:
        raise Http404
    return int(text)


def _form_page(request: HttpRequest, entrance: Entrance, form: forms.Form, title: str, **extra: object) -> HttpResponse:
    known = [(one.code, place_words(one.code)) for one in places().values()]
    context = {"form": form, "title": title, "places": known, "shipment": entrance.shipment, **extra}
    context |= {"back": entrance.url("shipment"), "is_guest": bool(entrance.token)}
    return render(request, "delivery/shipments/form.html", context, status=422 if form.errors else 200)
