"""Scenario 37: an excursion is never accepted by silence; the maker's statement that the buyer accepts releases."""

from datetime import timedelta

import pytest

from buyers.delivery.models import TemperatureLog
from buyers.delivery.services.goods import temperature
from buyers.delivery.services.shipments.authors import Author
from buyers.terms.delivery.logger_files import read_logger_file
from buyers.terms.delivery.temperature import Range
from buyers.trade.models import Order, Side
from buyers.trade.services.balances import balances_of
from buyers.trade.services.payments import carry_out
from tests.buyers.terms.delivery import logger_exports as exports
from tests.buyers.trade.deals import BALANCE, DEPOSIT, MONDAY, accepted, arrives, held_order
from tests.factories.delivery import ShipmentFactory
from tests.threads import together

FRIDGE = Range(200, 800)
LATER = MONDAY + timedelta(days=300)


def delivered_order():
    """Everything but the acceptance of the goods is done, and all of the price is held or released."""
    order = held_order()
    arrives(order, DEPOSIT)
    for kind in ("production_start_report", "inspection_report"):
        accepted(order, kind)
    arrives(order, BALANCE)
    for kind in ("transport_document", "document_pack", "delivery_proof"):
        accepted(order, kind)
    return order


def handed_in(order, export=exports.LIBERO, wanted=FRIDGE, line=None):
    new = temperature.log_of_file(read_logger_file(export.encode()), wanted, line)
    author = Author(Side.SUPPLIER, person=order.seller)
    return temperature.keep_log(ShipmentFactory(order=order), new, author=author, at=MONDAY)


@pytest.mark.usefixtures("countries")
class TestExcursion:
    def test_silence_accepts_nothing_until_the_buyer_accepted_the_makers_statement(self):
        order = delivered_order()
        log = handed_in(order)
        carry_out(order, at=LATER)
        assert balances_of(order).released == {1: DEPOSIT}

        text = "Stable for 48 hours at 25 °C, stability report of March 2026"
        temperature.state_stability(log, text, by=order.seller, at=LATER)
        carry_out(order, at=LATER)
        assert balances_of(order).released == {1: DEPOSIT}

        temperature.answer_excursion(log, accepts=True, text="", by=order.buyer.user, at=LATER)
        assert balances_of(order).released == {1: DEPOSIT, 2: BALANCE}

    def test_what_the_buyer_does_not_accept_stays_held(self):
        order = delivered_order()
        log = handed_in(order, line=1)

        temperature.answer_excursion(log, accepts=False, text="Too warm", by=order.buyer.user, at=LATER)

        carry_out(order, at=LATER)
        assert balances_of(order).released == {1: DEPOSIT}
        with pytest.raises(temperature.AnsweredAlready):
            temperature.answer_excursion(log, accepts=True, text="", by=order.buyer.user, at=LATER)

    def test_a_record_inside_the_range_changes_nothing(self):
        order = delivered_order()
        log = handed_in(order, wanted=Range(0, 1000))

        carry_out(order, at=LATER)

        assert balances_of(order).released == {1: DEPOSIT, 2: BALANCE}
        with pytest.raises(temperature.NothingOutside):
            temperature.state_stability(log, "x", by=order.seller, at=LATER)


def test_the_facts_of_the_file_are_kept_as_they_were_read(countries):
    log = handed_in(held_order())

    kept = TemperatureLog.objects.get(pk=log.pk)
    assert (kept.has_excursion, kept.serial, kept.facts["highest"], kept.facts["minutes_outside"]) == (
        True,
        "00417732",
        940,
        20,
    )
    assert kept.facts["first_at"] == "2026-11-30T08:00:00"


@pytest.mark.usefixtures("committing")
def test_two_answers_at_the_same_moment_are_one():
    order = held_order()
    log = handed_in(order)

    def answers(accepts):
        return lambda: temperature.answer_excursion(log, accepts=accepts, text="", by=order.buyer.user, at=MONDAY)

    results = together(answers(True), answers(False))

    assert sum(isinstance(one, temperature.AnsweredAlready) for one in results) == 1
    assert log.steps.count() == 1
    assert Order.objects.get(pk=order.pk).status == Order.Status.CONFIRMED
