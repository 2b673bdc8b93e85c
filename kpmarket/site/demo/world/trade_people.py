"""Who pays, keeps and pays out: the holder with its accounts, the desk for money, and the accounts of suppliers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from buyers.models import Buyer, BuyerMembership
from buyers.trade.models import BankAccount, DeskOffice, Holder
from kpmarket.accounts.factor_secrets import encrypt
from kpmarket.accounts.models import User
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.people import Desk
from suppliers.models import BeneficiaryAccount, Supplier

LIMIT = Decimal(60_000)
HOLDER = "Demonstration trust account (no bank)"
BANK = "Demonstration bank (invented)"
CURRENCIES = ("USD", "EUR", "CNY")


@dataclass(frozen=True)
class TradePeople:
    """Who acts on orders besides buyers and suppliers."""

    finance: User
    second_finance: User
    handler: User
    head: User
    """Signs second where a decision is big or goes against a report."""
    legal: User
    accounts: dict[str, BankAccount]
    """The holder's account of each currency."""


def fill(desk: Desk, on: date) -> TradePeople:
    """The holder, its accounts, and the people of the desk."""
    since = noon(on, days=-380)
    offices = (
        (desk.finance, "finance"),
        (desk.second_finance, "finance"),
        (desk.handler, "handler"),
        (desk.legal, "legal"),
    )
    DeskOffice.objects.bulk_create(DeskOffice(user=user, office=office, since=since) for user, office in offices)
    DeskOffice.objects.create(user=desk.senior, office=DeskOffice.Office.HEAD, since=since)
    holder = Holder.objects.create(
        name=HOLDER,
        kind=Holder.Kind.TRUST_ACCOUNT,
        country="DE",
        regulator="nobody: this is a demonstration",
        licence="no licence: invented",
    )
    accounts = {
        currency: BankAccount.objects.create(
            holder=holder, bank=BANK, number=f"DEMO0000{number}00{currency}", bic="DEMODEFFXXX", currency=currency
        )
        for number, currency in enumerate(CURRENCIES, start=1)
    }
    _colleagues(desk, on)
    return TradePeople(desk.finance, desk.second_finance, desk.handler, desk.senior, desk.legal, accounts)


def _colleagues(desk: Desk, on: date) -> None:
    """A second purchaser and a viewer of the first buyer's organisation, and the limit above which two agree."""
    buyer = desk.buyers[0]
    roles = ((desk.colleague, BuyerMembership.Role.PURCHASER), (desk.reader, BuyerMembership.Role.VIEWER))
    BuyerMembership.objects.bulk_create(
        BuyerMembership(buyer=buyer, user=user, role=role, since=noon(on, days=-300)) for user, role in roles
    )
    Buyer.objects.filter(pk=buyer.pk).update(
        approval_limit=LIMIT, approval_currency="EUR", address="Am Alten Speicher 4, 26999 Nordhafen"
    )
    buyer.refresh_from_db()


def give_account(supplier: Supplier, currency: str, desk: Desk, on: date) -> BeneficiaryAccount:
    """The supplier's account as two auditors approved it; the number is invented."""
    number = f"62{supplier.pk:04d}0000{supplier.pk * 7919 % 1_000_000:06d}"
    owner = supplier.memberships.select_related("user").order_by("pk")[0].user
    checked = noon(on, days=-300)
    return BeneficiaryAccount.objects.create(
        supplier=supplier,
        holder_zh=supplier.name_zh,
        holder_en=supplier.name_en,
        bank=f"{BANK}, {supplier.city}",
        number_token=encrypt(number),
        number_end=number[-4:],
        swift="DEMOCNBJXXX",
        currency=currency,
        submitted_by=owner,
        submitted_at=checked - timedelta(days=2),
        checked_by=desk.auditor,
        checked_at=checked,
        approved_by=desk.senior,
        approved_at=checked,
        in_force_from=checked + timedelta(hours=72),
    )
