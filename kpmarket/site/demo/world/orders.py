"""Orders in every stage: stories whose days are run through in order, with the bank's statements of each day."""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from datetime import date
from itertools import count, islice

from django.db import transaction

from buyers.trade.models import Order
from buyers.trade.services.placing import NoOrderTaken
from kpmarket.foundation.outbox.models import Letter
from kpmarket.site.demo.world import claim_stories, delivery_stories, legal_stories, quotes, stories, trade_people
from kpmarket.site.demo.world.deals import Deals
from kpmarket.site.demo.world.people import Desk
from kpmarket.site.demo.world.stage import Stage
from kpmarket.site.demo.world.stories import Story

OF_THE_FIRST = (
    stories.waits_for_supplier,
    stories.to_pay,
    stories.overdue,
    stories.partly_paid,
    stories.paid_twice,
    stories.first_part_held,
    stories.report_waits,
    stories.report_returned,
    stories.in_production,
    stories.inspection_waits,
    stories.inspection_failed,
    stories.balance_due,
    stories.balance_held,
    stories.shipped,
    stories.shipped_late,
    stories.shipped_in_part,
    stories.delivered,
    stories.completed,
    stories.change_proposed,
    stories.cancelled,
    stories.declined,
    stories.lapsed,
)
"""What the first buyer sees: each stage once."""
BETWEEN_BOTH = (
    delivery_stories.at_sea,
    delivery_stories.late_at_sea,
    delivery_stories.delivered_short,
    delivery_stories.inspection_repeated,
    claim_stories.just_opened,
    claim_stories.under_discussion,
    claim_stories.agreed,
    claim_stories.with_desk,
    legal_stories.case_of_supplier,
    legal_stories.case_of_buyer,
    claim_stories.carried_out,
)
"""Between the buyer and the supplier that people sign in as: what comes after the goods are made."""
OF_OTHERS = (
    stories.paid_without_reference,
    stories.to_be_paid_out,
    stories.completed,
    stories.first_part_held,
    stories.in_production,
    stories.shipped,
    stories.report_waits,
    stories.balance_held,
    stories.waits_for_supplier,
    stories.to_pay,
    stories.delivered,
    stories.inspection_waits,
    stories.completed,
)
PAYOUT_STATES = ("prepared", "handed_over", "confirmed", "returned")
FOR_A_SECOND_MEMBER = 200
"""Times the minimum order: above the limit of the first buyer's organisation."""


def fill(desk: Desk, on: date) -> int:
    """All orders; returns how many. Letters of the past were delivered in the past."""
    people = trade_people.fill(desk, on)
    stage = Stage(on, people)
    first = desk.buyers[0]
    deals = Deals(desk, on)
    before = Letter.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    running: list[Story] = [tell(stage, deal) for tell, deal in zip(OF_THE_FIRST, deals.of(first), strict=False)]
    running += [tell(stage, deal) for tell, deal in zip(BETWEEN_BOTH, deals.between(first), strict=False)]
    others = deals.of_others()
    running += [tell(stage, deal) for tell, deal in zip(OF_OTHERS, others, strict=False)]
    running += [
        stories.deposit_paid_out(stage, deal, state) for state, deal in zip(PAYOUT_STATES, others, strict=False)
    ]
    running += [stories.without_holder(stage, deal) for deal in islice(deals.of(first, plan="lc_sight"), 1)]
    running += [stories.lost_its_clearance(stage, deal, days) for deal, days in deals.that_end(first)]
    running += [stories.to_approve(stage, deal) for deal in islice(deals.of(first, times=FOR_A_SECOND_MEMBER), 1)]
    with transaction.atomic():
        quotes.fill(desk, on)
        run(stage, running)
    Letter.objects.filter(pk__gt=before).delete()
    return Order.objects.count()


def run(stage: Stage, running: Sequence[Story]) -> None:
    """Act after act in the order of their days; after each day the bank's statements."""
    ticket = count()
    waiting: list[tuple[int, int, Story]] = []
    for story in running:
        heapq.heappush(waiting, (next(story), next(ticket), story))
    while waiting:
        day, _place, story = heapq.heappop(waiting)
        if (upcoming := _go_on(story)) is not None:
            heapq.heappush(waiting, (upcoming, next(ticket), story))
        if not waiting or waiting[0][0] > day:
            stage.close_day(day)


def _go_on(story: Story) -> int | None:
    """Act; the day of the next act, None where there is none or no such order is taken on this day of the world."""
    try:
        return next(story, None)
    except NoOrderTaken:
        return None
