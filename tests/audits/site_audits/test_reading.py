"""Which companies have a site audit that holds on a day."""

from datetime import timedelta

import pytest
from django.utils import timezone

from audits.site_audits.reading import companies_with_level
from tests.audits.site_audits import worlds
from tests.factories import NOON

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate(NOON)
DAY = timedelta(days=1)


def test_a_level_counts_from_its_report_to_its_last_day():
    audit, _rows = worlds.reported()
    worlds.planned()
    last = TODAY + timedelta(days=700)

    holding = [companies_with_level(on=day) for day in (TODAY - DAY, TODAY, last, last + DAY)]

    assert holding == [set(), {audit.supplier_id}, {audit.supplier_id}, set()]


def test_a_major_finding_that_is_open_gives_no_level_and_a_critical_one_of_a_later_audit_takes_it_away():
    worlds.reported("major")
    audit, _rows = worlds.reported("opportunity")
    worlds.found(worlds.planned(audit.supplier, at=worlds.LATER), "critical", at=worlds.LATER)

    assert companies_with_level(on=TODAY) == {audit.supplier_id}
    assert companies_with_level(on=TODAY + 2 * DAY) == set()


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_company_and_for_three(count, django_assert_num_queries):
    for _number in range(count):
        worlds.reported("opportunity")

    with django_assert_num_queries(3):
        assert len(companies_with_level(on=TODAY)) == count
