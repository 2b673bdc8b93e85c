"""Recording that a person compared the law with its sources."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from audits.desk.permissions import NotAnAuditor, SeniorOnly
from audits.law.current import current_rulebook, load_rulebook
from audits.law.upkeep import check_of
from audits.models import LawCheck, LogEntry, Market
from audits.upkeep.recording import ReviewTooLate, record_check
from suppliers.models import ProductType
from tests.audits import small_law
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TODAY = NOON.date()


EXPORT = "checked: {on: 2020-01-01, by: an editor, review_by: 2099-01-01}\nrequirements:"


@pytest.fixture
def law(db, tmp_path):
    """The small law, whose rows of the exporting side need no check for long."""
    files = small_law.FILES["markets/CN.yaml"].replace("requirements:", EXPORT)
    return load_rulebook(small_law.write(tmp_path / "law", CN=files), by=None, at=NOON)[0]


def record(by, **options):
    market = Market.objects.get(pk="EU")
    return record_check(
        market, options.pop("product_type", None), note="Read Article 1 again", by=by, at=NOON, **options
    )


def check():
    return check_of(current_rulebook(), "medical_mask", "EU", on=TODAY)


def test_a_check_is_what_answers_rest_on_from_then_on_and_is_in_the_log(law, senior):
    assert check() is None

    record(senior)

    assert (check().on, check().review_by) == (TODAY, TODAY + timedelta(days=180))
    entry = LogEntry.objects.get(act="law_checked")
    assert (entry.subject, entry.by, entry.content["note"]) == ("market:EU", senior, "Read Article 1 again")


def test_a_check_of_one_product_type_says_nothing_of_another_market(law, senior):
    record(senior, product_type=ProductType.objects.get(pk="medical_mask"), review_by=TODAY + timedelta(days=30))

    assert check().review_by == TODAY + timedelta(days=30)
    assert check_of(current_rulebook(), "medical_mask", "US", on=TODAY) is None


def test_checks_stay_when_another_edition_comes_into_force(law, senior, tmp_path):
    record(senior)
    again = tmp_path / "law"
    sources = again / "sources.yaml"
    sources.write_text(sources.read_text().replace("The law", "The law of 2026"))

    load_rulebook(again, by=senior, at=NOON)

    assert check().on == TODAY


@pytest.mark.parametrize("review_by", [date(2020, 1, 1), TODAY + timedelta(days=367)])
def test_the_next_review_is_within_a_year(law, senior, review_by):
    with pytest.raises(ReviewTooLate):
        record(senior, review_by=review_by)
    assert not LawCheck.objects.exists()


def test_only_a_senior_auditor_in_office_records(law, wen, owner):
    with pytest.raises(SeniorOnly):
        record(wen)
    with pytest.raises(NotAnAuditor):
        record(owner)


def test_the_database_refuses_to_change_or_delete_a_check(law, senior):
    made = record(senior)

    for act in (lambda: LawCheck.objects.update(note="another"), made.delete):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            act()
