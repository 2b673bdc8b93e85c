"""Orders that an open payment may be for, each with its reasons: for a person to decide, never for the machine."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from buyers.terms.references import Reference, order_numbers_in, references_in
from buyers.trade.models import Contract, Order, StatementEntry
from buyers.trade.statements.payer_names import SIMILAR, is_same_name, likeness

MOST_ORDERS = 500
MOST_SHOWN = 5
NEARLY = 90
"""How similar (0 to 100) a reference with a typing error is to the right one."""


@dataclass(frozen=True)
class Suggestion:
    """An order and why it may be meant. ``is_buyer`` where the payer's name is the buyer's."""

    order: Order
    reasons: tuple[str | Promise, ...]
    is_buyer: bool
    is_named: bool
    is_same_currency: bool


def suggestions_for(entries: Sequence[StatementEntry]) -> dict[int, list[Suggestion]]:
    """The best few for each entry by its key, the likeliest first; two queries."""
    if not entries:
        return {}
    orders = _candidates(entries)
    amounts = _amounts(orders)
    return {entry.pk: _for_entry(entry, orders, amounts) for entry in entries}


def _candidates(entries: Sequence[StatementEntry]) -> list[Order]:
    """The newest orders whose money the holders of these accounts hold."""
    holders = {entry.account.holder_id for entry in entries}
    rows = Order.objects.filter(holder__in=holders).exclude(status__in=(Order.Status.TO_APPROVE, Order.Status.DECLINED))
    return list(rows.select_related("buyer", "supplier", "holder")[:MOST_ORDERS])


def _amounts(orders: Sequence[Order]) -> Mapping[int, set[int]]:
    """What each order's parts and all of them cost, by its key, by its last contract."""
    found: dict[int, list[int]] = {}
    rows = Contract.objects.filter(order__in=orders).order_by("version").values_list("order_id", "data__parts")
    for order, parts in rows:
        found[order] = [int(part["amount"]) for part in parts or []]
    sums: dict[int, set[int]] = defaultdict(set)
    for order, amounts in found.items():
        sums[order] = {*amounts, sum(amounts)}
    return sums


def _for_entry(entry: StatementEntry, orders: Sequence[Order], amounts: Mapping[int, set[int]]) -> list[Suggestion]:
    texts = (entry.reference, entry.remittance, entry.end_to_end_id)
    named = {(one.year, one.order) for text in texts for one in references_in(text)}
    written = " ".join(texts).upper()
    numbers = {(one.year, one.order) for one in order_numbers_in(written)}
    letters = re.sub(r"[^A-Z0-9]", "", written)
    found = []
    for order in orders:
        reasons: list[str | Promise] = []
        key = (order.placed_at.year, order.pk)
        if key in named:
            reasons.append(_("its reference"))
        elif key in numbers:
            reasons.append(_("its number in the text"))
        elif _is_nearly_named(order, letters):
            reasons.append(_("its reference with a typing error"))
        if entry.amount in amounts.get(order.pk, set()):
            reasons.append(_("the same sum as one of its parts"))
        if likeness(entry.payer_name, order.buyer.organisation) >= SIMILAR:
            reasons.append(_("the payer's name is like the buyer's"))
        if reasons:
            is_buyer = is_same_name(entry.payer_name, order.buyer.organisation)
            same = order.currency == entry.currency
            found.append(Suggestion(order, tuple(reasons), is_buyer, key in named, same))
    found.sort(key=lambda one: (not one.is_named, not one.is_same_currency, -len(one.reasons), -one.order.pk))
    return found[:MOST_SHOWN]


def _is_nearly_named(order: Order, letters: str) -> bool:
    """Whether the text holds the order's reference but for a letter or two."""
    if "KP" not in letters and "RF" not in letters:
        return False
    return fuzz.partial_ratio(Reference(order.placed_at.year, order.pk, 1).text, letters) >= NEARLY
