"""Two devices at the same moment: a report is there once, and so is what it proves."""

import pytest

from buyers.delivery.models import InspectionReport
from buyers.delivery.services.inspections.reporting import report_inspection
from buyers.trade.models import Evidence
from tests.buyers.delivery.inspections import NEXT_DAY, booked, by_link, figures
from tests.buyers.trade.deals import held_order
from tests.factories import CountryFactory
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing")


def test_of_two_devices_one_reports_and_the_other_reads_that_it_is_there(committing, mailoutbox):
    CountryFactory(code="DE")
    made = booked(held_order())
    reporter = by_link(mailoutbox)

    results = together(
        *(lambda: report_inspection(made, figures(), reporter=reporter, at=NEXT_DAY) for _device in range(2))
    )

    assert sorted(type(one).__name__ for one in results) == ["InspectionReport", "ReportedAlready"]
    assert (InspectionReport.objects.count(), Evidence.objects.count()) == (1, 1)
