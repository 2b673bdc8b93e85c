"""What buyers may read about register checks: the latest answer of each register on a document that its supplier shares.

A contradiction is work for auditors and no accusation: while it is open, buyers read nothing about that register, not
even an earlier confirmation. Who looked, their notes and the content of the register are never disclosed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db.models import Case, Value, When, Window
from django.db.models.functions import RowNumber

from audits.lookups.checks import question_of
from audits.models import RegisterCheck
from audits.models.register_check import CheckOutcome, Register
from audits.registers import catalogue
from audits.registers.question import Reason
from suppliers.models import Certificate

NOT_ASKED = (Reason.BY_HAND, Reason.OFFLINE)
DISCLOSED = (CheckOutcome.CONFIRMED, CheckOutcome.NOT_FOUND, CheckOutcome.UNREACHABLE)


class Line(NamedTuple):
    """One register on one document. ``about``: "document", "body" or "company", which is what was looked up there."""

    register: Any
    about: str
    outcome: str
    at: datetime


class RegisterAnswers(NamedTuple):
    """What buyers may read of the registers that were queried about one document.

    ``is_queried``: a register was, also where nothing of its answer may be read.
    """

    lines: list[Line]
    is_queried: bool


NO_ANSWERS = RegisterAnswers([], is_queried=False)
"""Of a document that no register was queried about."""


def lines(documents: Sequence[Certificate], *, at: datetime) -> dict[int, list[Line]]:
    """The latest answers about each document at that moment, by its key. One query, however many documents and checks.

    ``documents`` come with their type and supplier.
    """
    found = register_answers(documents, at=at).items()
    return defaultdict(list, {key: answers.lines for key, answers in found if answers.lines})


def register_answers(documents: Sequence[Certificate], *, at: datetime) -> dict[int, RegisterAnswers]:
    """The same, with whether any register was queried; documents of which none was are left out."""
    latest: dict[tuple[int, str], RegisterCheck] = {}
    for check in _latest_checks([document.pk for document in documents], at):
        known = latest.setdefault((check.certificate_id, check.register), check)
        if known.outcome == CheckOutcome.UNREACHABLE:
            latest[check.certificate_id, check.register] = check
    by_key = {document.pk: document for document in documents}
    lines_of: dict[int, list[Line]] = {key: [] for key, _register in latest}
    for (key, register), check in sorted(latest.items()):
        if check.outcome in DISCLOSED and check.number == question_of(by_key[key], register).number:
            name = _register_name(by_key[key], register)
            lines_of[key].append(Line(name, _subject_of(register), check.outcome, check.taken_at))
    return {key: RegisterAnswers(found, is_queried=True) for key, found in lines_of.items()}


def _latest_checks(documents: list[int], at: datetime) -> Iterable[RegisterCheck]:
    """For each document and register the latest answer, and the latest failure to reach the register."""
    silent = Case(When(outcome=CheckOutcome.UNREACHABLE, then=Value(1)), default=Value(0))
    place = Window(RowNumber(), partition_by=["certificate", "register", silent], order_by=["-taken_at", "-pk"])
    checks = RegisterCheck.objects.filter(certificate__in=documents, taken_at__lte=at)
    checks = checks.exclude(outcome=CheckOutcome.NOT_COVERED).exclude(reason__in=NOT_ASKED)
    return (
        checks.only("certificate_id", "register", "number", "outcome", "taken_at").annotate(place=place).filter(place=1)
    )


def _subject_of(register: str) -> str:
    if register in catalogue.BY_ISSUER:
        return "body"
    return "company" if register in catalogue.BY_COMPANY else "document"


def _register_name(document: Certificate, register: str) -> Any:
    """The name of the register; of one without an adapter the name in the rulebook."""
    kind = document.certificate_type
    if register == Register.OTHER and kind is not None and kind.register_name:
        return kind.register_name
    return Register(register).label
