"""Evidence as pages show it: what it says, where it stands, why it was refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.terms.plans import Fact
from buyers.trade.mail.deadlines import moment_words
from buyers.trade.models import Evidence, EvidenceAnswer, EvidenceFile, EvidencePage, Side
from buyers.trade.services import acceptance
from buyers.trade.services import evidence as services
from buyers.trade.services.fact_rows import OrderFacts, Submitted
from buyers.trade.services.return_reasons import return_reason
from buyers.trade.services.words import event_words, kind_words, money_words

Verdict = EvidenceAnswer.Verdict
DOUBTS = {
    "incomplete": gettext_lazy("A fact is missing: silence does not accept it."),
    "failed": gettext_lazy("It does not say passed: it cannot be accepted, and proves nothing."),
    "bad_news": gettext_lazy("The goods are not sound: silence does not accept it."),
    "short": gettext_lazy("Fewer units than stated: silence does not accept it."),
    "verdicts_differ": gettext_lazy(
        "The inspector's own verdict is not what the figures say: silence does not accept it."
    ),
    "other_consignee": gettext_lazy(
        "The consignee is not the buyer as the contract names it: silence does not accept it."
    ),
}
"""What is not complete or not good, in sentences."""

OPTIONS = {
    "passed": gettext_lazy("Passed"),
    "failed": gettext_lazy("Failed"),
    "void": gettext_lazy("Not finished"),
    "bill_of_lading": gettext_lazy("Bill of lading"),
    "sea_waybill": gettext_lazy("Sea waybill"),
    "air_waybill": gettext_lazy("Air waybill"),
    "rail_note": gettext_lazy("Rail consignment note"),
    "road_note": gettext_lazy("Road consignment note"),
    "courier": gettext_lazy("Courier's waybill"),
    "receipt": gettext_lazy("Forwarder's receipt"),
    "sound": gettext_lazy("Sound"),
    "damaged": gettext_lazy("Damaged"),
    "short": gettext_lazy("Short"),
    "temperature": gettext_lazy("Temperature out of range"),
    "war": gettext_lazy("War, riot or sabotage"),
    "embargo": gettext_lazy("Embargo, sanction, or a limit on trade or currency"),
    "authority": gettext_lazy("Act of an authority: closure, seizure, requisition"),
    "epidemic": gettext_lazy("Epidemic"),
    "disaster": gettext_lazy("Natural disaster or extreme weather"),
    "fire": gettext_lazy("Fire or explosion"),
    "breakdown": gettext_lazy("Long breakdown of transport, energy or networks"),
    "labour": gettext_lazy("General strike or lockout"),
}
"""Answers that kinds of evidence offer."""

REFUSALS: dict[type[Exception], object] = {
    services.NotRunning: gettext_lazy("The order does not run: nothing can be submitted or answered."),
    services.NotYours: gettext_lazy("This is for the other side to do."),
    services.DayAhead: gettext_lazy("This says it happened; the day is ahead."),
    services.SubmittedAlready: gettext_lazy("You submitted this before. Nothing was submitted a second time."),
    services.Stopped: gettext_lazy(
        "The clearance did not stand on that day: goods may not be handed over, and this is not accepted."
    ),
    services.NothingLasts: gettext_lazy("Your side gave no notice of force majeure that still lasts."),
    services.NoForceMajeure: gettext_lazy(
        "The contract has no words about force majeure. Propose a change of the contract."
    ),
    services.NothingToAnswer: gettext_lazy("It counts at once: nobody has to answer it."),
    services.DoesNotSayPassed: gettext_lazy(
        "A report that does not say passed cannot be accepted. Return it, or agree on a change."
    ),
}
"""Why evidence or an answer is not taken, where the refusal says no more than its kind."""


@dataclass(frozen=True)
class EvidenceWords:
    """A submission in words. ``tone`` is ok, warn, bad or plain; ``files`` have their pages."""

    submitted: Submitted
    title: str
    event: str
    state: str
    tone: str
    what: str
    facts: tuple[tuple[str, str], ...]
    doubts: tuple[str, ...]
    reasons: tuple[str, ...]
    files: tuple[tuple[EvidenceFile, tuple[EvidencePage, ...]], ...]


def evidence_in_words(one: Submitted, facts: OrderFacts) -> EvidenceWords:
    """The submission as both sides read it."""
    state, tone = _state(one)
    answer = one.answer
    return EvidenceWords(
        submitted=one,
        title=kind_words(one.row.kind),
        event=event_words(one.row.event),
        state=state,
        tone=tone,
        what=_what(one, facts),
        facts=tuple(_facts(one, facts)),
        doubts=tuple(str(DOUBTS[code]) for code in one.doubts) if answer is None else (),
        reasons=tuple(return_reason(code) for code in answer.reasons) if answer else (),
        files=tuple((file, tuple(page for page in one.pages if page.file == file)) for file in one.files),
    )


def option_words(code: str) -> str:
    """An answer that a kind of evidence offers."""
    return str(OPTIONS.get(code, code))


def refusal_words(refusal: Exception) -> str:
    """Why evidence or an answer was not taken."""
    if isinstance(refusal, services.TooMany):
        words = _(
            "%(ordered)s ordered, with what the tolerance allows and what was submitted before: at most %(most)s."
        )
        return words % {"ordered": f"{refusal.ordered:,}", "most": f"{refusal.most:,}"}
    if isinstance(refusal, services.AnsweredAlready):
        return _answered_already(refusal.answer)
    return str(REFUSALS[type(refusal)])


def _answered_already(answer: EvidenceAnswer | None) -> str:
    if answer is None:
        return _("The days to answer are over: it is accepted.")
    values = {
        "answer": answer.get_verdict_display(),
        "moment": moment_words(answer.at),
    }
    return _("Answered before, on %(moment)s: %(answer)s.") % values


def _state(one: Submitted) -> tuple[str, str]:
    """Where it stands, and the tone of it."""
    answer, day = one.answer, date_format
    if answer and answer.verdict == Verdict.RETURNED:
        return _("Returned on %(day)s") % {"day": date_format(timezone.localdate(answer.at))}, "bad"
    if answer and answer.verdict == Verdict.WITHDRAWN:
        return _("Withdrawn on %(day)s") % {"day": date_format(timezone.localdate(answer.at))}, "plain"
    if "failed" in one.doubts:
        return _("Does not say passed"), "bad"
    if one.is_by_silence and one.accepted_on:
        return _("Accepted by silence on %(day)s") % {"day": day(one.accepted_on, "DATE_FORMAT")}, "ok"
    if one.is_accepted and answer and one.accepted_on:
        return _("Accepted on %(day)s") % {"day": day(one.accepted_on, "DATE_FORMAT")}, "ok"
    if one.is_accepted:
        return _("Counts at once"), "ok"
    return _open_words(one), "warn"


def _open_words(one: Submitted) -> str:
    if one.silent_on is None:
        return _("Waits for an answer; silence does not accept it")
    last: date = acceptance.last_day_to_answer(one.row)
    return _("To be answered by %(day)s, else accepted") % {"day": date_format(last, "DATE_FORMAT")}


def _what(one: Submitted, facts: OrderFacts) -> str:
    """What it concerns, who says so and when it happened."""
    row = one.row
    line = facts.terms and acceptance.line_of(row, facts.terms)
    values = {
        "who": _who(row, facts),
        "day": date_format(row.happened_on, "DATE_FORMAT"),
        "line": line.number if line else "",
        "quantity": f"{row.quantity:,}" if row.quantity else "",
    }
    if line and row.quantity:
        return _("%(who)s: %(quantity)s of line %(line)s, happened on %(day)s") % values
    if row.quantity:
        return _("%(who)s: %(quantity)s units, happened on %(day)s") % values
    if line:
        return _("%(who)s: line %(line)s, happened on %(day)s") % values
    return _("%(who)s: happened on %(day)s") % values


def _who(row: Evidence, facts: OrderFacts) -> str:
    """The side that says so, or the guest with whoever gave the link."""
    side = facts.order.buyer.organisation if row.side == Side.BUYER else facts.order.supplier.display_name
    if not row.is_by_guest:
        return side
    words = _("Handed in by %(guest)s of %(organisation)s, by a link that %(person)s of %(side)s gave")
    return words % {
        "guest": row.guest_name,
        "organisation": row.guest_organisation,
        "person": row.link_given_by,
        "side": side,
    }


def _facts(one: Submitted, facts: OrderFacts) -> Iterator[tuple[str, str]]:
    """Each stated fact with its label."""
    for fact in acceptance.kind_of(one.row).facts:
        if (value := one.row.facts.get(fact.id)) not in (None, ""):
            yield fact.label.read_in(get_language() or "en"), _value(fact, value, facts.order.currency)


def _value(fact: Fact, value: Any, currency: str) -> str:
    if fact.type == "choice":
        return option_words(str(value))
    if fact.type == "day":
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if fact.type == "amount":
        return money_words(int(value), currency)
    return f"{value:,}" if fact.type == "number" else str(value)
