"""Words for shipments: events, stages, the expected day, contradictions, places, and why an act was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from buyers.delivery.models import ShipmentEvent
from buyers.delivery.services.shipments import refusals
from buyers.terms.delivery import journey
from buyers.terms.delivery.events import event_kinds
from buyers.terms.delivery.journey import Arrival, Contradiction, Report
from buyers.terms.delivery.places import place_of
from buyers.trade.mail.deadlines import moment_words
from buyers.trade.services import evidence as trade_evidence
from buyers.trade.services.evidence_words import refusal_words as evidence_refusal
from kpmarket.foundation.places import place_name

REFUSALS: Mapping[type[Exception], str | Promise | Callable[[Any], str | Promise]] = {
    refusals.NotRunning: gettext_lazy("The order does not run: nothing of it can be shipped or reported."),
    refusals.NotTheirs: gettext_lazy("This is for the supplier or its forwarder to do."),
    refusals.UnknownLine: lambda refusal: _("The order has no line %(line)s.") % {"line": refusal.line},
    refusals.TooMany: lambda refusal: too_many_words(refusal),
    refusals.LotTwice: lambda refusal: _("Lot %(lot)s is in this shipment already.") % {"lot": refusal.lot},
    refusals.HandedOver: gettext_lazy(
        "These goods were handed over with a document: what is in the shipment is on record and stays."
    ),
    refusals.NothingInside: gettext_lazy("Say first which goods are in the shipment."),
    refusals.DayAhead: gettext_lazy("This says it happened; the day is ahead. Choose “expected”."),
    refusals.BeforePlaced: lambda refusal: (
        _("The order was placed on %(day)s: nothing was shipped before.") % {"day": date_format(refusal.day)}
    ),
    refusals.SaidAlready: gettext_lazy("You reported this before. Nothing was added a second time."),
    refusals.AlreadyTaken: gettext_lazy("This report was taken back before."),
    refusals.NotTheirWord: gettext_lazy("Only the side that reported it takes it back."),
    refusals.ProvenAlready: gettext_lazy("This report stands as evidence that was answered: it stays."),
    refusals.OtherVersion: gettext_lazy("Somebody changed the legs meanwhile. Please look again."),
    trade_evidence.Refused: lambda refusal: evidence_refusal(refusal),
}
"""Why an act about a shipment was refused."""
KINDS = {
    journey.HAPPENED: gettext_lazy("Happened"),
    journey.EXPECTED: gettext_lazy("Expected"),
    journey.PLANNED: gettext_lazy("Planned"),
    "agreed": gettext_lazy("Agreed"),
}
SOURCES = {"supplier": gettext_lazy("Supplier"), "buyer": gettext_lazy("Buyer"), "guest": gettext_lazy("Forwarder")}


def too_many_words(refusal: refusals.TooMany) -> str:
    """How many units are still free, and of how many."""
    words = {"ordered": refusal.ordered, "allowed": refusal.allowed, "most": refusal.most, "line": refusal.line}
    if refusal.allowed > refusal.ordered:
        return (
            _("Line %(line)s: %(ordered)s ordered, with the tolerance at most %(allowed)s; %(most)s are still free.")
            % words
        )
    return _("Line %(line)s: %(ordered)s ordered; %(most)s are still free.") % words


def event_name(code: str) -> str:
    """What is reported, in the reader's language; the code itself where it is unknown."""
    known = event_kinds().events.get(code)
    return known.label.read_in(get_language() or "en") if known else code


def stage_name(stage: str) -> str:
    """How far a shipment is."""
    return event_kinds().stages[stage].read_in(get_language() or "en")


def place_words(code: str) -> str:
    """A place by its name and code; of a place outside our list the country and the code."""
    if not code:
        return ""
    place = place_of(code)
    name = place.name_in(get_language() or "en") if place else place_name(code[:2])
    return f"{name} ({code})"


def source_words(row: ShipmentEvent) -> str:
    """Who reported it: the person's side, the guest by name, or the carrier's service."""
    if row.guest:
        return f"{row.guest.name}, {row.guest.organisation}"
    return str(SOURCES.get(row.source, row.source))


def arrival_words(arrival: Arrival) -> str:
    """When the goods are expected or came, in a sentence."""
    if arrival.day is None:
        return ""
    words = {"day": date_format(arrival.day)}
    sentences = {
        journey.HAPPENED: _("Came on %(day)s."),
        journey.EXPECTED: _("Expected on %(day)s."),
        journey.PLANNED: _("Planned for %(day)s."),
        "agreed": _("Agreed for %(day)s at the latest; nobody has said another day."),
    }
    return " ".join(filter(None, (sentences[arrival.kind] % words, late_words(arrival), _silence(arrival))))


def late_words(arrival: Arrival) -> str:
    """By how many days it is later than agreed; empty where it is not."""
    if arrival.days_late <= 0 or arrival.kind == "agreed":
        return ""
    came = arrival.kind == journey.HAPPENED
    texts = (
        ngettext("%(days)s day later than agreed.", "%(days)s days later than agreed.", arrival.days_late)
        if came
        else ngettext(
            "That is %(days)s day later than agreed.", "That is %(days)s days later than agreed.", arrival.days_late
        )
    )
    return texts % {"days": arrival.days_late}


def _silence(arrival: Arrival) -> str:
    return _("That day is over, and no arrival was reported.") if arrival.is_overdue else ""


def contradiction_words(one: Contradiction) -> str:
    """What cannot be true, with both reports."""
    words = {"first": report_words(one.first), "then": report_words(one.then) if one.then else ""}
    sentences = {
        "order": _("%(first)s – and yet %(then)s. One of the two is wrong."),
        "ahead": _("%(first)s was reported as happened before that moment came."),
        "not-inspected": _("%(first)s, before the agreed inspection had passed."),
    }
    return sentences[one.code] % words


def report_words(one: Report) -> str:
    """A report in one line: what, where, when."""
    moment = moment_words(one.at)
    return ", ".join(filter(None, (event_name(one.event), place_words(one.place), moment)))
