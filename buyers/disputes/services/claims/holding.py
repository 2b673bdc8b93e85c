"""Which parts of orders open claims are about: their money waits, and that of other parts does not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.reading import CLOSED

CODE = "claim"


def claimed_parts(orders: Sequence[int]) -> Mapping[int, Mapping[int, str]]:
    """By the keys of the orders: numbers of the parts that an open claim is about. Goodwill claims stop nothing."""
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Claim.objects.filter(order__in=orders, is_goodwill=False).exclude(status__in=CLOSED).order_by()
    for order, parts in rows.values_list("order", "parts"):
        found[order].update(dict.fromkeys(parts, CODE))
    return found


def open_claim_about(order: int, parts: Sequence[int]) -> Claim | None:
    """An open claim about one of these parts, also one of goodwill."""
    rows = Claim.objects.filter(order=order).exclude(status__in=CLOSED).order_by("pk")
    return next((one for one in rows if set(one.parts) & set(parts)), None)
