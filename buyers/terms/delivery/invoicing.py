"""What a contract still asks to be invoiced besides its goods, and which documents a change of the contract left behind."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from buyers.terms.contract import Charge, Terms
from buyers.terms.delivery.issued import Document

PROFORMA, INVOICE = "proforma_invoice", "commercial_invoice"


def charges_named(invoices: Iterable[Document]) -> Counter[str]:
    """What these invoices ask for besides goods, by kind of charge, in minor units."""
    named = Counter[str]()
    for one in invoices:
        for charge in one.charges:
            named[charge.kind] += charge.amount
    return named


def charges_left(terms: Terms, named: Mapping[str, int]) -> tuple[Charge, ...]:
    """What an invoice asks for besides goods where others name so much: each sum is charged once, and no more than agreed."""
    left = {one.kind: terms.charge(one.kind) - named.get(one.kind, 0) for one in terms.charges}
    return tuple(Charge(kind, amount) for kind, amount in left.items() if amount > 0)


def is_behind(document: Document, terms: Terms, version: int, named: Mapping[str, int], *, is_last: bool) -> bool:
    """Whether it was made from an earlier version of the contract, and another one would ask for other sums.

    ``version`` is the contract's that is in force, ``named`` what the other invoices ask for besides goods. A charge that no
    invoice names yet waits for the next one, and makes the last one wrong (``is_last``: no goods are left to be invoiced).
    """
    if document.contract_version >= version:
        return False
    if document.kind == PROFORMA:
        return _goods(document) != {one.number: (one.quantity, one.unit_price) for one in terms.open_lines} or (
            charges_named([document]) != charges_named_by(terms)
        )
    if document.kind != INVOICE:
        return False
    prices = {one.number: one.unit_price for one in terms.lines}
    if any(price != prices.get(line) for line, (_quantity, price) in _goods(document).items()):
        return True
    mine, left = charges_named([document]), {one.kind: one.amount for one in charges_left(terms, named)}
    if any(amount > left.get(kind, 0) for kind, amount in mine.items()):
        return True
    return is_last and mine != left


def charges_named_by(terms: Terms) -> Counter[str]:
    """What the contract asks for besides goods, by kind of charge."""
    return Counter({one.kind: terms.charge(one.kind) for one in terms.charges})


def _goods(document: Document) -> dict[int, tuple[int, object]]:
    return {line.number: (line.quantity, line.unit_price) for line in document.lines if line.quantity}
