"""The day on which a person last compared the rules behind an answer."""

from dataclasses import replace
from datetime import date

import pytest

from audits.compliance.ages import DeskCheck, RuleCheck
from audits.law.files import read
from audits.law.upkeep import check_of, is_overdue, overdue_types
from audits.law.yaml_reading import RulebookError
from tests.audits import small_law

TODAY = date(2026, 11, 30)
HEAD = "checked: {on: 2026-06-01, by: an editor}\nreview_days: 90\nrequirements:"
EXPORT = "checked: {on: 2026-06-01, by: an editor, review_by: 2027-06-01}\nrequirements:"


def files_with_export_checked():
    return {**small_law.FILES, "markets/CN.yaml": small_law.FILES["markets/CN.yaml"].replace("requirements:", EXPORT)}


def law(**replacing):
    files = files_with_export_checked()
    files["markets/EU.yaml"] = files["markets/EU.yaml"].replace("requirements:", HEAD)
    for old, new in replacing.items():
        files["markets/EU.yaml"] = files["markets/EU.yaml"].replace(old, new)
    return read(files)


def mask(book, **changes):
    return check_of(book, "medical_mask", "EU", on=changes.get("on", TODAY))


def test_the_day_in_the_head_of_a_file_is_that_of_all_its_rows_and_suffices_for_the_days_of_its_market():
    assert mask(law()) == RuleCheck(date(2026, 6, 1), "an editor", date(2026, 8, 30))


def test_without_days_of_its_own_a_market_is_reviewed_twice_a_year():
    files = files_with_export_checked()
    files["markets/EU.yaml"] = files["markets/EU.yaml"].replace(
        "requirements:", "checked: {on: 2026-06-01, by: an editor}\nrequirements:"
    )
    assert mask(read(files)).review_by == date(2026, 11, 28)


def test_a_row_may_have_a_check_and_a_day_of_review_of_its_own():
    book = law(route="checked: {on: 2026-10-01, by: B, review_by: 2026-10-15}\n      route")
    assert mask(book) == RuleCheck(date(2026, 10, 1), "B", date(2026, 10, 15))


def test_a_review_before_the_check_is_refused():
    with pytest.raises(RulebookError, match="before it was checked"):
        law(route="checked: {on: 2026-10-01, by: B, review_by: 2026-09-30}\n      route")


def test_a_market_that_names_no_check_has_none():
    assert check_of(law(), "medical_mask", "US", on=TODAY) is None
    assert not is_overdue(law(), "medical_mask", "US", on=TODAY, today=TODAY)


def test_a_check_at_the_desk_takes_the_place_of_an_older_one():
    desk = RuleCheck(date(2026, 11, 1), "", date(2027, 1, 30))
    book = replace(law(), desk_checks=(DeskCheck("EU", "medical_mask", desk),))

    assert mask(book) == desk
    assert overdue_types(law(), "EU", on=TODAY, today=TODAY) == {"medical_mask"}
    assert overdue_types(book, "EU", on=TODAY, today=TODAY) == frozenset()


def test_the_rules_of_the_exporting_side_are_part_of_the_answer():
    files = files_with_export_checked()
    files["markets/EU.yaml"] = law_text = files["markets/EU.yaml"].replace("requirements:", EXPORT)
    files["markets/CN.yaml"] = small_law.FILES["markets/CN.yaml"].replace("requirements:", HEAD)

    assert "2027-06-01" in law_text
    assert mask(read(files)).review_by == date(2026, 8, 30)


def test_rules_that_are_not_in_force_on_the_day_asked_about_do_not_count():
    assert mask(law(), on=date(2021, 5, 25)) == RuleCheck(date(2026, 6, 1), "an editor", date(2027, 6, 1))


def test_every_market_that_ships_names_the_day_of_its_check(shipped_rulebook):
    assert [row.id for row in shipped_rulebook.requirements if row.checked is None] == []
