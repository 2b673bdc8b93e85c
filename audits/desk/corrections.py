"""Putting right what was decided wrongly: a senior proposes, another auditor signs; both decisions stay on record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from audits.clearances import judging
from audits.desk import log, look_again, permissions, reviews, senior_notices, two_signatures
from audits.desk.certificates import FALSE_FROM_THE_START, REVOCATION_REASONS, RevocationDayOutOfBounds, first_day
from audits.models import Correction, Decision
from kpmarket.accounts.models import User
from kpmarket.foundation import transitions
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier

Subject = Supplier | Certificate
Outcome = Decision.Outcome
AGAIN = (Outcome.RELEASED,)
"""Taken back: the case is judged again."""
POSSIBLE: dict[str, dict[str, Sequence[str]]] = {
    "certificate": {"approved": AGAIN, "rejected": AGAIN, "revoked": (Outcome.REINSTATED, Outcome.REVOKED)},
    "supplier": {"qualified": AGAIN, "rejected": AGAIN},
}
"""What the decision behind a status may be corrected to."""


class AlreadyProposed(Exception):
    """A correction of this decision waits for its second signature."""


class NoGrounds(Exception):
    """A correction says to colleagues why it is needed."""


def last_decision(subject: Subject) -> Decision | None:
    """The decision that stands behind the present status."""
    decisions = subject.decisions.standing()
    if isinstance(subject, Supplier):
        decisions = decisions.filter(certificate=None)
    found: Decision | None = decisions.exclude(outcome=Outcome.REOPENED).order_by("-at", "-pk").first()
    return found


def open_correction(subject: Subject) -> Correction | None:
    """The correction that waits for its second signature, if there is one."""
    waiting = Correction.objects.open().select_related("proposed_by", "corrects__by")
    if isinstance(subject, Certificate):
        return waiting.filter(corrects__certificate=subject).first()
    return waiting.filter(corrects__supplier=subject, corrects__certificate=None).first()


@transaction.atomic
def propose_correction(
    subject: Subject,
    *,
    by: User,
    at: datetime,
    internal_note: str,
    outcome: str = Outcome.RELEASED,
    reasons: Sequence[str] = (),
    note: str = "",
    effective_on: date | None = None,
) -> Correction:
    """The first signature, a senior's: nothing changes by it, but that a colleague may sign.

    Raises SeniorOnly, IllegalTransition, NoGrounds, AlreadyProposed, or RevocationDayOutOfBounds for another day of a revocation.
    """
    permissions.require_senior(by, subject, at=at)
    decision = _correctable(subject, outcome)
    if not internal_note.strip():
        raise NoGrounds
    if outcome == Outcome.REVOKED and isinstance(subject, Certificate):
        reviews.require_reasons(reasons, note, among=REVOCATION_REASONS)
        effective_on = _day_of_revocation(subject, reasons, effective_on, at)
    else:
        reasons, effective_on = (), None
    correction = Correction(
        corrects=decision,
        outcome=outcome,
        reasons=list(reasons),
        note=note,
        internal_note=internal_note.strip(),
        effective_on=effective_on,
        proposed_by=by,
        proposed_at=at,
    )
    _save(correction)
    _note(correction, subject, "correction_proposed", by=by, at=at)
    senior_notices.of_signature(subject, by=by, at=at)
    return correction


@transaction.atomic
def sign_correction(correction: Correction, *, by: User, at: datetime) -> Decision:
    """The second signature: a new decision takes the place of the corrected one, and clearances follow it.

    Raises SamePerson, or IllegalTransition where something else was decided meanwhile.
    """
    subject = _subject(correction)
    permissions.require_auditor(by, subject, at=at)
    two_signatures.require_another(correction, by)
    if last_decision(subject) != correction.corrects:
        raise IllegalTransition(f"{log.name_of(subject)}: decided again meanwhile")
    two_signatures.close(correction, by=by, at=at)
    facts: dict[str, Any] = {"reasons": correction.reasons, "note": correction.note}
    moved: dict[str, Any] = {**facts, **_arrived(correction, at)}
    transitions.move(subject, _status_after(subject, correction.outcome), by=by, at=at, **moved)
    decision = reviews.record(
        subject,
        correction.outcome,
        by=by,
        at=at,
        effective_on=correction.effective_on,
        internal_note=correction.internal_note,
        corrects={"decision": correction.corrects_id, "proposed_by": correction.proposed_by_id},
        **facts,
    )
    two_signatures.make(correction, decision)
    if isinstance(subject, Certificate):
        reviews.refresh_clearances(subject, at=at)
    else:
        judging.update_catalogue_of_supplier(subject, at=at)
    reviews.announce(decision, kind=f"{log.kind_of(subject)}_corrected")
    if correction.outcome == Outcome.REVOKED and FALSE_FROM_THE_START.intersection(correction.reasons):
        look_again.list_for(decision, at=at)
    return decision


@transaction.atomic
def decline_correction(correction: Correction, *, by: User, at: datetime) -> None:
    """Leave the decision as it is: a colleague declines, or who proposed it withdraws. Raises IllegalTransition when it is closed."""
    subject = _subject(correction)
    permissions.require_auditor(by, subject, at=at)
    two_signatures.close(correction, by=by, at=at)
    _note(correction, subject, "correction_declined", by=by, at=at)


def _correctable(subject: Subject, outcome: str) -> Decision:
    decision = last_decision(subject)
    if decision is None or outcome not in POSSIBLE[log.kind_of(subject)].get(subject.status, ()):
        raise IllegalTransition(f"{log.name_of(subject)}: {outcome} is no correction of {subject.status}")
    return decision


def _save(correction: Correction) -> None:
    try:
        with transaction.atomic():
            correction.save()
    except IntegrityError as conflict:
        raise AlreadyProposed from conflict


def _subject(correction: Correction) -> Subject:
    return correction.corrects.certificate or correction.corrects.supplier


def _status_after(subject: Subject, outcome: str) -> str:
    if outcome == Outcome.RELEASED:
        return str(subject.Status.SUBMITTED)
    return str(Certificate.Status.APPROVED if outcome == Outcome.REINSTATED else Certificate.Status.REVOKED)


def _arrived(correction: Correction, at: datetime) -> dict[str, datetime]:
    """What is judged again arrives now: its deadline counts from here."""
    return {"submitted_at": at} if correction.outcome == Outcome.RELEASED else {}


def _day_of_revocation(
    certificate: Certificate, reasons: Sequence[str], effective_on: date | None, at: datetime
) -> date | None:
    if FALSE_FROM_THE_START.intersection(reasons):
        return None
    if effective_on is None or not first_day(certificate) <= effective_on <= timezone.localdate(at):
        raise RevocationDayOutOfBounds
    return effective_on


def _note(correction: Correction, subject: Subject, act: str, *, by: User, at: datetime) -> None:
    content = {
        "correction": correction.pk,
        "corrects": correction.corrects_id,
        "outcome": correction.outcome,
        "reasons": correction.reasons,
        "note": correction.note,
        "internal_note_sha256": reviews.digest_of_note(correction.internal_note),
        "effective_on": correction.effective_on.isoformat() if correction.effective_on else None,
    }
    log.append(act=act, subject=log.name_of(subject), by=by, at=at, content=content)
