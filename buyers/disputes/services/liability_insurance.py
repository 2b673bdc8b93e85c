"""Product liability insurance of a supplier: what it stated, whether an auditor approved the document, and the law of the destination."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import F, QuerySet
from django.utils.translation import gettext as _

from audits.answers.notices import Notice, notices
from audits.compliance.information import Topic
from audits.compliance.information_for import is_shown
from audits.law.current import current_rulebook
from buyers.catalogue import reference
from buyers.trade.mail.deadlines import price_words
from buyers.trade.models import Order
from buyers.trade.services.on_record import has_rows
from suppliers.certificates.claimed_scope import INSURED, LIABILITY_INSURANCE
from suppliers.models import Certificate

STANDING = (Certificate.Status.APPROVED, Certificate.Status.IN_REVIEW, Certificate.Status.SUBMITTED)


@dataclass(frozen=True)
class Insurance:
    """One policy as shown. ``state``: approved, stated (no auditor approved it) or ended."""

    state: str
    pill: str
    tone: str
    insurer: str
    number: str
    insured: str
    valid_from: date | None
    valid_until: date | None


@dataclass(frozen=True)
class Liability:
    """What a page shows of an order: the policy that counts for most (None: none on file), and what the law there says."""

    insurance: Insurance | None
    law: tuple[Notice, ...]


def liability_of(order: Order, *, on: date) -> Liability:
    """One query, and the rulebook in force."""
    return Liability(insurance_of(order, on=on), law_of(order.destination, on=on))


def stated_policies() -> QuerySet[Certificate]:
    """Documents of insurance that suppliers stated, approved or not."""
    rows = Certificate.objects.filter(certificate_type=LIABILITY_INSURANCE, status__in=STANDING)
    return rows.order_by(F("valid_until").desc(nulls_first=True), "-pk")


def insurance_of(order: Order, *, on: date) -> Insurance | None:
    """The policy of its supplier that an auditor approved and that runs on that day; else a stated one, else one that ended."""
    is_read = has_rows(order, "policies")
    rows = order.policies if is_read else stated_policies().filter(supplier=order.supplier_id)  # type: ignore[attr-defined]
    shown = [_insurance(row, on) for row in rows]
    return min(shown, key=lambda one: ("approved", "stated", "ended").index(one.state), default=None)


def law_of(country: str, *, on: date) -> tuple[Notice, ...]:
    """What the rulebook says of product liability in that country, with source and confidence."""
    market, book = reference.market_of(country), current_rulebook()
    found = [one for one in book.information.values() if one.topic is Topic.LIABILITY and market in one.markets]
    return notices([one for one in found if is_shown(one, on, {})], book)


def _insurance(row: Certificate, on: date) -> Insurance:
    state, pill, tone = _state(row, on)
    return Insurance(
        state, pill, tone, row.issuer, row.number, _sum(row.stated.get(INSURED, "")), row.valid_from, row.valid_until
    )


def _state(row: Certificate, on: date) -> tuple[str, str, str]:
    if row.valid_until and row.valid_until < on:
        return "ended", _("Ended"), "bad"
    if row.holds(on):
        return "approved", _("Document approved by an auditor"), "ok"
    if row.status == Certificate.Status.APPROVED:
        return "stated", _("Approved, not begun yet"), "warn"
    return "stated", _("Stated by the supplier, not verified"), "warn"


def _sum(stated: str) -> str:
    currency, _space, amount = stated.partition(" ")
    return price_words(Decimal(amount), currency) if amount else stated
