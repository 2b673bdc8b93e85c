"""What buyers may read of register checks: the last word of each register on a document that its supplier shares.

A contradiction is work for auditors and no accusation: while it stands buyers read nothing of that register, not even
an earlier confirmation. Who looked, what they noted and what the register holds is never told.
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
TOLD = (CheckOutcome.CONFIRMED, CheckOutcome.NOT_FOUND, CheckOutcome.UNREACHABLE)


class Line(NamedTuple):
    """One register on one document: what was looked up there (the document, its issuing body or the company) and the outcome."""

    register: Any
    about: str
    outcome: str
    at: datetime


def lines(documents: Sequence[Certificate], *, at: datetime) -> dict[int, list[Line]]:
    """For each document what its registers had last said by that moment. One query, however many documents and checks.

    Documents come with their type and supplier.
    """
    said: dict[tuple[int, str], RegisterCheck] = {}
    for check in _last_words([document.pk for document in documents], at):
        earlier = said.setdefault((check.certificate_id, check.register), check)
        if earlier.outcome == CheckOutcome.UNREACHABLE:
            said[check.certificate_id, check.register] = check
    by_key = {document.pk: document for document in documents}
    found: dict[int, list[Line]] = defaultdict(list)
    for (key, register), check in sorted(said.items()):
        if check.outcome in TOLD and check.number == question_of(by_key[key], register).number:
            found[key].append(Line(_name(by_key[key], register), _about(register), check.outcome, check.taken_at))
    return found


def _last_words(documents: list[int], at: datetime) -> Iterable[RegisterCheck]:
    """Of each document and register the last answer, and the last time that it could not be reached."""
    silent = Case(When(outcome=CheckOutcome.UNREACHABLE, then=Value(1)), default=Value(0))
    place = Window(RowNumber(), partition_by=["certificate", "register", silent], order_by=["-taken_at", "-pk"])
    told = RegisterCheck.objects.filter(certificate__in=documents, taken_at__lte=at)
    told = told.exclude(outcome=CheckOutcome.NOT_COVERED).exclude(reason__in=NOT_ASKED)
    return (
        told.only("certificate_id", "register", "number", "outcome", "taken_at").annotate(place=place).filter(place=1)
    )


def _about(register: str) -> str:
    if register in catalogue.BY_ISSUER:
        return "body"
    return "company" if register in catalogue.BY_COMPANY else "document"


def _name(document: Certificate, register: str) -> Any:
    """As people call it; of a register without an adapter, as the rulebook does."""
    kind = document.certificate_type
    if register == Register.OTHER and kind is not None and kind.register_name:
        return kind.register_name
    return Register(register).label
