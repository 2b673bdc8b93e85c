"""A bank account whose statements follow each other, day by day, and the orders that are paid into it."""

from dataclasses import replace
from datetime import timedelta

from buyers.terms.references import Reference
from buyers.trade.models import DeskOffice, StatementEntry
from buyers.trade.services.matching import match_open_entries
from buyers.trade.services.statements import import_statement
from suppliers.accounts.services import Account, submit_account
from tests.buyers.trade.statements.bank_files import Booking, camt
from tests.factories import NOON, UserFactory
from tests.factories.trade import BankAccountFactory, OrderFactory

IBAN = "CH9300762011623852957"


def finance(**facts):
    """A person of finance."""
    user = UserFactory(is_staff=True, purpose="audit", **facts)
    DeskOffice.objects.create(user=user, office="finance", since=NOON - timedelta(days=30))
    return user


def reference_of(order, part=1):
    return Reference(order.placed_at.year, order.pk, part).text


def paid(order, amount, **facts):
    """The buyer's payment for an order, as its bank sends it."""
    usual = {"name": order.buyer.organisation.upper(), "reference": reference_of(order)}
    return Booking(amount, **{**usual, **facts})


def cents(text):
    whole, _point, fraction = text.partition(".")
    return int(whole) * 100 + int(fraction.ljust(2, "0"))


class Bank:
    """One account; ``day`` imports the next statement of what is booked, and has it matched."""

    def __init__(self, currency="USD", by=None, **facts):
        self.account = BankAccountFactory(number=IBAN, currency=currency, **facts)
        self.by = by or finance()
        self.closing, self.days = 0, 0

    def file(self, *bookings):
        """The next statement as the bank writes it, not imported yet."""
        opening = self.closing
        change = sum(cents(one.amount) * (1 if one.side == "CRDT" else -1) for one in bookings)
        day = (NOON + timedelta(days=self.days)).date().isoformat()
        return camt(
            [replace(one, day=day) for one in bookings],
            opening=money(opening),
            closing=money(opening + change),
            currency=self.account.currency,
            statement=f"2026-{300 + self.days}",
            day=day,
        )

    def bring(self, data, name="camt053.xml"):
        return import_statement(self.account, data, name=name, by=self.by, at=self.now)

    def day(self, *bookings):
        """Import and match the next day; the entries in their order."""
        file = self.bring(self.file(*bookings))
        self.closing, self.days = file.closing, self.days + 1
        match_open_entries(self.account, at=self.now)
        return list(StatementEntry.objects.filter(file=file).order_by("position"))

    @property
    def now(self):
        return NOON + timedelta(days=self.days, hours=6)

    def order(self, **facts):
        """A signed order of USD 4,200.00 whose first part is USD 1,260.00, held here."""
        return OrderFactory(holder=self.account.holder, currency=self.account.currency, **facts)


def money(minor):
    return f"{'-' if minor < 0 else ''}{abs(minor) // 100}.{abs(minor) % 100:02}"


def approved_account(supplier, *, at, number="6228480402564890018", approved=True, days=10):
    """An account of the supplier in its registered names, approved by two auditors, in force at that moment.

    It was submitted so many ``days`` before; not ``approved``, it waits.
    """
    submitted = at - timedelta(days=days)
    names = (supplier.name_zh, supplier.name_en)
    account = submit_account(
        supplier,
        Account(*names, "Bank of China, Suzhou", "CN", number, "BKCHCNBJ95B", "104305000012", "USD"),
        by=supplier.memberships.first().user,
        at=submitted,
    )
    if approved:
        one, two = UserFactory(is_staff=True), UserFactory(is_staff=True)
        later = submitted + timedelta(days=4)
        type(account).objects.filter(pk=account.pk).update(
            checked_by=one, checked_at=later, approved_by=two, approved_at=later, in_force_from=later
        )
        account.refresh_from_db()
    return account
