"""What happened to how many, and from when on an event counts for the whole order."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.contract import LineTerms
from buyers.terms.events import (
    ALL_LINES,
    Event,
    Withheld,
    complete_on,
    is_complete,
    quantity_of,
    settled_units,
    silent_acceptances,
    withheld_of,
)

QUANTITIES = st.integers(0, 60_000)


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


def arrived(*quantities):
    """Sound goods of line 1, one delivery a day from 1 February 2027 on."""
    return [Event("delivered", 1, quantity, date(2027, 2, day)) for day, quantity in enumerate(quantities, start=1)]


def test_silence_leaves_out_what_the_buyer_rejected():
    (accepted,) = silent_acceptances([line()], arrived(50_000), days=10, withheld={1: Withheld(rejected=1_100)})

    assert accepted.quantity == 48_900


def test_what_is_missing_counts_against_a_delivery_only_where_somebody_says_that_it_came():
    missing = {1: Withheld(missing=1_100)}

    (said_whole,) = silent_acceptances([line()], arrived(50_000), days=10, withheld=missing)
    (said_short,) = silent_acceptances([line()], arrived(48_900), days=10, withheld=missing)

    assert said_whole.quantity == said_short.quantity == 48_900


def test_silence_accepts_nothing_of_a_line_about_whose_goods_something_is_open():
    held = {1: Withheld(held=frozenset({"excursion"}))}
    everywhere = {ALL_LINES: Withheld(held=frozenset({"contradiction"}))}

    assert silent_acceptances([line()], arrived(50_000), days=10, withheld=held) == ()
    assert silent_acceptances([line()], arrived(50_000), days=10, withheld=everywhere) == ()
    (other,) = silent_acceptances([line(2)], [Event("delivered", 2, 300, date(2027, 2, 1))], days=10, withheld=held)
    assert other.line == 2


def test_what_is_known_of_a_line_and_of_all_lines_adds_up():
    known = {1: Withheld(3, 1, frozenset({"excursion"})), ALL_LINES: Withheld(0, 2, frozenset({"contradiction"}))}

    assert withheld_of(1, known) == Withheld(3, 3, frozenset({"excursion", "contradiction"}))
    assert withheld_of(2, known) == Withheld(0, 2, frozenset({"contradiction"}))


def test_two_proofs_of_one_delivery_are_not_accepted_twice():
    proofs = [
        *arrived(30_000),
        Event("delivered", None, None, date(2027, 2, 3)),
        Event("accepted", 1, 30_000, date(2027, 2, 2)),
    ]

    (accepted,) = silent_acceptances([line()], proofs, days=10)

    assert accepted.quantity == 20_000


@given(st.lists(QUANTITIES.filter(bool), max_size=4), QUANTITIES, QUANTITIES, QUANTITIES)
def test_silence_never_accepts_what_was_rejected_nor_more_than_arrived(quantities, accepted, rejected, missing):
    events = [*arrived(*quantities), Event("accepted", 1, accepted, date(2027, 1, 31))]
    withheld = {1: Withheld(rejected, missing)}

    silent = silent_acceptances([line()], events, days=10, withheld=withheld)
    by_silence = sum(one.quantity for one in silent)

    delivered = sum(quantities)
    assert by_silence <= max(0, delivered - accepted - rejected)
    assert by_silence + missing <= max(line().quantity, delivered) or by_silence == 0
    assert all(one.quantity > 0 for one in silent)
    without = sum(one.quantity for one in silent_acceptances([line()], events, days=10))
    assert by_silence <= without


def test_units_of_a_settled_claim_complete_the_acceptance_and_are_never_counted_as_accepted():
    day, later = date(2027, 2, 19), date(2027, 2, 23)
    accepted = Event("accepted", 1, 48_900, day)
    for withheld in (
        Withheld(missing=1_100, settled=1_100, settled_on=later),
        Withheld(rejected=100, missing=1_000, is_all_settled=True, settled_on=later),
    ):
        events = [accepted, *settled_units([line()], {1: withheld})]

        assert complete_on("accepted", [line()], events, tolerance_bp=0) == later
        assert quantity_of("accepted", line(), events) == 48_900
    assert not is_complete("accepted", [line()], [accepted], tolerance_bp=0)
    assert settled_units([line()], {1: Withheld(missing=1_100)}) == ()
