"""Whoever changes the tables past the services is found by comparing them with the log."""

from datetime import timedelta

import pytest

from audits.desk import reviews
from audits.desk.certificates import approve_certificate, reject_certificate, request_revision, revoke_certificate
from audits.desk.log_and_rows import differences
from audits.desk.suppliers import qualify_supplier, reinstate_supplier, suspend_supplier
from audits.models import Decision
from kpmarket.foundation import transitions
from suppliers.models import Certificate, CertificateFile, Supplier
from tests.factories import NOON
from tests.tampering import lift_triggers

MINUTE = timedelta(minutes=1)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _of_a_company_that_nobody_judged_yet(supplier):
    Supplier.objects.update(status="submitted")
    supplier.refresh_from_db()


@pytest.fixture
def approved(taken, wen):
    approve_certificate(taken, by=wen, at=NOON)
    return taken


def kinds():
    return [one.kind for one in differences()]


def test_what_the_services_wrote_differs_in_nothing(approved):
    assert kinds() == []


@pytest.mark.parametrize(
    "change", [{"outcome": "rejected"}, {"note": "as if it had always been so"}, {"reasons": ["forged"]}]
)
def test_a_changed_decision_is_found(approved, change):
    lift_triggers()
    Decision.objects.update(**change)

    assert kinds() == ["decision"]


def test_a_status_that_no_decision_gave_is_found(taken, wen):
    reject_certificate(taken, by=wen, at=NOON, reasons=["forged"])
    Certificate.objects.update(status="approved")

    assert kinds() == ["status"]


def test_a_file_in_the_place_of_the_approved_one_is_found(approved):
    CertificateFile.objects.update(sha256="f" * 64)

    assert kinds() == ["files"]


def test_what_suppliers_and_auditors_do_differs_in_nothing(submitted, company, wen, colleague, senior, owner):
    reviews.start_review(submitted, by=wen, at=NOON)
    reviews.release_review(submitted, by=wen, at=NOON + MINUTE, note="away")
    reviews.start_review(submitted, by=colleague, at=NOON + 2 * MINUTE)
    request_revision(submitted, by=colleague, at=NOON + 3 * MINUTE, reasons=["missing_page"])
    transitions.move(submitted, "submitted", by=owner, at=NOON + 4 * MINUTE)
    reviews.start_review(submitted, by=wen, at=NOON + 5 * MINUTE)
    approve_certificate(submitted, by=wen, at=NOON + 6 * MINUTE)
    revoke_certificate(submitted, by=senior, at=NOON + 7 * MINUTE, reasons=["forged"], effective_on=None)
    reviews.start_review(company, by=wen, at=NOON)
    qualify_supplier(company, by=wen, at=NOON + MINUTE)
    suspend_supplier(company, by=wen, at=NOON + 2 * MINUTE, reasons=["altered"])
    reinstate_supplier(company, by=senior, at=NOON + 3 * MINUTE, note="The authority has answered.")

    assert kinds() == []
