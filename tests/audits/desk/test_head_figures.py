"""What the head of the desk reads: load, ages, weeks, reasons, agreement."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from audits.desk.certificates import request_revision
from audits.desk.head_figures import LEAST_SIGNATURES, ages, agreement_of, figures, loads, refusal_reasons, weeks
from audits.models import Decision
from tests.factories import NOON, CertificateFactory, SupplierFactory

pytestmark = pytest.mark.django_db
BEFORE = NOON - timedelta(days=1)
FRIDAY = datetime(2026, 11, 27, 4, tzinfo=UTC)


def test_each_auditor_in_office_has_what_is_in_hand_and_what_was_decided(taken, wen, colleague):
    Decision.objects.create(supplier=taken.supplier, outcome="approved", by=colleague, at=NOON)
    Decision.objects.create(supplier=taken.supplier, outcome="released", by=colleague, at=NOON)
    Decision.objects.create(supplier=taken.supplier, outcome="approved", by=wen, at=NOON - timedelta(days=29))

    found = {load.name: (load.in_hand, load.recommended, load.decided) for load in loads(at=NOON)}

    assert found == {str(wen): (1, 0, 0), str(colleague): (0, 0, 1)}


def test_open_cases_are_grouped_by_working_days_and_certificates_wait_for_their_company():
    on = FRIDAY.date()
    old = SupplierFactory(status="qualified")
    for days in (0, 1, 4, 8, 60):  # Friday, Thursday, Monday, the Thursday before, September
        CertificateFactory(supplier=old, status="submitted", submitted_at=FRIDAY - timedelta(days=days))
    new = SupplierFactory(status="submitted", submitted_at=FRIDAY)
    CertificateFactory(supplier=new, status="submitted", submitted_at=FRIDAY - timedelta(days=60))

    assert [(one.first, one.last, one.cases) for one in ages(on=on)] == [
        (0, 1, 4),
        (2, 3, 0),
        (4, 5, 1),
        (6, 10, 1),
        (11, None, 1),
    ]


def test_weeks_begin_on_monday_in_china(taken, wen):
    Decision.objects.create(
        supplier=taken.supplier, outcome="approved", by=wen, at=datetime(2026, 11, 22, 15, tzinfo=UTC)
    )
    Decision.objects.create(
        supplier=taken.supplier, outcome="revoked", by=wen, at=datetime(2026, 11, 22, 17, tzinfo=UTC)
    )
    taken.history.create(before="draft", after="submitted", at=datetime(2026, 11, 20, 4, tzinfo=UTC))
    taken.history.create(before="in_review", after="submitted", at=datetime(2026, 11, 20, 5, tzinfo=UTC))

    newest, before, *older = weeks(on=FRIDAY.date())

    assert (newest.monday, newest.decided, newest.handed_in) == (date(2026, 11, 23), {"revoked": 1}, 0)
    assert (before.monday, before.decided, before.handed_in) == (date(2026, 11, 16), {"approved": 1}, 1)
    assert len(older) == 10
    assert not any(week.total or week.handed_in for week in older)


def test_a_reason_counts_once_in_each_decision(taken, wen):
    request_revision(taken, by=wen, at=NOON, reasons=["missing_page", "unreadable"], note="第 2 页模糊")
    Decision.objects.create(supplier=taken.supplier, outcome="rejected", reasons=["missing_page"], by=wen, at=NOON)
    Decision.objects.create(supplier=taken.supplier, outcome="rejected", reasons=["forged"], by=wen, at=BEFORE)

    assert refusal_reasons(since=NOON) == ([("missing_page", 2), ("unreadable", 1)], 2)


def test_agreement_hides_under_thirty_and_has_wilsons_interval():
    few = agreement_of(29, 29)
    # Newcombe, Statistics in Medicine 17 (1998), table I: 81 of 263 has 0.2553 to 0.3662 by Wilson's method
    many = agreement_of(263, 81)

    assert (few.answered, few.share, few.between) == (29, None, None)
    assert (many.share, many.between) == (31, (26, 37))


@given(answered=st.integers(LEAST_SIGNATURES, 10_000), part=st.floats(0, 1))
def test_the_share_lies_in_its_interval(answered, part):
    found = agreement_of(answered, int(answered * part))

    low, high = found.between
    assert 0 <= low <= found.share <= high <= 100


def test_as_many_statements_for_one_case_as_for_twenty(law, wen):
    counts = []
    for number in (1, 20):
        CertificateFactory.create_batch(number, status="submitted")
        with CaptureQueriesContext(connection) as queries:
            figures(at=NOON)
        counts.append(len(queries))

    assert counts == [14, 14]
