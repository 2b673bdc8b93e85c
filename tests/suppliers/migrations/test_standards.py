"""What becomes of stored reports on the performance of a diagnostic."""

from importlib import import_module

import pytest
from django.apps import apps

from suppliers.models import Certificate, CertificateType
from tests.factories import CertificateFactory, CertificateTypeFactory

MIGRATION = import_module("suppliers.migrations.0007_standards")
STATED = {"standard": "Clinical performance + analytical performance evaluation", "scope": "antigen"}
"""As it was entered while the rules asked for these words."""

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    CertificateTypeFactory(pk="test_report")
    return CertificateFactory(certificate_type_id="test_report", status=Certificate.Status.APPROVED, stated=STATED)


def test_a_report_on_performance_becomes_a_document_of_its_own_and_keeps_what_it_states(report):
    MIGRATION.name_performance_evaluations(apps, None)

    report.refresh_from_db()
    assert (report.certificate_type_id, report.stated, report.status) == (
        "performance_evaluation_report",
        STATED,
        "approved",
    )
    assert CertificateType.objects.get(pk="performance_evaluation_report").held_by == "manufacturer"


def test_other_reports_stay_and_the_way_back_loses_nothing(report):
    other = CertificateFactory(certificate_type_id="test_report", stated={"standard": "EN 14683:2019+AC:2019 Type IIR"})

    MIGRATION.name_performance_evaluations(apps, None)
    MIGRATION.name_test_reports(apps, None)

    assert {(one.pk, one.certificate_type_id) for one in Certificate.objects.all()} == {
        (report.pk, "test_report"),
        (other.pk, "test_report"),
    }


def test_without_such_a_report_no_type_is_added():
    MIGRATION.name_performance_evaluations(apps, None)

    assert not CertificateType.objects.filter(pk="performance_evaluation_report").exists()
