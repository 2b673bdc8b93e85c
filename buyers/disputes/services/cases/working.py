"""What the legal desk does to a case: take or assign it, note steps, wait, go on, set days, close."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from audits.desk import log
from buyers.disputes.models import CaseAssignment, CaseDeadline, CaseNote, CaseStep, Counsel, LegalCase
from buyers.disputes.services.cases import access, law_days, letters
from buyers.disputes.services.cases.opening import lock_case
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move

Status = LegalCase.Status


class ClosedAlready(Exception):
    """The case is closed: nothing is added to it."""


@transaction.atomic
def assign(case_pk: int, counsel: Counsel | None, *, by: User, at: datetime) -> CaseAssignment:
    """This person takes the case, with counsel or without; whoever works on it may bring other counsel in.

    Raises NotOfTheDesk, ConflictOfInterest, ClosedAlready.
    """
    case = _open_case(case_pk)
    if not access.is_for_desk(case, by, at=at):
        raise access.NotOfTheDesk
    if counsel:
        access.refuse_counsel(case, counsel, at=at)
    made = CaseAssignment.objects.create(case=case, counsel=counsel, person=by, by=by, at=at)
    _set(case, {"counsel": counsel, "person": by, "answered_at": case.answered_at or at})
    if case.status == Status.OPENED:
        move(case, Status.ASSIGNED, by=by, at=at)
    content = {"counsel": counsel.pk if counsel else None}
    log.append(act="case_assigned", subject=f"case:{case.pk}", by=by, at=at, content=content)
    letters.write_of_assignment(case, made.pk, at=at)
    return made


@transaction.atomic
def hand_back(case_pk: int, text: str, *, by: User, at: datetime) -> None:
    """Who works on it gives it back to the queue, with the reason. Raises NotOfTheDesk, ClosedAlready."""
    case = _case_of_desk(case_pk, by, at)
    CaseStep.objects.create(case=case, text=text, is_of_desk=True, by=by, at=at)
    _set(case, {"person": None})


@transaction.atomic
def note_step(case_pk: int, text: str, *, by: User, at: datetime, since: str = "", day: date | None = None) -> CaseStep:
    """Write down what was done; the first step after the assignment begins the work. Raises NotOfTheDesk, ClosedAlready."""
    case = _case_of_desk(case_pk, by, at)
    step = CaseStep.objects.create(case=case, text=text, since=since, day=day, is_of_desk=True, by=by, at=at)
    if case.status == Status.ASSIGNED:
        move(case, Status.WORKING, by=by, at=at)
    if since:
        law_days.note_deadlines(case, at=at)
    return step


@transaction.atomic
def wait(case_pk: int, waits_for: str, *, by: User, at: datetime) -> None:
    """The case waits for somebody. Raises NotOfTheDesk, ClosedAlready, IllegalTransition."""
    case = _case_of_desk(case_pk, by, at)
    move(case, Status.WAITING, by=by, at=at, waits_for=waits_for)


@transaction.atomic
def go_on(case_pk: int, *, by: User, at: datetime) -> None:
    """Work goes on. Raises NotOfTheDesk, ClosedAlready, IllegalTransition."""
    case = _case_of_desk(case_pk, by, at)
    move(case, Status.WORKING, by=by, at=at, waits_for="")


@transaction.atomic
def set_day(case_pk: int, label: str, day: date, source: str, *, by: User, at: datetime) -> CaseDeadline:
    """A day that a court, tribunal or authority set. Raises NotOfTheDesk, ClosedAlready."""
    case = _case_of_desk(case_pk, by, at)
    return CaseDeadline.objects.create(case=case, label=label, day=day, source=source, confidence="high", noted_at=at)


@transaction.atomic
def note_of_counsel(case_pk: int, text: str, *, by: User, at: datetime) -> CaseNote:
    """What counsel wrote, for the client's side alone. Raises NotOfTheDesk, ClosedAlready."""
    case = _case_of_desk(case_pk, by, at)
    return CaseNote.objects.create(case=case, author=CaseNote.Author.COUNSEL, text=text, by=by, at=at)


@transaction.atomic
def close(case_pk: int, outcome: str, *, by: User, at: datetime) -> None:
    """Who works on it closes it. Raises NotOfTheDesk, ClosedAlready."""
    _close(_case_of_desk(case_pk, by, at), outcome, by=by, at=at)


@transaction.atomic
def withdraw(case: LegalCase, *, by: User, at: datetime) -> None:
    """The client closes its own case. Raises ClosedAlready."""
    _close(_open_case(case.pk), LegalCase.Outcome.WITHDRAWN, by=by, at=at)


@transaction.atomic
def note_of_client(case: LegalCase, text: str, *, by: User, at: datetime) -> CaseNote:
    """A private note of the client's people. Raises ClosedAlready."""
    locked = _open_case(case.pk)
    return CaseNote.objects.create(case=locked, author=CaseNote.Author.CLIENT, text=text, by=by, at=at)


@transaction.atomic
def state_day(case: LegalCase, since: str, day: date, text: str, *, by: User, at: datetime) -> CaseStep:
    """The client states the day from which periods of law count; those that follow are noted. Raises ClosedAlready."""
    locked = _open_case(case.pk)
    step = CaseStep.objects.create(case=locked, text=text, since=since, day=day, is_of_desk=False, by=by, at=at)
    law_days.note_deadlines(locked, at=at)
    return step


def _close(case: LegalCase, outcome: str, *, by: User, at: datetime) -> None:
    move(case, Status.CLOSED, by=by, at=at, outcome=outcome, closed_at=at, waits_for="")
    log.append(act="case_closed", subject=f"case:{case.pk}", by=by, at=at, content={"outcome": str(outcome)})
    letters.write_of_closing(case, at=at)


def _open_case(pk: int) -> LegalCase:
    case = lock_case(pk)
    if not case.is_open:
        raise ClosedAlready
    return case


def _case_of_desk(pk: int, by: User, at: datetime) -> LegalCase:
    case = _open_case(pk)
    access.require_desk(case, by, at=at)
    return case


def _set(case: LegalCase, facts: Mapping[str, object]) -> None:
    for name, value in facts.items():
        setattr(case, name, value)
    case.save(update_fields=list(facts))
