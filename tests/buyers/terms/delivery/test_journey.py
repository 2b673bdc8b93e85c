"""What reports of a shipment mean: how far it is, when it is expected, and what cannot be true."""

import copy
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery import events, journey
from buyers.terms.delivery.journey import Inspection, Report, Way
from buyers.terms.files import read_data
from tests.buyers.terms.refusals import refused

CHINA = timezone(timedelta(hours=8))
GERMANY = timezone(timedelta(hours=1))
AT_SEA = Way((("CNSHA", "SGSIN"), ("SGSIN", "DEHAM")), agreed=date(2027, 2, 2))
LATER = date(2027, 6, 1)


def said(event, day, place="", *, kind="happened", zone=CHINA, key=0, recorded=None, hour=12, taken_back=False):
    year, month, number = map(int, day.split("-"))
    at = datetime(year, month, number, hour, tzinfo=zone)
    came_in = datetime.fromisoformat(recorded).replace(tzinfo=UTC) if recorded else at + timedelta(hours=2)
    return Report(key, event, kind, at, came_in, place, is_retracted=taken_back)


LEFT = said("departed", "2026-12-20", "CNSHA")


def test_a_transhipment_leaves_the_goods_under_way():
    reports = [LEFT, said("arrived", "2026-12-29", "SGSIN")]

    assert journey.stage(reports, AT_SEA, LATER).id == "under_way"
    assert journey.stage([*reports, said("arrived", "2027-01-25", "DEHAM")], AT_SEA, LATER).id == "arrived"


def test_the_moment_counts_and_not_when_the_report_came_in():
    unloaded = said("discharged", "2027-01-26", "DEHAM", key=1)
    left_late = said("departed", "2026-12-20", "CNSHA", key=2, recorded="2027-01-30")

    assert journey.stage([unloaded, left_late], AT_SEA, LATER).id == "arrived"


def test_what_is_expected_or_taken_back_reaches_no_stage():
    reports = [
        said("departed", "2026-12-20", "CNSHA", kind="expected"),
        said("loaded", "2026-12-19", "CNSHA", taken_back=True),
    ]

    assert journey.stage(reports, AT_SEA, LATER).id == "planned"


def test_a_day_that_is_still_to_come_where_it_happens_is_not_reached():
    assert journey.stage([LEFT], AT_SEA, date(2026, 12, 19)).id == "planned"
    assert journey.stage([LEFT], AT_SEA, date(2026, 12, 20)).id == "under_way"


def test_the_expected_day_is_the_last_that_was_said():
    first = said("arrived", "2027-01-25", "DEHAM", kind="expected", recorded="2026-12-21")
    planned = said("arrived", "2027-01-20", "DEHAM", kind="planned", recorded="2027-01-10")
    later = said("arrived", "2027-02-14", "DEHAM", kind="expected", recorded="2027-01-09", key=2)

    found = journey.arrival([planned, later, first], AT_SEA, date(2027, 1, 15))

    assert (found.day, found.kind, found.days_late, found.is_overdue) == (date(2027, 2, 14), "expected", 12, False)


def test_an_expected_arrival_on_the_way_says_nothing_of_the_end():
    on_the_way = said("arrived", "2026-12-29", "SGSIN", kind="expected")

    assert journey.arrival([on_the_way], AT_SEA, date(2026, 12, 25)).kind == "agreed"


def test_what_happened_beats_what_was_expected():
    expected = said("arrived", "2027-01-25", "DEHAM", kind="expected")
    came = said("arrived", "2027-01-31", "DEHAM", zone=GERMANY)

    found = journey.arrival([came, expected], AT_SEA, LATER)

    assert (found.day, found.kind, found.days_late) == (date(2027, 1, 31), "happened", -2)


def test_a_day_that_passes_in_silence_is_overdue():
    assert journey.arrival([LEFT], AT_SEA, date(2027, 2, 2)).is_overdue is False
    silent = journey.arrival([LEFT], AT_SEA, date(2027, 2, 5))

    assert (silent.is_overdue, silent.days_late, silent.kind) == (True, 3, "agreed")


def test_goods_are_where_something_last_happened():
    expected = said("arrived", "2026-12-22", "SGSIN", kind="expected")

    assert journey.last_known([LEFT, expected], LATER) == LEFT
    assert journey.last_known([], LATER) is None


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (said("delivered", "2026-12-18", "DEHAM"), LEFT),
        (said("arrived", "2026-12-19", "DEHAM"), LEFT),
        (said("departed", "2026-12-18", "CNSHA"), said("loaded", "2026-12-20", "CNSHA")),
        (said("delivered", "2027-01-05", "DEHAM"), said("discharged", "2027-01-07", "DEHAM")),
    ],
)
def test_an_impossible_order_is_a_contradiction_and_both_rows_stay(earlier, later):
    found = journey.contradictions([later, earlier], AT_SEA)

    assert [one.code for one in found] == ["order"]
    assert {found[0].first, found[0].then} == {earlier, later}


def test_the_end_of_a_leg_before_its_beginning_is_a_contradiction():
    reports = [LEFT, said("departed", "2027-01-05", "SGSIN"), said("arrived", "2027-01-03", "DEHAM")]

    assert [one.code for one in journey.contradictions(reports, AT_SEA)] == ["order"]


def test_a_whole_voyage_with_a_transhipment_contradicts_nothing():
    reports = [
        said("handed_over", "2026-12-18", "CNSHA"),
        said("loaded", "2026-12-19", "CNSHA"),
        LEFT,
        said("arrived", "2026-12-29", "SGSIN"),
        said("discharged", "2026-12-29", "SGSIN"),
        said("loaded", "2027-01-02", "SGSIN"),
        said("departed", "2027-01-02", "SGSIN"),
        said("arrived", "2027-01-25", "DEHAM", zone=GERMANY),
        said("customs_hold", "2027-01-26", "DEHAM", zone=GERMANY),
        said("customs_released", "2027-01-28", "DEHAM", zone=GERMANY),
        said("delivered", "2027-01-29", "DEHAM", zone=GERMANY),
    ]

    assert journey.contradictions(reports, AT_SEA, Inspection(True, date(2026, 12, 18))) == ()
    assert journey.stage(reports, AT_SEA, LATER).id == "delivered"
    assert journey.stage(reports[:9], AT_SEA, LATER).id == "customs"


def test_a_report_that_was_taken_back_contradicts_nothing():
    wrong = said("delivered", "2026-12-18", "DEHAM", taken_back=True)

    assert journey.contradictions([LEFT, wrong], AT_SEA) == ()


def test_what_happened_ahead_of_its_report_is_a_contradiction():
    ahead = said("departed", "2026-12-20", "CNSHA", recorded="2026-12-18")

    assert [one.code for one in journey.contradictions([ahead], AT_SEA)] == ["ahead"]


@pytest.mark.parametrize(
    ("inspection", "codes"),
    [
        (Inspection(False), []),
        (Inspection(True, date(2026, 12, 19)), []),
        (Inspection(True, date(2026, 12, 20)), ["not-inspected"]),
        (Inspection(True), ["not-inspected"]),
    ],
)
def test_goods_on_board_before_the_agreed_inspection_passed(inspection, codes):
    aboard = [said("handed_over", "2026-12-19", "CNSHA"), said("loaded", "2026-12-19", "CNSHA")]

    assert [one.code for one in journey.contradictions(aboard, AT_SEA, inspection)] == codes


EVENTS = st.sampled_from(sorted(events.event_kinds().events))
REPORTS = st.builds(
    lambda event, day, kind, key: Report(
        key, event, kind, datetime(2026, 12, 1, tzinfo=CHINA) + timedelta(days=day), datetime(2027, 9, 1, tzinfo=UTC)
    ),
    EVENTS,
    st.integers(0, 90),
    st.sampled_from(["happened", "expected", "planned"]),
    st.integers(1, 10**6),
)


@given(reports=st.lists(REPORTS, max_size=12, unique_by=lambda one: one.key), shuffled=st.randoms())
def test_the_order_in_which_reports_come_in_changes_nothing(reports, shuffled):
    mixed = reports[:]
    shuffled.shuffle(mixed)

    assert journey.stage(mixed, AT_SEA, LATER) == journey.stage(reports, AT_SEA, LATER)
    assert journey.arrival(mixed, AT_SEA, LATER) == journey.arrival(reports, AT_SEA, LATER)
    assert set(journey.contradictions(mixed, AT_SEA)) == set(journey.contradictions(reports, AT_SEA))


SOUND = read_data("shipment_events.yaml")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data["events"][0].update(stage="lost"), "unknown-stage"),
        (lambda data: data["events"][1].update(after=["teleported"]), "unknown-event"),
        (lambda data: data["events"][1]["iata"].append({"code": "BKD", "confidence": "high"}), "code-twice"),
        (lambda data: data["events"][0].pop("source"), "no-source"),
    ],
)
def test_a_file_of_kinds_that_does_not_fit_is_refused(change, code):
    data = copy.deepcopy(SOUND)
    change(data)

    with refused(code):
        events.read_kinds(data)
