"""What this site owes the holders of its orders' money."""

from __future__ import annotations

from collections import Counter

from django.db.models import Q

from buyers.terms.money import plain
from buyers.trade.models import Transfer

OWED = ("recalled", "charges")


def debts() -> list[str]:
    """How much is missing of what is held for others, by currency, as ``USD 1260.00``: recalled, or taken as charges."""
    of_debits = Q(debit__name__startswith="recalled:") | Q(debit__name__startswith="charges:")
    of_credits = Q(credit__name__startswith="recalled:") | Q(credit__name__startswith="charges:")
    sums: Counter[str] = Counter()
    rows = Transfer.objects.filter(of_debits | of_credits).order_by("pk")
    for debit, credit, amount, currency in rows.values_list("debit__name", "credit__name", "amount", "currency"):
        sums[currency] += amount * (debit.startswith(OWED) - credit.startswith(OWED))
    return [f"{currency} {plain(much, currency)}" for currency, much in sorted(sums.items()) if much > 0]
