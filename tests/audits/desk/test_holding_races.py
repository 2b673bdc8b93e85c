"""Two people and one case at the same moment: one of the two orders happened, and the log is whole."""

import pytest

from audits.desk import handing, holding, log, reviews
from audits.desk.certificates import approve_certificate
from audits.desk.permissions import CompanyNotHandedIn, NotYourCase
from audits.desk.suppliers import reject_supplier
from audits.models import Auditor, Decision, LogEntry, Review
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    SupplierFactory,
)
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing")


@pytest.fixture
def wen(committing):
    return AuditorFactory(since=NOON).user


@pytest.fixture
def colleague(committing):
    return AuditorFactory(since=NOON).user


@pytest.fixture
def senior(committing):
    return AuditorFactory(since=NOON, level="senior").user


@pytest.fixture
def certificate(committing):
    certificate = CertificateFactory(status="submitted")
    CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
    return certificate


def fresh(certificate):
    return Certificate.objects.get(pk=certificate.pk)


def kinds(results):
    return sorted(type(one).__name__ for one in results)


def test_of_two_auditors_who_take_a_case_one_has_it(certificate, wen, colleague):
    results = together(
        *(lambda by=by: reviews.start_review(fresh(certificate), by=by, at=NOON) for by in (wen, colleague))
    )

    assert kinds(results) == ["IllegalTransition", "Review"]
    assert Review.objects.open().count() == 1
    assert log.verify().faults == ()


def test_one_auditor_who_takes_two_at_once_stays_within_the_limit(certificate, wen, settings):
    settings.CASES_IN_HAND = 1
    both = (certificate, CertificateFactory(status="submitted"))

    results = together(*(lambda one=one: reviews.start_review(fresh(one), by=wen, at=NOON) for one in both))

    assert kinds(results) == ["Review", "TooManyCases"]
    assert holding.limit() == Review.objects.held().filter(auditor=wen).count() == 1


def test_a_case_is_decided_or_handed_over(certificate, wen, colleague, senior):
    reviews.start_review(certificate, by=wen, at=NOON)

    decided, handed = together(
        lambda: approve_certificate(fresh(certificate), by=wen, at=NOON),
        lambda: handing.hand_over(fresh(certificate), to=colleague, by=senior, at=NOON, note="Wen has the flu."),
    )

    if isinstance(decided, Decision):
        assert isinstance(handed, IllegalTransition)
        assert (fresh(certificate).status, Review.objects.open().count()) == ("approved", 0)
    else:
        assert isinstance(decided, (IllegalTransition, NotYourCase))
        assert (fresh(certificate).status, Review.objects.open().get().auditor) == ("in_review", colleague)
    assert log.verify().faults == ()


def test_a_case_is_decided_or_goes_back_with_the_office(certificate, wen):
    reviews.start_review(certificate, by=wen, at=NOON)

    def end_office():
        Auditor.objects.filter(user=wen).update(until=NOON)
        return handing.return_due_cases(at=NOON)

    decided, returned = together(lambda: approve_certificate(fresh(certificate), by=wen, at=NOON), end_office)

    is_decided = isinstance(decided, Decision)
    assert returned == (0 if is_decided else 1)
    assert fresh(certificate).status == ("approved" if is_decided else "submitted")
    assert Review.objects.open().count() == 0
    assert log.verify().faults == ()


def test_a_company_is_rejected_before_or_after_its_certificate_is_approved(certificate, wen, colleague):
    company = SupplierFactory(status="submitted")
    Certificate.objects.update(supplier=company)
    reviews.start_review(fresh(certificate), by=wen, at=NOON)
    reviews.start_review(company, by=colleague, at=NOON)

    approved, rejected = together(
        lambda: approve_certificate(fresh(certificate), by=wen, at=NOON),
        lambda: reject_supplier(
            Supplier.objects.get(pk=company.pk), by=colleague, at=NOON, reasons=["forged"], note="No such address."
        ),
    )

    assert isinstance(rejected, Decision)
    is_approved = isinstance(approved, Decision)
    assert is_approved or isinstance(approved, CompanyNotHandedIn)
    assert fresh(certificate).status == ("approved" if is_approved else "in_review")
    acts = list(LogEntry.objects.order_by("sequence").values_list("act", flat=True))[2:]
    assert acts == (["certificate_approved", "supplier_rejected"] if is_approved else ["supplier_rejected"])
