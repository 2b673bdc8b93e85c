"""Opening a legal case for one side of an order, or for an organisation or company without an order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from audits.desk import log
from buyers.disputes.models import Claim, LegalCase
from buyers.disputes.services.cases import law_days, letters
from buyers.models import Buyer
from buyers.terms.disputes.legal_deadlines import deadline_data
from buyers.trade.models import Order
from buyers.trade.services.order_deadlines import CHINA
from kpmarket.accounts.models import User
from kpmarket.foundation.deadlines import Deadline
from kpmarket.foundation.working_days import due_on
from suppliers.models import Supplier

AT_ONCE = timedelta(minutes=1)
"""The same case within this time is one press of the button twice."""


class OpenedAlready(Exception):
    """The same person opened a case of the same words a moment ago."""

    def __init__(self, case: LegalCase) -> None:
        super().__init__(case.pk)
        self.case = case


@dataclass(frozen=True)
class Client:
    """Whose case it is: one of the two."""

    buyer: Buyer | None
    supplier: Supplier | None


@dataclass(frozen=True)
class Opening:
    """What the client states."""

    kind: str
    jurisdiction: str
    language: str
    text: str
    other_party: str = ""
    order: Order | None = None
    claim: Claim | None = None


@transaction.atomic
def open_case(client: Client, opening: Opening, *, by: User, at: datetime) -> LegalCase:
    """Open the case, note the days of law that are known by now, and write to the client's people and the legal desk.

    Raises OpenedAlready.
    """
    _lock(client)
    same = {"buyer": client.buyer, "supplier": client.supplier, "text": opening.text, "kind": opening.kind}
    recent = LegalCase.objects.filter(opened_by=by, opened_at__gt=at - AT_ONCE, **same)
    if found := recent.first():
        raise OpenedAlready(found)
    case = LegalCase.objects.create(
        buyer=client.buyer, supplier=client.supplier, opened_by=by, opened_at=at, **vars(opening)
    )
    log.append(act="case_opened", subject=f"case:{case.pk}", by=by, at=at, content={"kind": case.kind})
    law_days.note_deadlines(case, at=at)
    letters.write_of_opening(case, at=at)
    return case


def lock_case(pk: int) -> LegalCase:
    """The case, locked until the open transaction ends."""
    rows = LegalCase.objects.select_for_update(of=("self",)).select_related("order", "buyer", "supplier", "counsel")
    return rows.get(pk=pk)


def answer_by(case: LegalCase) -> Deadline:
    """Until when the desk answers a new case."""
    opened = case.opened_at.astimezone(CHINA).date()
    return Deadline(due_on(opened, deadline_data().answer_days), CHINA)


def _lock(client: Client) -> None:
    """One opening at a time for each client."""
    if client.buyer:
        Buyer.objects.select_for_update().get(pk=client.buyer.pk)
    elif client.supplier:
        Supplier.objects.select_for_update(no_key=True).get(pk=client.supplier.pk)
