"""Submitting evidence, answering it and taking it back: each is a row that is never changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from audits.desk.doubt_reports import Doubt, report_doubt
from buyers.terms.contract import Terms
from buyers.terms.events import WHOLE
from buyers.terms.evidence import has_failed
from buyers.terms.force_majeure import END, NOTICE
from buyers.terms.plans import milestones
from buyers.terms.watch import Stop
from buyers.trade.models import Evidence, EvidenceAnswer, EvidenceFile, EvidencePage, Order, Side
from buyers.trade.services import acceptance, evidence_letters, payments
from buyers.trade.services.facts import order_facts
from buyers.trade.services.hindrances import lasting_of
from buyers.trade.services.ledger import lock_order
from buyers.trade.services.return_reasons import ALTERED
from buyers.trade.services.watch_judging import Hold
from buyers.trade.services.watching import hold_against
from kpmarket.accounts.models import User
from suppliers.certificates.files import StoredUpload

HANDING_OVER = "transport_document"
"""The event that a lost clearance stops."""


class Refused(Exception):
    """The evidence, or the answer to it, was not taken."""


class NotRunning(Refused):
    """The order is not confirmed, or is over: nothing of it can be proven."""


class NotYours(Refused):
    """This kind is submitted, or answered, by the other side."""


class DayAhead(Refused):
    """It says that something happened, and the day is still to come where who submits it is."""


class TooMany(Refused):
    """More units than were ordered and the tolerance allows: at most ``most`` of ``ordered`` are still open."""

    def __init__(self, ordered: int, most: int) -> None:
        super().__init__(ordered, most)
        self.ordered, self.most = ordered, most


class SubmittedAlready(Refused):
    """The same was submitted before and is not withdrawn or returned."""


class Stopped(Refused):
    """A hold stops it."""

    def __init__(self, hold: Hold) -> None:
        super().__init__(hold)
        self.hold = hold


class NoForceMajeure(Refused):
    """The contract says nothing about force majeure."""


class NothingLasts(Refused):
    """That side gave no notice of force majeure that lasts."""


class AnsweredAlready(Refused):
    """It was answered, withdrawn or accepted by silence before; ``answer`` is None for silence."""

    def __init__(self, answer: EvidenceAnswer | None) -> None:
        super().__init__(answer)
        self.answer = answer


class NothingToAnswer(Refused):
    """It stands at once: nobody has to answer it."""


class DoesNotSayPassed(Refused):
    """A report that does not say passed proves no passed test: it can be returned, not accepted."""


@dataclass(frozen=True)
class Submission:
    """What somebody says happened. ``line`` None: the whole order; ``quantity`` in units of the line, None: all of it."""

    kind: str
    happened_on: date
    line: int | None = None
    quantity: int | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True)
class Guest:
    """Somebody without an account, by a link that ``link_given_by`` gave for their side.

    ``role``: inspector or forwarder, as ``milestones.yaml`` names who may submit; name and organisation as the link has them.
    """

    role: str
    name: str
    organisation: str
    link_given_by: User


@transaction.atomic
def submit_evidence(
    order: Order,
    submission: Submission,
    *,
    side: Side,
    by: User | Guest,
    at: datetime,
    files: Sequence[StoredUpload] = (),
) -> Evidence:
    """Take it in with its files, and carry out what follows where it stands at once. ``side`` of a guest gave the link.

    Raises NotRunning, NotYours, NoForceMajeure, NothingLasts, DayAhead, TooMany, SubmittedAlready, Stopped.
    """
    order = lock_order(order.pk)
    facts = order_facts(order, at=at)
    if order.status != Order.Status.CONFIRMED or facts.terms is None:
        raise NotRunning
    kind = milestones().evidence[submission.kind]
    if (by.role if isinstance(by, Guest) else side) not in kind.by:
        raise NotYours
    _refuse_force_majeure(order, submission.kind, side, facts.terms)
    if submission.happened_on > today_of(order, side, at):
        raise DayAhead
    if submission.quantity and len(facts.terms.open_lines) == 1:
        submission = replace(submission, line=facts.terms.open_lines[0].number)
    _refuse_more_than_ordered(order, submission, facts.terms)
    _refuse_twice(order, submission, files)
    _refuse_stopped(order, kind.event, submission.happened_on, submission.line)
    made = Evidence.objects.create(
        order=order, event=kind.event, side=side, submitted_at=at, **_who(by), **vars(submission)
    )
    _keep_files(made, files)
    if not acceptance.counts_at_once(made):
        evidence_letters.write_of_submission(made, facts.terms, at=at)
    payments.carry_out(order, at=at, by=by if isinstance(by, User) else None)
    return made


@transaction.atomic
def answer_evidence(
    evidence: Evidence,
    verdict: EvidenceAnswer.Verdict,
    *,
    side: Side,
    by: User,
    at: datetime,
    reasons: Sequence[str] = (),
    note: str = "",
) -> EvidenceAnswer:
    """Accept or return it for the other side, or withdraw it for its own, and carry out what follows.

    Raises NotRunning, NotYours, NothingToAnswer, AnsweredAlready, DoesNotSayPassed, Stopped.
    """
    order = lock_order(evidence.order_id)
    evidence = Evidence.objects.select_related("answer").get(pk=evidence.pk)
    evidence.order = order
    facts = order_facts(order, at=at)
    if order.status != Order.Status.CONFIRMED or facts.terms is None:
        raise NotRunning
    _refuse_answer(evidence, verdict, side, facts.terms, facts.on)
    answer = EvidenceAnswer.objects.create(
        evidence=evidence, verdict=verdict, reasons=list(reasons), note=note, by=by, at=at
    )
    if verdict == EvidenceAnswer.Verdict.RETURNED:
        evidence_letters.write_of_return(answer, at=at)
        if ALTERED in answer.reasons:
            report_doubt(_doubt(answer, order), language=by.language, by=by, at=at)
    payments.carry_out(Order.objects.select_related("buyer", "supplier", "holder").get(pk=order.pk), at=at, by=by)
    return answer


def _doubt(answer: EvidenceAnswer, order: Order) -> Doubt:
    """What auditors read of it: company, order and number, and nothing of prices or goods."""
    evidence = answer.evidence
    sentence = gettext("Returned as altered: evidence %(key)s of order %(order)s, kind %(kind)s.")
    words = sentence % {"key": evidence.pk, "order": order.number, "kind": evidence.kind}
    side = order.supplier.display_name if evidence.side == Side.SUPPLIER else order.buyer.organisation
    return Doubt(
        reason="\n".join(filter(None, (words, answer.note))),
        number=str(evidence.facts.get("number", "")),
        company=side,
        found_at=order.number,
        email=answer.by.email,
    )


def may_withdraw(evidence: Evidence, side: Side) -> bool:
    """Only for who submitted it. Nobody takes back what a guest handed in: it is answered."""
    return side == evidence.side and not evidence.is_by_guest


def today_of(order: Order, side: Side, at: datetime) -> date:
    """The day it is where that side is: its suppliers are in China, which is the site's own zone."""
    zone = order.buyer.zone if side == Side.BUYER else timezone.get_default_timezone()
    return at.astimezone(zone).date()


def _who(by: User | Guest) -> dict[str, Any]:
    """The columns of who handed it in."""
    if isinstance(by, User):
        return {"submitted_by": by}
    return {"guest_name": by.name, "guest_organisation": by.organisation, "link_given_by": by.link_given_by}


def _refuse_answer(evidence: Evidence, verdict: str, side: Side, terms: Terms, on: date) -> None:
    is_withdrawal = verdict == EvidenceAnswer.Verdict.WITHDRAWN
    if not may_withdraw(evidence, side) if is_withdrawal else acceptance.answering_side(evidence) != side:
        raise NotYours
    if answer := acceptance.answer_of(evidence):
        raise AnsweredAlready(answer)
    kind = acceptance.kind_of(evidence)
    if acceptance.counts_at_once(evidence):
        raise NothingToAnswer
    if acceptance.is_accepted(evidence, terms, on):
        raise AnsweredAlready(None)
    if verdict == EvidenceAnswer.Verdict.ACCEPTED:
        if has_failed(kind, evidence.facts):
            raise DoesNotSayPassed
        _refuse_stopped(evidence.order, evidence.event, evidence.happened_on, evidence.line)


def _refuse_force_majeure(order: Order, kind: str, side: Side, terms: Terms) -> None:
    if kind in (NOTICE, END) and not terms.force_majeure_days:
        raise NoForceMajeure
    if kind == END and not lasting_of(list(order.evidence.all()), side):
        raise NothingLasts


def _refuse_stopped(order: Order, event: str, on: date, line: int | None) -> None:
    """Raises Stopped where goods were handed over on a day on which their clearance did not stand."""
    if event == HANDING_OVER and (hold := hold_against(order, on, Stop.HAND_OVER, line=line)):
        raise Stopped(hold)


def _refuse_more_than_ordered(order: Order, submission: Submission, terms: Terms) -> None:
    """Raises TooMany where this and what was submitted of its kind before are more than the tolerance allows."""
    line = next((one for one in terms.lines if one.number == submission.line), None)
    if line is None or submission.quantity is None:
        return
    kind = milestones().evidence[submission.kind]
    open_ones = _still_claimed(order, submission.kind).filter(line=line.number)
    claimed = sum(one.quantity or line.quantity for one in open_ones if not has_failed(kind, one.facts))
    most = line.quantity * (WHOLE + terms.tolerance_bp) // WHOLE - claimed
    if submission.quantity > most:
        raise TooMany(line.quantity, max(0, most))


def _refuse_twice(order: Order, submission: Submission, files: Sequence[StoredUpload]) -> None:
    """Raises SubmittedAlready for the same facts with the same files: pressed twice, or sent from two tabs."""
    same = _still_claimed(order, submission.kind).filter(
        line=submission.line, quantity=submission.quantity, happened_on=submission.happened_on
    )
    digests = sorted(file.original.sha256 for file in files)
    for one in same.prefetch_related("files"):
        if one.facts == dict(submission.facts) and sorted(file.sha256 for file in one.files.all()) == digests:
            raise SubmittedAlready


def _still_claimed(order: Order, kind: str) -> Any:
    """What was submitted of that kind and neither returned nor withdrawn."""
    gone = (EvidenceAnswer.Verdict.RETURNED, EvidenceAnswer.Verdict.WITHDRAWN)
    return Evidence.objects.filter(order=order, kind=kind).exclude(answer__verdict__in=gone)


def _keep_files(evidence: Evidence, uploads: Sequence[StoredUpload]) -> None:
    """Rows for files that are stored already."""
    for upload in uploads:
        row = EvidenceFile.objects.create(evidence=evidence, **upload.columns())
        EvidencePage.objects.bulk_create(EvidencePage(file=row, **page.columns()) for page in upload.pages)
