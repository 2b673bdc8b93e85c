"""What awaits review, in the order in which to take it."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audits.desk import queue, reviews
from audits.desk.permissions import CompanyNotHandedIn
from tests.factories import (
    NOON,
    TODAY,
    AuditorFactory,
    CertificateFactory,
    CertificateTypeFactory,
    ClearanceFactory,
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

    with django_assert_num_queries(7):
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


def test_a_certificate_that_came_before_its_company_has_its_days_from_the_company_on(auditor):
    company = SupplierFactory(status="submitted", submitted_at=MONDAY_NOON)
    early = CertificateFactory(status="submitted", supplier=company, submitted_at=MONDAY_NOON - timedelta(days=30))

    case = next(case for case in queue.cases(user=auditor, on=MONDAY) if case.subject == early)

    assert case.due == date(2026, 11, 30)
    assert queue.overdue(on=MONDAY) == 0


def test_the_database_sorts_as_each_case_says_of_itself(auditor):
    """Over Spring Festival and its make-up days, with every risk: working days left less one for two points."""
    kinds = [ProductTypeFactory(id=f"kind{n}", facts={"eu_class": n}) for n in ("I", "IIa", "IIb")]
    day = date(2026, 2, 25)
    for number in range(24):
        moment = datetime(2026, 2, 25, 4, tzinfo=UTC) - timedelta(days=number)
        certificate = CertificateFactory(
            status="submitted",
            submitted_at=moment,
            supplier__status=("qualified", "information_requested")[number % 2],
            supplier__submitted_at=moment - timedelta(days=90),
        )
        certificate.products.add(ProductFactory(supplier=certificate.supplier, product_type=kinds[number % 3]))
        if number % 5 == 0:
            certificate.history.create(before="in_review", after="revision_requested", at=moment)

    found = queue.cases(user=auditor, on=day)

    order = [(case.working_days_left - case.risk.points // 2, case.subject.submitted_at) for case in found]
    assert len(order) == 24
    assert order == sorted(order)
    late = queue.cases(user=auditor, on=day, view="overdue")
    assert late == [case for case in found if case.is_overdue]
    assert [case.subject for case in queue.cases(user=auditor, on=day, start=5, stop=9)] == [
        case.subject for case in found[5:9]
    ]


def test_clearances_of_the_products_in_the_market_of_the_certificate_are_counted(auditor):
    kind = CertificateTypeFactory(market="EU")
    clearance = ClearanceFactory(market__id="EU")
    ClearanceFactory(product=clearance.product, market__id="US")
    certificate = CertificateFactory(status="submitted", supplier=clearance.product.supplier, certificate_type=kind)
    certificate.products.add(clearance.product)

    assert [case.clearances for case in queue.cases(user=auditor, on=TODAY)] == [1]
