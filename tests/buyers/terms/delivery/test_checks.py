"""What the buyer says of goods by quantity, and what follows for silence, evidence, claims and the price."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.contract import LineTerms
from buyers.terms.delivery.checks import (
    Checked,
    Outcome,
    accepted_in,
    check_quantities,
    claim_kind,
    condition_of,
    is_named_place_arrival,
    line_acceptance,
    price_of,
    to_prove,
    withheld_by,
    worth_of,
)
from buyers.terms.errors import TermsError
from buyers.terms.events import NOTHING_WITHHELD, Event, Withheld, silent_acceptances

LINE = LineTerms(1, 7, "Mask", "口罩", "KP-3", "", 50_000, "piece", 1, Decimal("0.0840"), 420_000)
TERMS = SimpleNamespace(tolerance_bp=200, acceptance_days=10)
CAME = Event("delivered", 1, 50_000, date(2027, 2, 1), date(2027, 2, 3))


def of(outcome, quantity, line=1):
    return Checked(line, outcome, quantity)


def state(events=(CAME,), withheld=NOTHING_WITHHELD):
    return line_acceptance(LINE, list(events), withheld, TERMS)


def test_what_arrived_is_open_until_the_days_after_the_arrival_are_over():
    found = state()

    assert (found.delivered, found.still_open, found.until) == (50_000, 50_000, date(2027, 2, 13))


def test_what_was_spoken_for_is_not_open_and_the_tolerance_says_how_much_can_be():
    accepted = Event("accepted", 1, 48_900, date(2027, 2, 4))
    found = state((CAME, accepted), Withheld(rejected=600, missing=500))

    assert (found.still_open, found.until, found.unaccepted) == (0, None, 1_100)
    assert found.may_check == 51_000 - 50_000


def test_a_hold_leaves_goods_open_without_a_day():
    found = state(withheld=Withheld(held=frozenset({"excursion"})))

    assert (found.still_open, found.until) == (50_000, None)


def test_units_that_nobody_says_have_come_do_not_make_others_missing():
    short = Event("delivered", 1, 48_900, date(2027, 2, 1))

    assert state((short,), Withheld(missing=1_100)).still_open == 48_900


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([], "nothing-checked"),
        ([of(Outcome.ACCEPTED, 0)], "nothing-checked"),
        ([of(Outcome.ACCEPTED, 1, line=9)], "unknown-line"),
        ([of(Outcome.ACCEPTED, 50_000), of(Outcome.DAMAGED, 1_001)], "more-than-open"),
        ([of(Outcome.AFTER_ALL, 1)], "more-than-rejected"),
    ],
)
def test_more_than_can_be_spoken_for_is_refused(rows, code):
    with pytest.raises(TermsError) as refusal:
        check_quantities(rows, [state()])

    assert refusal.value.code == code


def test_what_is_accepted_after_all_is_no_longer_rejected_nor_missing():
    rows = [of(Outcome.DAMAGED, 600), of(Outcome.SHORT, 500), of(Outcome.AFTER_ALL, 700)]

    assert withheld_by(rows) == Withheld(rejected=0, missing=400)


def test_a_check_proves_the_arrival_of_what_nobody_had_proven():
    rows = [of(Outcome.ACCEPTED, 47_000), of(Outcome.DAMAGED, 1_900), of(Outcome.SHORT, 1_100)]

    assert to_prove(rows, state(())) == 48_900
    assert to_prove(rows, state()) == 0
    assert accepted_in(rows) == 47_000


def test_the_condition_on_arrival_is_the_worst_that_was_found():
    assert condition_of([of(Outcome.ACCEPTED, 1)]) == "sound"
    assert condition_of([of(Outcome.SHORT, 1), of(Outcome.LABEL, 1)]) == "damaged"
    assert condition_of([of(Outcome.SHORT, 1), of(Outcome.TEMPERATURE, 1)]) == "temperature"


def test_reasons_lead_to_a_claim_of_their_kind():
    assert claim_kind([Outcome.SHORT]) == "quantity"
    assert claim_kind([Outcome.DOCUMENTS]) == "documents"
    assert claim_kind([Outcome.SHORT, Outcome.DAMAGED]) == "quality"


def test_the_price_follows_the_quantity_and_a_claim_is_for_the_rest():
    assert price_of(LINE, 48_900, "USD") == 410_760
    assert worth_of(LINE, 1_100, "USD") == 9_240


def test_the_days_count_from_the_named_place_where_the_rule_delivers_there():
    assert [rule for rule in ("EXW", "FCA", "FOB", "CIF", "DAP", "DPU", "DDP") if is_named_place_arrival(rule)] == [
        "DAP",
        "DPU",
        "DDP",
    ]


@given(st.lists(st.tuples(st.sampled_from(Outcome), st.integers(1, 9_000)), max_size=6))
def test_silence_and_the_page_agree_on_what_is_open(found):
    rows = [of(outcome, quantity) for outcome, quantity in found if outcome != Outcome.AFTER_ALL]
    events = [CAME, *(Event("accepted", 1, one.quantity, CAME.day) for one in rows if one.outcome == Outcome.ACCEPTED)]
    withheld = withheld_by(rows)

    silent = silent_acceptances([LINE], events, days=10, withheld={1: withheld})

    assert sum(one.quantity for one in silent) == state(events, withheld).still_open
