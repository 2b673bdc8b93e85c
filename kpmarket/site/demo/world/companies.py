"""The suppliers, their people, and what the auditors decided about them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain, cycle, islice, repeat

from audits.desk import reviews
from audits.models import Decision, Review
from kpmarket.accounts.models import User
from kpmarket.site.demo import names
from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.names import Company
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.people import Desk, create_user
from suppliers.models import Contact, Membership, Supplier, SupplierEvent

COUNT = 74
_S = Supplier.Status
UNUSUAL = (_S.SUBMITTED, _S.IN_REVIEW, _S.INFORMATION_REQUESTED, _S.SUSPENDED, _S.REJECTED, _S.DRAFT)
QUALIFIED_OF_TEN = 8
PATHS: dict[str, tuple[str, ...]] = {
    _S.DRAFT: (),
    _S.SUBMITTED: (_S.SUBMITTED,),
    _S.IN_REVIEW: (_S.SUBMITTED, _S.IN_REVIEW),
    _S.INFORMATION_REQUESTED: (_S.SUBMITTED, _S.IN_REVIEW, _S.INFORMATION_REQUESTED),
    _S.QUALIFIED: (_S.SUBMITTED, _S.IN_REVIEW, _S.QUALIFIED),
    _S.REJECTED: (_S.SUBMITTED, _S.IN_REVIEW, _S.REJECTED),
    _S.SUSPENDED: (_S.SUBMITTED, _S.IN_REVIEW, _S.QUALIFIED, _S.SUSPENDED),
}
RECENT = (_S.SUBMITTED, _S.IN_REVIEW, _S.INFORMATION_REQUESTED)
"""Handed in these weeks; what was sent back longer ago would have closed as not answered."""
OUTCOMES = {
    _S.QUALIFIED: Decision.Outcome.APPROVED,
    _S.INFORMATION_REQUESTED: Decision.Outcome.REVISION_REQUESTED,
    _S.REJECTED: Decision.Outcome.REJECTED,
    _S.SUSPENDED: Decision.Outcome.SUSPENDED,
}
REASONS = {
    _S.INFORMATION_REQUESTED: (["address_mismatch"], "The address on the licence differs from the one given."),
    _S.REJECTED: (["forged"], "The licence names another company."),
    _S.SUSPENDED: (["other"], "A complaint about a delivery is being looked into."),
}


@dataclass(frozen=True)
class Firm:
    """A supplier's row and the invented company behind it."""

    company: Company
    row: Supplier


def fill(desk: Desk, on: date) -> list[Firm]:
    """All suppliers; the first one belongs to the demonstration's own supplier login."""
    invented = names.suppliers(COUNT, chance("suppliers"))
    return [
        _firm(company, status, desk, on, number)
        for number, (company, status) in enumerate(zip(invented, _statuses(), strict=False))
    ]


def _statuses() -> Iterator[str]:
    """Mostly qualified; every other state in turn."""
    unusual = cycle(UNUSUAL)
    return chain.from_iterable(chain(repeat(_S.QUALIFIED, QUALIFIED_OF_TEN), islice(unusual, 2)) for _ in repeat(None))


def _firm(company: Company, status: str, desk: Desk, on: date, number: int) -> Firm:
    row = Supplier.objects.create(
        name_zh=company.name_zh,
        name_en=company.name_en,
        credit_code=company.credit_code,
        role=Supplier.Role.TRADER if company.trade.is_trader else Supplier.Role.MANUFACTURER,
        province=company.place.province,
        city=company.place.city_en,
        address_zh=company.address_zh,
        address_en=company.address_en,
        website=company.website,
        about_en=f"{company.brand_en} makes {company.trade.name_en.lower()} in {company.place.city_en}. Invented for demonstration.",
        status=status,
        submitted_at=None if status == _S.DRAFT else noon(on, days=-330 + number),
        created_at=noon(on, days=-400 + number),
    )
    Contact.objects.bulk_create(
        Contact(supplier=row, name=one.name_en, position=one.position_en, email=one.email, phone=one.phone)
        for one in company.people
    )
    _members(row, company, desk, on, is_first=number == 0)
    _judge(row, status, desk, on, number)
    return Firm(company, row)


def _members(row: Supplier, company: Company, desk: Desk, on: date, *, is_first: bool) -> None:
    owner = desk.supplier if is_first else None
    person = company.people[0]
    email = f"{company.brand_en.lower()}@kpmarket.example"
    owner = owner or create_user(email, person.name_en, User.Purpose.SUPPLY, desk.password, on, language="zh-hans")
    Membership.objects.create(supplier=row, user=owner, role=Membership.Role.OWNER, since=noon(on, days=-400))


def _judge(row: Supplier, status: str, desk: Desk, on: date, number: int) -> None:
    """The steps that led to the status, with their decisions and entries in the log."""
    before = str(_S.DRAFT)
    start = -330 + number
    if status in (_S.SUBMITTED, _S.IN_REVIEW):
        start = -(3 + number % 9)
    elif status == _S.INFORMATION_REQUESTED:
        start = -(6 + number % 24)
    if status in RECENT:
        Supplier.objects.filter(pk=row.pk).update(submitted_at=noon(on, days=start))
    for step, after in enumerate(PATHS[status]):
        at = noon(on, days=start + step)
        by = desk.auditor if after not in (_S.SUBMITTED, _S.SUSPENDED) else desk.senior
        reasons, note = REASONS.get(_S(after), ([], ""))
        SupplierEvent.objects.create(
            subject=row,
            before=before,
            after=after,
            by=by if after != _S.SUBMITTED else None,
            at=at,
            reasons=reasons,
            note=note,
        )
        if after == _S.IN_REVIEW:
            closed = None if status == _S.IN_REVIEW else at
            Review.objects.create(supplier=row, auditor=by, opened_at=at, closed_at=closed)
        if outcome := OUTCOMES.get(_S(after)):
            reviews.record(row, outcome, by=by, at=at, reasons=reasons, note=note)
        before = after
