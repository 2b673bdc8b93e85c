"""Asking registers about certificates, and what is kept."""

import hashlib
import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, transaction
from PIL import Image

from audits.desk import permissions
from audits.lookups import checks
from audits.models import LogEntry, RegisterCheck, RegisterScreenshot
from tests.audits.registers import answers
from tests.audits.registers.replay import Said, client_without_pause, replaying
from tests.factories import NOON, AuditorFactory, CertificateFactory, MembershipFactory, SupplierFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _no_pause(monkeypatch):
    with client_without_pause(monkeypatch):
        yield


@pytest.fixture
def certificate():
    supplier = SupplierFactory(name_en="Jiangsu Lanhe Medical Co., Ltd.")
    return CertificateFactory(
        supplier=supplier, certificate_type__id="us_510k", number="K209999", status="approved", valid_until=None
    )


@pytest.fixture
def auditor():
    return AuditorFactory(since=NOON - timedelta(days=1)).user


@pytest.fixture
def fda(settings):
    """The FDA on loopback, which knows one clearance."""
    with replaying(Said(body=answers.CLEARANCE)) as (register, base):
        settings.REGISTER_URLS = {"openfda_510k": base}
        yield register


def upload(content):
    file = TemporaryUploadedFile("screen.png", "image/png", len(content), None)
    file.write(content)
    file.flush()
    file.seek(0)
    return file


def picture():
    file = BytesIO()
    Image.new("RGB", (400, 300), "white").save(file, "PNG")
    return file.getvalue()


def test_an_answer_is_kept_as_received_with_its_digest_and_who_asked_and_when(certificate, fda, auditor):
    made = checks.ask(certificate, "openfda_510k", at=LATER, by=auditor)

    kept = RegisterCheck.objects.get()
    assert kept == made
    assert (kept.outcome, kept.number, kept.by, kept.taken_at) == ("confirmed", "K209999", auditor, LATER)
    assert json.loads(bytes(kept.body)) == answers.CLEARANCE
    assert kept.digest == hashlib.sha256(bytes(kept.body)).hexdigest()
    assert LogEntry.objects.get().content["answer"] == kept.digest


def test_another_holder_is_a_difference_with_both_names(certificate, fda, auditor):
    certificate.supplier.name_en, certificate.supplier.name_zh = "Shandong Other Rubber Ltd.", ""

    made = checks.ask(certificate, "openfda_510k", at=LATER, by=auditor)

    assert made.outcome == "contradicted"
    assert made.differences == [
        {"point": "holder_differs", "claimed": "Shandong Other Rubber Ltd.", "found": "Jiangsu Lanhe Medical Co Ltd"}
    ]


def test_an_offline_site_records_unreachable_and_asks_nobody(certificate, fda, auditor, settings):
    settings.REGISTERS_OFFLINE = True

    made = checks.ask(certificate, "openfda_510k", at=LATER, by=auditor)

    assert (made.outcome, made.reason) == ("unreachable", "offline")
    assert fda.asked == []


def test_a_second_request_within_the_minimum_interval_asks_nobody(certificate, fda, auditor):
    first = checks.ask(certificate, "openfda_510k", at=LATER, by=auditor)
    second = checks.ask(certificate, "openfda_510k", at=LATER + timedelta(seconds=29), by=auditor)
    third = checks.ask(certificate, "openfda_510k", at=LATER + timedelta(seconds=30), by=auditor)

    assert first == second != third
    assert len(fda.asked) == 2


def test_nobody_asks_about_their_own_company_and_only_auditors_ask(certificate, fda, auditor, buyer):
    MembershipFactory(supplier=certificate.supplier, user=auditor)

    with pytest.raises(permissions.ConflictOfInterest):
        checks.ask(certificate, "openfda_510k", at=LATER, by=auditor)
    with pytest.raises(permissions.NotAnAuditor):
        checks.record_manual_check(certificate, "openfda_510k", outcome="confirmed", note="", at=LATER, by=buyer)

    assert (fda.asked, RegisterCheck.objects.count()) == ([], 0)


@pytest.mark.parametrize("act", ["update", "delete"])
@pytest.mark.parametrize("model", [RegisterCheck, RegisterScreenshot])
def test_the_database_refuses_to_change_or_delete_what_was_kept(certificate, auditor, act, model):
    checks.record_manual_check(
        certificate, "iaf", outcome="confirmed", note="", at=LATER, by=auditor, screenshot=upload(picture())
    )
    rows = model.objects.all()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**{"number" if model is RegisterCheck else "width": 7}) if act == "update" else rows._raw_delete(
            rows.db
        )

    assert model.objects.count() == 1


def test_a_manual_check_is_kept_with_its_screenshot_encoded_again(certificate, auditor):
    made = checks.record_manual_check(
        certificate,
        "openfda_510k",
        outcome="not_found",
        note="Nothing there.",
        at=LATER,
        by=auditor,
        screenshot=upload(picture()),
    )

    image = bytes(made.screenshot.image)
    assert (made.outcome, made.note, made.is_manual, made.by) == ("not_found", "Nothing there.", True, auditor)
    assert image[:4] == b"RIFF" and image != picture()
    assert made.screenshot.sha256 == hashlib.sha256(image).hexdigest()


def test_a_screenshot_that_is_no_image_is_refused_and_nothing_is_kept(certificate, auditor):
    with pytest.raises(checks.ScreenshotRefused):
        checks.record_manual_check(
            certificate,
            "iaf",
            outcome="confirmed",
            note="",
            at=LATER,
            by=auditor,
            screenshot=upload(b"%PDF-1.7 no picture"),
        )

    assert RegisterCheck.objects.count() == 0


def test_registers_of_bodies_are_asked_for_the_body_and_those_of_companies_for_the_credit_code(certificate):
    certificate.issuer_number, certificate.issuer = "０１９７", "Nordlys"

    body = checks.question_of(certificate, "nando")
    company = checks.question_of(certificate, "gleif")

    assert (body.number, body.issuer, body.holders, body.valid_until) == ("0197", "Nordlys", (), None)
    assert company.number == certificate.supplier.credit_code


def test_a_number_of_somebody_else_is_compared_with_no_holder():
    certificate = CertificateFactory(certificate_type__id="eu_ar", number="DE-AR-000006218")

    assert checks.question_of(certificate, "eudamed_actors").holders == ()


def test_iaf_is_asked_in_the_name_of_the_company_once_there_is_a_key(settings, auditor):
    certificate = CertificateFactory(certificate_type__id="iso13485", number="NZ 13485-0815", status="approved")
    certificate.supplier.name_en = "Jiangsu Lanhe Medical Co., Ltd."

    without = checks.ask(certificate, "iaf", at=NOON, by=auditor)
    with replaying(Said(body=answers.IAF)) as (register, base):
        settings.REGISTER_URLS, settings.REGISTER_KEYS = {"iaf": base}, {"iaf": "secret"}
        known = checks.ask(certificate, "iaf", at=LATER, by=auditor)

    assert (without.outcome, without.reason) == ("not_covered", "no_key")
    assert (known.outcome, known.shown["issuer"]) == ("confirmed", "Nordlys Zertifizierung")
    assert register.headers[0]["x-http-authorization"] == "secret"
    assert "secret" not in f"{known.__dict__}"
