"""What awaits review, in the order in which to take it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.desk import queue, reviews
from audits.desk.permissions import CompanyNotHandedIn
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFactory,
    MembershipFactory,
    ProductFactory,
    ProductTypeFactory,
    SupplierFactory,
)

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 23)
MONDAY_NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def test_overdue_comes_first_then_risk_then_age(auditor):
    qualified = SupplierFactory()
    ventilator = ProductFactory(
        supplier=qualified, product_type=ProductTypeFactory(id="ventilator", facts={"eu_class": "IIb"})
    )
    late = CertificateFactory(supplier=qualified, status="submitted", submitted_at=MONDAY_NOON - timedelta(days=14))
    fresh = CertificateFactory(supplier=qualified, status="submitted", submitted_at=MONDAY_NOON)
    risky = CertificateFactory(supplier=qualified, status="submitted", submitted_at=MONDAY_NOON)
    risky.products.add(ventilator)

    found = queue.cases(user=auditor, on=MONDAY)

    assert [case.subject for case in found] == [late, risky, fresh]
    assert [case.working_days_left for case in found] == [-5, 5, 5]
    assert [case.risk.points for case in found] == [1, 4, 1]


def test_what_came_back_is_due_in_two_working_days(auditor):
    certificate = CertificateFactory(status="submitted", submitted_at=MONDAY_NOON)
    certificate.history.create(before="in_review", after="revision_requested", at=NOON)

    case = queue.cases(user=auditor, on=MONDAY)[0]

    assert (case.due, case.risk.reasons) == (date(2026, 11, 25), ("product_1", "resubmission"))


def test_only_what_was_submitted_waits(auditor):
    for status in ("draft", "revision_requested", "approved", "rejected", "retracted", "revoked"):
        CertificateFactory(status=status)
    for status in ("draft", "information_requested", "suspended", "rejected"):
        SupplierFactory(status=status)
    waiting = SupplierFactory(status="submitted")

    assert [case.subject for case in queue.cases(user=auditor, on=MONDAY)] == [waiting]


def test_a_company_of_ones_own_is_marked(auditor):
    supplier = MembershipFactory(user=auditor, supplier=SupplierFactory(status="submitted")).supplier

    case = queue.cases(user=auditor, on=MONDAY)[0]

    assert (case.supplier, case.is_own_company) == (supplier, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_takes_the_same_queries_however_long_it_is(auditor, count, django_assert_num_queries):
    for _ in range(count):
        product = ProductFactory(supplier=SupplierFactory(status="submitted"))
        CertificateFactory(supplier=product.supplier, status="submitted").products.add(product)

    with django_assert_num_queries(6):
        assert len(queue.cases(user=auditor, on=MONDAY)) == 2 * count


def test_late_cases_are_counted_as_the_queue_shows_them(auditor, django_assert_num_queries):
    SupplierFactory(status="submitted", submitted_at=MONDAY_NOON - timedelta(days=30))
    for days in (0, 5, 7, 8, 11):
        CertificateFactory(status="submitted", submitted_at=MONDAY_NOON - timedelta(days=days))
    revised = CertificateFactory(status="submitted", submitted_at=MONDAY_NOON - timedelta(days=5))
    revised.history.create(before="in_review", after="revision_requested", at=NOON)

    for day in (MONDAY + timedelta(days=step) for step in range(-3, 12)):
        shown = sum(case.is_overdue for case in queue.cases(user=auditor, on=day))
        with django_assert_num_queries(2):
            assert queue.overdue(on=day) == shown


@pytest.mark.parametrize("status", ["draft", "rejected"])
def test_certificates_of_a_company_that_is_not_before_the_desk_wait_for_it(auditor, status):
    certificate = CertificateFactory(status="submitted", supplier=SupplierFactory(status=status))

    assert queue.cases(user=auditor, on=MONDAY) == []
    assert queue.overdue(on=MONDAY + timedelta(days=30)) == 0
    with pytest.raises(CompanyNotHandedIn):
        reviews.start_review(certificate, by=AuditorFactory(since=NOON).user, at=MONDAY_NOON)
