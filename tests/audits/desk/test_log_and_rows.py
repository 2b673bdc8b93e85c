"""Whoever changes the tables past the services is found by comparing them with the log."""

import pytest
from django.core.management import CommandError, call_command

from audits.desk.certificates import approve_certificate, reject_certificate
from audits.desk.log_and_rows import differences
from audits.models import Decision
from suppliers.models import Certificate, CertificateFile
from tests.factories import NOON
from tests.tampering import lift_triggers

pytestmark = pytest.mark.django_db


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
    with pytest.raises(CommandError, match="tables are not as the log says"):
        call_command("verify_log")
