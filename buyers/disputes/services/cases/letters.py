"""Letters about a legal case: to its client's people and the legal desk alone, each cause once to each person."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from buyers.disputes.mail import cases as mail
from buyers.disputes.models import CaseDeadline, CaseLetter, LegalCase
from buyers.models import BuyerMembership
from buyers.trade.models import DeskOffice
from kpmarket.accounts.models import User
from kpmarket.accounts.offices import in_office
from kpmarket.foundation.outbox import writing as outbox
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Membership


def people_of_client(case: LegalCase) -> list[User]:
    """Active people who act for the client, but none who belongs to the other side of the order."""
    people = User.objects.filter(is_active=True)
    order = case.order
    if case.buyer_id:
        acting = BuyerMembership.objects.filter(buyer=case.buyer_id, role__in=BuyerMembership.PURCHASING_ROLES)
        others = Membership.objects.filter(supplier=order.supplier_id if order else None)
        found = people.filter(pk__in=acting.values("user")).exclude(pk__in=others.values("user"))
    else:
        editing = Membership.objects.filter(supplier=case.supplier_id, role__in=Membership.EDITING_ROLES)
        buying = BuyerMembership.objects.filter(buyer=order.buyer_id if order else None)
        found = people.filter(pk__in=editing.values("user")).exclude(pk__in=buying.values("user"))
    return list(found.order_by("pk"))


def write_of_opening(case: LegalCase, *, at: datetime) -> None:
    """To the client: it is with the desk. To the legal desk: a case waits, without what it is about."""
    _write_once(case, "case_opened", "", people_of_client(case), lambda user: mail.case_opened(case, user), at=at)
    _write_once(case, "case_waits", "", _legal_desk(at), lambda user: mail.case_waits(case, user), at=at)


def write_of_assignment(case: LegalCase, number: int, *, at: datetime) -> None:
    """To the client: who works on it. ``number`` is the assignment's key."""
    people = people_of_client(case)
    _write_once(case, "case_assigned", f"{number}", people, lambda user: mail.case_assigned(case, number, user), at=at)


def write_of_deadline(case: LegalCase, deadline: CaseDeadline, days: int, *, at: datetime) -> int:
    """To the client and who works on it: so many days are left. Returns how many letters were written."""
    people = [*people_of_client(case), *([case.person] if case.person else [])]
    cause = f"{deadline.pk}:{days}"
    return _write_once(
        case, "case_deadline", cause, people, lambda user: mail.case_deadline(case, deadline, days, user), at=at
    )


def write_of_closing(case: LegalCase, *, at: datetime) -> None:
    """To the client: it is closed, with the outcome."""
    _write_once(case, "case_closed", "", people_of_client(case), lambda user: mail.case_closed(case, user), at=at)


def _legal_desk(at: datetime) -> list[User]:
    held = DeskOffice.objects.filter(in_office(at), office=DeskOffice.Office.LEGAL)
    return list(User.objects.filter(is_active=True, is_staff=True, pk__in=held.values("user")).order_by("pk"))


def _write_once(
    case: LegalCase, kind: str, cause: str, people: Iterable[User], compose: Callable[[User], Letter], *, at: datetime
) -> int:
    """The case's row must be locked, or new in this transaction."""
    written = CaseLetter.objects.filter(case=case, kind=kind, cause=cause)
    known = set(written.values_list("recipient_id", flat=True))
    wanted = [user for user in people if user.pk not in known]
    CaseLetter.objects.bulk_create(
        CaseLetter(case=case, kind=kind, cause=cause, recipient=user, written_at=at) for user in wanted
    )
    return len(outbox.write([compose(user) for user in wanted], at=at))
