"""Which cases the queue shows: its views, and what a person asks for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Q

from audits.desk import ordering
from audits.desk.ordering import SENT_BACK
from audits.models import Review
from kpmarket.accounts.models import User
from suppliers.models import Certificate, Membership, Supplier

AWAITING = (Certificate.Status.SUBMITTED, Certificate.Status.IN_REVIEW)
IS_SENT_BACK = Q(status__in=SENT_BACK)
COMPANIES = "company"
"""The kind of the cases in which a company asks to be qualified; certificates have the kind of their type."""
VIEWS = ("all", "take", "mine", "back", "overdue", "supplier")


@dataclass(frozen=True)
class Wanted:
    """Which cases to show. ``words`` are part of the company's name, ``language`` is one that its owners read the site in;
    empty or None: any."""

    kind: str = ""
    market: str = ""
    language: str = ""
    words: str = ""
    company: int | None = None

    def certificates(self) -> Q:
        """Condition of certificates."""
        found = self._companies("supplier__")
        if self.kind:
            found &= Q(certificate_type__kind=self.kind)
        return found & Q(certificate_type__market=self.market) if self.market else found

    def suppliers(self) -> Q:
        """Condition of companies that ask to be qualified: they have no market."""
        if self.market or self.kind not in ("", COMPANIES):
            return Q(pk__in=[])
        return self._companies("")

    def _companies(self, prefix: str) -> Q:
        names = (f"{prefix}{name}__icontains" for name in ("name_en", "name_zh"))
        english, chinese = (Q((name, self.words)) for name in names)
        found = english | chinese if self.words else Q()
        if self.language:
            owners = Membership.objects.filter(role=Membership.Role.OWNER, user__language=self.language)
            found &= Q((f"{prefix}pk__in", owners.values("supplier")))
        return found & Q((f"{prefix}pk", self.company)) if self.company else found


EVERYTHING = Wanted()


def handed_in(wanted: Wanted) -> tuple[ordering.Rows, ordering.Rows]:
    """Companies and certificates that await review or wait for their supplier."""
    open_company = ~Q(supplier__status__in=[Supplier.Status.DRAFT, Supplier.Status.REJECTED])
    return (
        ordering.suppliers().filter(wanted.suppliers(), status__in=[*AWAITING, *SENT_BACK]),
        ordering.certificates().filter(wanted.certificates(), open_company, status__in=[*AWAITING, *SENT_BACK]),
    )


def awaiting(wanted: Wanted) -> list[ordering.Rows]:
    """Companies and certificates that await review."""
    return [rows.filter(status__in=AWAITING) for rows in handed_in(wanted)]


def in_view(rows: ordering.Rows, view: str, user: User, on: date) -> Q:
    """Condition: in this view of the queue, for this person on this day."""
    if view == "supplier":
        return IS_SENT_BACK
    awaits = Q(status__in=AWAITING)
    if view == "take":
        return Q(status=Certificate.Status.SUBMITTED)
    if view == "mine":
        of: dict[str, OuterRef | None] = {"certificate": OuterRef("pk")}
        if rows.model is Supplier:
            of = {"supplier": OuterRef("pk"), "certificate": None}
        return Q(Exists(Review.objects.open().filter(auditor=user, **of)), status=Certificate.Status.IN_REVIEW)
    if view == "back":
        return awaits & Q(was_sent_back=True)
    return awaits & ordering.is_overdue(rows, on) if view == "overdue" else awaits


def not_of(rows: ordering.Rows, companies: Collection[int]) -> Q:
    """Condition: of none of these companies."""
    if not companies:
        return Q()
    return ~Q(("pk__in" if rows.model is Supplier else "supplier__in", companies))
