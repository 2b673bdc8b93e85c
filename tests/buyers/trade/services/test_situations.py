"""What an order waits for, read from its evidence and events."""

from datetime import UTC, datetime

from buyers.terms.next_step import Code
from buyers.trade.models import Order, Side
from buyers.trade.services.facts import order_facts
from buyers.trade.services.situations import steps_in_words, steps_of
from tests.buyers.trade.deals import BALANCE, DEPOSIT, MONDAY, accepted, arrives, held_order, submitted
from tests.factories import BuyerFactory
from tests.factories.trade import OrderFactory


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


def read_by(order, side, at):
    """The day of the next step as that side reads it, and the same moment on its own clock."""
    step = steps_in_words(order_facts(Order.objects.get(pk=order.pk), at=at), side)[0]
    return step.ends, step.here


class TestADayHasTwoClocks:
    """One side sits in São Paulo, eleven hours behind the other."""

    def test_the_buyers_day_ends_in_brazil_and_the_next_morning_in_china(self, countries):
        order = held_order(buyer=BuyerFactory(country="BR"))
        arrives(order, DEPOSIT)
        submitted(order, "production_start_report")

        assert read_by(order, Side.BUYER, MONDAY) == ("until the end of 26 November 2026 in Brazil", "")
        day, here = read_by(order, Side.SUPPLIER, MONDAY)
        assert day == "until the end of 26 November 2026 in Brazil"
        assert "27 November 2026" in here and "10:59" in here and "China" in here

    def test_the_suppliers_day_ends_in_china_while_it_is_noon_in_brazil(self, countries):
        at = datetime(2026, 11, 2, 4, tzinfo=UTC)
        order = OrderFactory(buyer=BuyerFactory(country="BR"), status=Order.Status.PLACED, placed_at=at)

        day, here = read_by(order, Side.BUYER, at)

        assert day == "until the end of 5 November 2026 in China"
        assert "5 November 2026" in here and "12:59" in here and "Brazil" in here
        assert read_by(order, Side.SUPPLIER, at) == (day, "")

    def test_a_day_in_a_year_whose_holidays_are_not_decreed_is_expected(self, db, monkeypatch):
        monkeypatch.setattr("buyers.trade.mail.deadlines.last_decreed_year", lambda day: 2026)
        at = datetime(2026, 12, 30, 4, tzinfo=UTC)
        order = OrderFactory(status=Order.Status.PLACED, placed_at=at)

        day, _here = read_by(order, Side.SUPPLIER, at)

        assert day.startswith("until the end of ") and "2027" in day
        assert day.endswith("expected: the holidays of 2027 are not decreed yet")
