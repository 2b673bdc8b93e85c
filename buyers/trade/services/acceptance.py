"""From which day on evidence is accepted: by an answer, by who may speak for it, or by the buyer's silence."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils import timezone

from buyers.terms import evidence as pure
from buyers.terms.contract import LineTerms, Terms
from buyers.terms.plans import EvidenceKind, milestones
from buyers.trade.models import Evidence, EvidenceAnswer, Side
from kpmarket.foundation.working_days import due_on

ONE_DAY = timedelta(days=1)


def kind_of(evidence: Evidence) -> EvidenceKind:
    """What kind of evidence it is."""
    return milestones().evidence[evidence.kind]


def answer_of(evidence: Evidence) -> EvidenceAnswer | None:
    """What the other side said to it, or that it was withdrawn; None while it waits."""
    return getattr(evidence, "answer", None)


def counts_at_once(evidence: Evidence) -> bool:
    """Whether nobody has to answer it."""
    return pure.stands_at_once(kind_of(evidence), evidence.side, is_by_guest=evidence.is_by_guest)


def answering_side(evidence: Evidence) -> Side:
    """The side that answers it."""
    return Side(pure.answering_side(kind_of(evidence), evidence.side, is_by_guest=evidence.is_by_guest))


def doubts_of(evidence: Evidence, terms: Terms) -> tuple[str, ...]:
    """Codes of what is not complete or not good in it."""
    line = line_of(evidence, terms)
    return pure.doubts(kind_of(evidence), evidence.facts, line=line, quantity=evidence.quantity, terms=terms)


def proven_quantity(evidence: Evidence, terms: Terms) -> int | None:
    """How many units it proves; None means all of it."""
    return pure.proven_quantity(evidence.facts, line=line_of(evidence, terms), quantity=evidence.quantity, terms=terms)


def line_of(evidence: Evidence, terms: Terms) -> LineTerms | None:
    """The line that it concerns; None where it concerns the whole order."""
    return next((line for line in terms.lines if line.number == evidence.line), None)


def submitted_on(evidence: Evidence) -> date:
    """The day on which it was submitted where the buyer is. ``evidence.order.buyer`` is read."""
    return evidence.submitted_at.astimezone(evidence.order.buyer.zone).date()


def last_day_to_answer(evidence: Evidence) -> date:
    """The last working day, where who answers is, on which it can be answered before silence may accept it."""
    days = milestones().events[evidence.event].working_days
    if answering_side(evidence) == Side.SUPPLIER:
        return due_on(evidence.submitted_at.astimezone(timezone.get_default_timezone()).date(), days)
    return due_on(submitted_on(evidence), days, evidence.order.buyer.country)


def silent_on(evidence: Evidence, terms: Terms) -> date | None:
    """The first day on which silence has accepted it; None where it never does."""
    may_be = pure.may_be_silent(kind_of(evidence), evidence.side, is_by_guest=evidence.is_by_guest)
    if not may_be or doubts_of(evidence, terms):
        return None
    return last_day_to_answer(evidence) + ONE_DAY


def accepted_on(evidence: Evidence, terms: Terms) -> date | None:
    """The day from which on it counts as accepted; None where it does not, or not by time alone.

    A side's own word counts at once where nobody has to answer. A report that does not say passed never counts.
    """
    kind = kind_of(evidence)
    if pure.has_failed(kind, evidence.facts):
        return None
    if answer := answer_of(evidence):
        day = answer.at.astimezone(evidence.order.buyer.zone).date()
        return day if answer.verdict == EvidenceAnswer.Verdict.ACCEPTED else None
    return submitted_on(evidence) if counts_at_once(evidence) else silent_on(evidence, terms)


def is_accepted(evidence: Evidence, terms: Terms, on: date) -> bool:
    """Whether it counts on that day of the buyer's place."""
    since = accepted_on(evidence, terms)
    return since is not None and since <= on
