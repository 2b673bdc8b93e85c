"""Letters about shipments, once for each cause: left, later than agreed, held by customs, delivered.

A delivery that is proven is written of by the acceptance of goods, which names the days; here it is a report alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from buyers.delivery.mail import shipments as mail
from buyers.delivery.models import EventProof
from buyers.delivery.services.shipments.reading import Journey, journeys_of
from buyers.terms.delivery import journey
from buyers.trade.models import Order, Side
from buyers.trade.services.facts import order_facts
from buyers.trade.services.letters import write_once
from buyers.trade.services.parties import people_who_act
from kpmarket.accounts.models import User
from kpmarket.foundation.outbox.models import Letter

BOTH = tuple(Side)
LEFT = ("handed_over", "loaded", "departed")
"""The first of these that happens is what the buyer is notified of."""


def write_of_shipments(order: Order, *, at: datetime) -> None:
    """Write what each shipment's events make due and nobody was notified of yet. The order's row is locked by now."""
    for one in journeys_of([order_facts(order, at=at)]).get(order.pk, []):
        if one.stage.id != "planned":
            _write_of(one, at)


def _write_of(one: Journey, at: datetime) -> None:
    happened = {report.event: report for report in journey.counted_reports(one.reports)}
    key = f"shipment:{one.shipment.pk}"
    left = next((happened[event] for event in LEFT if event in happened), None)
    if left:
        day = left.day
        _write(one, "shipped", key, (Side.BUYER,), lambda who, key: mail.shipped(one.shipment, who, day, key=key), at)
    expected = one.arrival
    if expected.day and expected.said and expected.kind != journey.HAPPENED and expected.days_late > 0:
        late = mail.Late(expected.day, expected.days_late)
        cause = f"{key}:{expected.day}"
        _write(one, "delay_expected", cause, BOTH, lambda who, key: mail.delayed(one.shipment, who, late, key=key), at)
    if one.stage.id == "customs" and one.stage.since:
        cause, held = f"{key}:event:{one.stage.since.key}", one.stage.since.day
        _write(
            one, "customs_hold", cause, BOTH, lambda who, key: mail.customs_hold(one.shipment, who, held, key=key), at
        )
    if "delivered" in happened and not EventProof.objects.filter(event=happened["delivered"].key).exists():
        came = happened["delivered"].day
        kind = "delivered_please_check"
        _write(one, kind, key, (Side.BUYER,), lambda who, key: mail.delivered(one.shipment, who, came, key=key), at)


Compose = Callable[[User, str], Letter]
"""For a person, under a key that makes the letter unique."""


def _write(one: Journey, kind: str, cause: str, sides: Sequence[Side], compose: Compose, at: datetime) -> None:
    order = one.shipment.order
    people = [person for side in sides for person in people_who_act(order, side)]
    stem = f"{kind}-{cause}".replace(":", "-")
    write_once(order, kind, cause, people, lambda person: compose(person, f"{stem}-{person.pk}"), at=at)
