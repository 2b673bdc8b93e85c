"""Who of the desk may read and work on a legal case, and which counsel may take it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q, QuerySet

from audits.desk.permissions import own_companies
from buyers.disputes.models import CaseAssignment, Counsel, HandlerDeclaration, LegalCase
from buyers.terms.disputes.legal_deadlines import add_months
from buyers.trade.models import DeskOffice, Side
from buyers.trade.services.desk import holds_office, own_organisations
from kpmarket.accounts.models import User

CONFLICT_MONTHS = 24
"""For so long counsel and people of the desk do not act against whom they acted for."""
Office = DeskOffice.Office


class NotOfTheDesk(Exception):
    """The person does not hold an office of the legal desk, or may not work on this case."""


class ConflictOfInterest(Exception):
    """Counsel may not act for this client. ``code`` says why: other_side or named."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def cases_for_desk(user: User, *, at: datetime) -> Iterator[LegalCase]:
    """Open cases that this person of the desk may take or works on, the one that was opened first on top."""
    if not holds_office(user, Office.LEGAL, at=at):
        return
    rows = LegalCase.objects.open().select_related("order", "buyer", "supplier", "counsel", "person")
    mine = rows.filter(Q(person=user) | Q(person=None)).order_by("opened_at", "pk")
    conflicts = DeskConflicts(user, at)
    yield from (case for case in mine if not conflicts.code_of(case))


def is_for_desk(case: LegalCase, user: User, *, at: datetime) -> bool:
    """Whether this person of the desk reads the case: who works on it, and whoever may take it while nobody does."""
    if not holds_office(user, Office.LEGAL, at=at) or case.person_id not in (None, user.pk):
        return False
    return not DeskConflicts(user, at).code_of(case)


def require_desk(case: LegalCase, user: User, *, at: datetime) -> None:
    """Raise NotOfTheDesk unless this person works on the case now."""
    if case.person_id != user.pk or not holds_office(user, Office.LEGAL, at=at):
        raise NotOfTheDesk


class DeskConflicts:
    """Why a person of the desk may not act for clients, read once for many cases."""

    def __init__(self, user: User, at: datetime) -> None:
        self.user = user
        self.companies, self.organisations = own_companies(user), own_organisations(user)
        self.acted_for = _acted_for(CaseAssignment.objects.filter(person=user), at)
        self.handled = _handled_orders(user)

    def code_of(self, case: LegalCase) -> str:
        """``own``, ``handler``, ``other_side`` or empty."""
        order = case.order
        suppliers = {case.supplier_id, order.supplier_id if order else None} - {None}
        buyers = {case.buyer_id, order.buyer_id if order else None} - {None}
        if suppliers & self.companies or buyers & self.organisations:
            return "own"
        if order and order.pk in self.handled:
            return "handler"
        return "other_side" if other_party_of(case) & self.acted_for else ""


def refuse_counsel(case: LegalCase, counsel: Counsel, *, at: datetime) -> None:
    """Raises ConflictOfInterest where counsel may not act for the client of this case."""
    if other_party_of(case) & _acted_for(CaseAssignment.objects.filter(counsel=counsel), at):
        raise ConflictOfInterest("other_side")
    if {_comparable(name) for name in counsel.conflict_names} & {_comparable(name) for name in names_against(case)}:
        raise ConflictOfInterest("named")


def other_party_of(case: LegalCase) -> set[tuple[str, int]]:
    """Against whom the case is, as side and key; nobody where it has no order."""
    if case.order is None:
        return set()
    if case.side == Side.BUYER:
        return {(str(Side.SUPPLIER), case.order.supplier_id)}
    return {(str(Side.BUYER), case.order.buyer_id)}


def names_against(case: LegalCase) -> set[str]:
    """The names under which the other party is known."""
    names = {case.other_party}
    if case.order and case.side == Side.BUYER:
        names |= {case.order.supplier.name_en, case.order.supplier.name_zh}
    elif case.order:
        names.add(case.order.buyer.organisation)
    return names - {""}


def _acted_for(assignments: QuerySet[CaseAssignment], at: datetime) -> set[tuple[str, int]]:
    """Clients of cases that were assigned, and are open or were closed within the months of a conflict."""
    since = at - (at.date() - add_months(at.date(), -CONFLICT_MONTHS))
    recent = assignments.filter(Q(case__closed_at=None) | Q(case__closed_at__gte=since))
    return {
        (str(Side.BUYER), buyer) if buyer else (str(Side.SUPPLIER), supplier)
        for buyer, supplier in recent.values_list("case__buyer", "case__supplier")
    }


def _handled_orders(user: User) -> set[int]:
    """Orders of which this person handles or handled a claim: who judges between both sides advises neither."""
    declared = HandlerDeclaration.objects.filter(by=user, has_interest=False)
    return set(declared.values_list("claim__order", flat=True))


def _comparable(name: str) -> str:
    """A name without differences of case and spaces."""
    return " ".join(name.casefold().split())
