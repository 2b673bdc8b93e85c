"""What findings and audits are worth on a day."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.models import SiteAuditEnd, SiteFinding, SiteFindingStep
from audits.site_audits.states import FindingState, Level, finding_standing, level_of

DAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)


def at(days):
    return NOON + timedelta(days=days)


def day(days):
    return DAY + timedelta(days=days)


def finding(grade="major", due=30):
    return SiteFinding(grade=grade, due_on=None if grade == "opportunity" else day(due), at=NOON)


def steps(*said):
    """Steps as (kind, days after the audit, its day in days)."""
    return [SiteFindingStep(kind=kind, at=at(when), day=None if of is None else day(of)) for kind, when, of in said]


ANSWERED, RETURNED = ("answered", 5, 20), ("returned", 7, 21)
ACCEPTED, WORKS, FAILS = ("accepted", 8, 60), ("effective", 61, None), ("not_effective", 61, 90)


@pytest.mark.parametrize(
    ("said", "state", "due"),
    [
        ([], FindingState.OPEN, 30),
        ([("extended", 3, 45)], FindingState.OPEN, 45),
        ([ANSWERED], FindingState.ANSWERED, None),
        ([ANSWERED, RETURNED], FindingState.OPEN, 21),
        ([ANSWERED, ACCEPTED], FindingState.ACCEPTED, 60),
        ([ANSWERED, ACCEPTED, WORKS], FindingState.CLOSED, None),
        ([ANSWERED, ACCEPTED, FAILS], FindingState.OPEN, 90),
        ([("withdrawn", 0, None)], FindingState.WITHDRAWN, None),
    ],
)
def test_a_finding_stands_where_its_last_step_left_it(said, state, due):
    found = finding_standing(finding(), steps(*said), on=day(100))

    assert (found.state, found.due) == (state, None if due is None else day(due))


def test_what_came_later_does_not_count_on_an_earlier_day():
    found = finding_standing(finding(), steps(ANSWERED, ACCEPTED, WORKS), on=day(6))

    assert (found.state, len(found.steps)) == (FindingState.ANSWERED, 1)


def test_an_opportunity_asks_for_nothing_and_is_never_late():
    found = finding_standing(finding("opportunity"), [], on=day(400))

    assert (found.state, found.is_late(day(400))) == (FindingState.NOTED, False)


def test_an_answer_and_a_check_of_its_effect_are_late_after_their_day():
    waiting = finding_standing(finding(), [], on=day(40))
    accepted = finding_standing(finding(), steps(ANSWERED, ACCEPTED), on=day(40))

    assert [waiting.is_late(day(30)), waiting.is_late(day(31))] == [False, True]
    assert [accepted.is_late(day(60)), accepted.is_late(day(61))] == [False, True]


REPORTED = SiteAuditEnd(kind="reported", finished_on=DAY, valid_until=day(700), at=NOON)


@pytest.mark.parametrize(
    ("grade", "said", "level"),
    [
        ("opportunity", [], Level.HOLDS),
        ("minor", [], Level.FINDINGS_OPEN),
        ("minor", [ANSWERED], Level.FINDINGS_OPEN),
        ("minor", [ANSWERED, ACCEPTED], Level.HOLDS),
        ("major", [ANSWERED, ACCEPTED], Level.FINDINGS_OPEN),
        ("major", [ANSWERED, ACCEPTED, WORKS], Level.HOLDS),
        ("critical", [], Level.SUSPENDED),
        ("critical", [ANSWERED, ACCEPTED], Level.SUSPENDED),
        ("critical", [ANSWERED, ACCEPTED, FAILS], Level.SUSPENDED),
        ("critical", [ANSWERED, ACCEPTED, WORKS], Level.HOLDS),
        ("critical", [("withdrawn", 0, None)], Level.HOLDS),
    ],
)
def test_a_level_holds_once_what_was_found_is_settled_as_its_grade_asks(grade, said, level):
    standing = finding_standing(finding(grade), steps(*said), on=day(100))

    assert level_of(REPORTED, [standing], on=day(100)) == level


@pytest.mark.parametrize(
    ("end", "on", "level"),
    [
        (None, 0, Level.NONE),
        (SiteAuditEnd(kind="cancelled", at=NOON), 0, Level.NONE),
        (REPORTED, -1, Level.NONE),
        (REPORTED, 0, Level.HOLDS),
        (REPORTED, 700, Level.HOLDS),
        (REPORTED, 701, Level.ENDED),
    ],
)
def test_a_level_holds_from_the_report_to_its_last_day_and_is_never_taken_for_granted(end, on, level):
    assert level_of(end, [], on=day(on)) == level


def test_a_critical_finding_suspends_before_anything_is_reported():
    assert level_of(None, [finding_standing(finding("critical"), [], on=DAY)], on=DAY) == Level.SUSPENDED
