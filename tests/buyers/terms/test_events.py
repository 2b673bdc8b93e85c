"""What happened to how many, and from when on an event counts for the whole order."""

from datetime import date
from decimal import Decimal

from buyers.terms.contract import LineTerms
from buyers.terms.events import Event, complete_on, is_complete, quantity_of, silent_acceptances


def line(number=1, quantity=50_000):
    return LineTerms(number, 7, "Mask", "口罩", "KP-3", "", quantity, "piece", 1, Decimal("0.0840"), 420_000)


def shipped(number, quantity, day, known_on=None):
    return Event("transport_document", number, quantity, day, known_on)


def test_three_shipments_make_the_whole_only_with_the_last():
    sent = [shipped(1, 12_000, date(2026, 12, 1)), shipped(1, 20_000, date(2026, 12, 9))]
    last = shipped(1, 18_000, date(2026, 12, 20), known_on=date(2026, 12, 24))

    assert quantity_of("transport_document", line(), sent) == 32_000
    assert complete_on("transport_document", [line()], sent, tolerance_bp=0) is None
    assert complete_on("transport_document", [line()], [last, *sent], tolerance_bp=0) == date(2026, 12, 24)


def test_less_than_ordered_is_all_of_it_only_within_the_tolerance():
    sent = [shipped(1, 48_900, date(2026, 12, 1))]

    assert not is_complete("transport_document", [line()], sent, tolerance_bp=200)
    assert is_complete("transport_document", [line()], sent, tolerance_bp=220)


def test_an_event_without_line_and_quantity_happened_to_everything():
    sent = [shipped(None, None, date(2026, 12, 1))]

    assert is_complete("transport_document", [line(1), line(2, 300)], sent, tolerance_bp=0)


def test_one_line_that_is_missing_keeps_the_order_incomplete():
    sent = [shipped(1, None, date(2026, 12, 1))]

    assert not is_complete("transport_document", [line(1), line(2, 300)], sent, tolerance_bp=0)


def test_a_start_of_production_counts_for_the_line_whatever_the_first_batch():
    started = [Event("production_started", 1, 2_000, date(2026, 11, 21))]

    assert is_complete("production_started", [line()], started, tolerance_bp=0)


def test_silence_accepts_what_arrived_after_the_acceptance_days():
    arrived = [Event("delivered", 1, 50_000, date(2027, 2, 1), date(2027, 2, 3))]

    (accepted,) = silent_acceptances([line()], arrived, days=10)

    assert (accepted.quantity, accepted.day) == (50_000, date(2027, 2, 14))


def test_silence_accepts_only_what_the_buyer_has_not_spoken_for():
    events = [
        Event("delivered", 1, 30_000, date(2027, 2, 1)),
        Event("delivered", 1, 20_000, date(2027, 3, 1)),
        Event("accepted", 1, 35_000, date(2027, 3, 2)),
    ]

    (accepted,) = silent_acceptances([line()], events, days=10)

    assert (accepted.quantity, accepted.day) == (15_000, date(2027, 3, 12))


def test_silence_never_accepts_a_delivery_of_which_something_was_missing():
    arrived = [Event("delivered", 1, 49_000, date(2027, 2, 1), is_good=False)]

    assert silent_acceptances([line()], arrived, days=10) == ()
