"""How far the goods of an order are accepted, line by line, and what checks leave for silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from buyers.delivery.models import CheckedQuantity, CheckFile, CheckPage
from buyers.terms.delivery.checks import Checked, LineAcceptance, Outcome, line_acceptance, withheld_by
from buyers.terms.events import Withheld, withheld_of
from buyers.trade.services.fact_rows import OrderFacts


def withheld_by_checks(orders: Sequence[int]) -> Mapping[int, Mapping[int, Withheld]]:
    """What checks left rejected or missing, by the keys of orders and the numbers of lines. One query."""
    rows = CheckedQuantity.objects.filter(check_made__order__in=orders).exclude(outcome=Outcome.ACCEPTED)
    found: dict[int, dict[int, list[Checked]]] = defaultdict(lambda: defaultdict(list))
    for order, line, outcome, quantity in rows.values_list("check_made__order", "line", "outcome", "quantity"):
        found[order][line].append(Checked(line, Outcome(outcome), quantity))
    return {order: {line: withheld_by(checked) for line, checked in lines.items()} for order, lines in found.items()}


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
