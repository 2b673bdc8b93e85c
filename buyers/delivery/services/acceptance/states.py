"""How far the goods of an order are accepted, line by line, and what checks leave for silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain

from buyers.delivery.models import CheckedQuantity, CheckFile, CheckPage
from buyers.terms.delivery.checks import Checked, LineAcceptance, Outcome, line_acceptance, withheld_by
from buyers.terms.events import Withheld, withheld_of
from buyers.trade.models import Order
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.on_record import have_rows


def withheld_by_checks(orders: Sequence[Order]) -> Mapping[int, Mapping[int, Withheld]]:
    """What checks left rejected or missing, by the keys of orders and the numbers of lines. One query."""
    found: dict[int, dict[int, list[Checked]]] = defaultdict(lambda: defaultdict(list))
    for order, line, outcome, quantity in _quantities_of(orders):
        if outcome != Outcome.ACCEPTED:
            found[order][line].append(Checked(line, Outcome(outcome), quantity))
    return {order: {line: withheld_by(checked) for line, checked in lines.items()} for order, lines in found.items()}


def _quantities_of(orders: Sequence[Order]) -> Iterable[tuple[int, int, str, int]]:
    """Key of the order, line, outcome and quantity of what was counted."""
    if have_rows(orders, "delivery_checks"):
        rows = [
            (one.pk, row) for one in orders for check in one.delivery_checks.all() for row in check.quantities.all()
        ]
        return [(order, row.line, row.outcome, row.quantity) for order, row in rows]
    found = CheckedQuantity.objects.filter(check_made__order__in=orders)
    return found.values_list("check_made__order", "line", "outcome", "quantity")


def lines_of(facts: OrderFacts) -> tuple[LineAcceptance, ...]:
    """Every line of the contract as far as its goods arrived and were checked; nothing before there are terms."""
    if facts.terms is None:
        return ()
    terms = facts.terms
    return tuple(
        line_acceptance(line, facts.events, withheld_of(line.number, facts.withheld), terms) for line in terms.lines
    )


def stored_names() -> Iterator[str]:
    """Names of all files that checks hold, for the sweep of files that no row names."""
    return chain.from_iterable(
        rows.values_list("stored_name", flat=True).iterator() for rows in (CheckFile.objects, CheckPage.objects)
    )
