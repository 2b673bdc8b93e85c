"""The buyer rejects goods at the moment at which silence would accept them: one comes first, on both databases."""

from datetime import timedelta

import pytest

from buyers.delivery.services.acceptance import checking
from buyers.delivery.services.acceptance.states import lines_of
from buyers.terms.delivery.checks import Checked, Outcome
from buyers.terms.errors import TermsError
from buyers.trade.models import Order, Side
from buyers.trade.services.facts import order_facts
from buyers.trade.services.payments import carry_out
from tests.buyers.trade.deals import BALANCE, DEPOSIT, MONDAY, accepted, arrives, held_order, part_of, submitted
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing", "countries")
LAST_DAY, AFTER = MONDAY + timedelta(days=10), MONDAY + timedelta(days=11)


@pytest.fixture
def order():
    """Paid, proven and delivered; nobody has looked at the goods."""
    order = held_order()
    arrives(order, DEPOSIT)
    for kind in ("production_start_report", "inspection_report"):
        accepted(order, kind)
    arrives(order, BALANCE)
    for kind in ("transport_document", "document_pack"):
        accepted(order, kind)
    submitted(order, "delivery_proof", side=Side.BUYER)
    return order


def reject(order, at):
    goods = checking.Goods([Checked(1, Outcome.DAMAGED, 1_100)], at.date())
    return checking.submit_check(Order.objects.get(pk=order.pk), goods, by=order.buyer.user, at=at)


def test_rejected_on_the_last_day_the_goods_are_not_released_by_a_sweep_that_runs_after_midnight(order):
    rejected, swept = together(
        lambda: reject(order, LAST_DAY), lambda: carry_out(Order.objects.get(pk=order.pk), at=AFTER)
    )

    assert not isinstance(swept, Exception)
    released = part_of(order, 2, at=AFTER).money.released
    if isinstance(rejected, Exception):
        assert released == BALANCE, "silence came first, and the check is refused"
    else:
        line = lines_of(order_facts(Order.objects.get(pk=order.pk), at=AFTER))[0]
        assert (line.rejected, line.accepted) == (1_100, 48_900) or released == BALANCE
        assert line.accepted + line.rejected <= 50_000


def test_after_the_days_nothing_can_be_rejected_any_more(order):
    with pytest.raises(TermsError) as refusal:
        reject(order, AFTER)

    assert refusal.value.code == "more-than-open"


def test_two_colleagues_who_reject_the_same_goods_reject_no_more_than_there_are(order):
    def all_of_them(outcome):
        goods = checking.Goods([Checked(1, outcome, 50_000)], MONDAY.date())
        return checking.submit_check(Order.objects.get(pk=order.pk), goods, by=order.buyer.user, at=MONDAY)

    results = together(lambda: all_of_them(Outcome.LABEL), lambda: all_of_them(Outcome.WRONG))

    assert sum(isinstance(one, TermsError) for one in results) == 1
    assert lines_of(order_facts(Order.objects.get(pk=order.pk), at=MONDAY))[0].rejected == 50_000
