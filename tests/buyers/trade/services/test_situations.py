"""What an order waits for, read from its evidence and events."""

from buyers.terms.next_step import Code
from buyers.trade.models import Order
from buyers.trade.services.facts import order_facts
from buyers.trade.services.situations import steps_of
from tests.buyers.trade.deals import BALANCE, DEPOSIT, MONDAY, accepted, arrives, held_order, submitted


def codes(order):
    return [(step.code, step.event) for step in steps_of(order_facts(Order.objects.get(pk=order.pk), at=MONDAY))]


def test_a_failed_report_waits_for_an_answer_until_a_repeated_inspection_passed(db):
    order = held_order()
    arrives(order, DEPOSIT)
    accepted(order, "production_start_report")
    submitted(order, "inspection_report", result="failed")
    assert codes(order)[0] == (Code.ANSWER, "inspection_passed")

    accepted(order, "inspection_report")
    arrives(order, BALANCE)

    assert (Code.ANSWER, "inspection_passed") not in codes(order)
    assert codes(order)[0][0] == Code.PROVE
