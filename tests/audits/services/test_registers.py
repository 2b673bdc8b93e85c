"""Asking registers about certificates, what is kept of it, and when they are asked again."""

import hashlib
import json
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import DatabaseError, transaction
from PIL import Image

from audits import permissions
from audits.models import LogEntry, RegisterCheck, RegisterScreenshot, RegisterTurn
from audits.services import registers
from tests.audits.registers import answers
from tests.audits.registers.replay import Said, replaying
from tests.factories import NOON, TODAY, AuditorFactory, CertificateFactory, MembershipFactory, SupplierFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(minutes=5)


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
    registers.client().pool.clear()


def upload(content):
    file = TemporaryUploadedFile("screen.png", "image/png", len(content), None)
    file.write(content)
    file.flush()
    file.seek(0)
    return file


def picture():
    drawn = BytesIO()
    Image.new("RGB", (400, 300), "white").save(drawn, "PNG")
    return drawn.getvalue()


def test_an_answer_is_kept_as_it_came_with_its_digest_and_who_asked_and_when(certificate, fda, auditor):
    made = registers.ask(certificate, "openfda_510k", at=LATER, by=auditor)

    kept = RegisterCheck.objects.get()
    assert kept == made
    assert (kept.outcome, kept.number, kept.by, kept.taken_at) == ("confirmed", "K209999", auditor, LATER)
    assert json.loads(bytes(kept.body)) == answers.CLEARANCE
    assert kept.digest == hashlib.sha256(bytes(kept.body)).hexdigest()
    assert LogEntry.objects.get().content["answer"] == kept.digest


def test_another_holder_is_told_as_a_code_with_both_names(certificate, fda, auditor):
    certificate.supplier.name_en, certificate.supplier.name_zh = "Shandong Other Rubber Ltd.", ""

    made = registers.ask(certificate, "openfda_510k", at=LATER, by=auditor)

    assert made.outcome == "contradicted"
    assert made.differences == [
        {"point": "holder_differs", "claimed": "Shandong Other Rubber Ltd.", "found": "Jiangsu Lanhe Medical Co Ltd"}
    ]


def test_an_offline_site_says_unreachable_and_goes_on(certificate, fda, auditor, settings):
    settings.REGISTERS_OFFLINE = True

    made = registers.ask(certificate, "openfda_510k", at=LATER, by=auditor)

    assert (made.outcome, made.reason) == ("unreachable", "offline")
    assert fda.asked == []
    assert registers.check_again(clock=lambda: LATER) == 0


def test_who_presses_twice_asks_once(certificate, fda, auditor):
    first = registers.ask(certificate, "openfda_510k", at=LATER, by=auditor)
    second = registers.ask(certificate, "openfda_510k", at=LATER + timedelta(seconds=29), by=auditor)
    third = registers.ask(certificate, "openfda_510k", at=LATER + timedelta(seconds=30), by=auditor)

    assert first == second != third
    assert len(fda.asked) == 2


def test_nobody_asks_about_their_own_company_and_only_auditors_ask(certificate, fda, auditor, buyer):
    MembershipFactory(supplier=certificate.supplier, user=auditor)

    with pytest.raises(permissions.ConflictOfInterest):
        registers.ask(certificate, "openfda_510k", at=LATER, by=auditor)
    with pytest.raises(permissions.NotAnAuditor):
        registers.record_seen(certificate, "openfda_510k", outcome="confirmed", note="", at=LATER, by=buyer)

    assert (fda.asked, RegisterCheck.objects.count()) == ([], 0)


@pytest.mark.parametrize("act", ["update", "delete"])
@pytest.mark.parametrize("model", [RegisterCheck, RegisterScreenshot])
def test_the_database_refuses_to_change_or_delete_what_was_kept(certificate, auditor, act, model):
    registers.record_seen(
        certificate, "iaf", outcome="confirmed", note="", at=LATER, by=auditor, screenshot=upload(picture())
    )
    rows = model.objects.all()

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(**{"number" if model is RegisterCheck else "width": 7}) if act == "update" else rows._raw_delete(
            rows.db
        )

    assert model.objects.count() == 1


def test_what_a_person_saw_is_kept_with_a_picture_of_our_own(certificate, auditor):
    made = registers.record_seen(
        certificate,
        "openfda_510k",
        outcome="not_found",
        note="Nothing there.",
        at=LATER,
        by=auditor,
        screenshot=upload(picture()),
    )

    image = bytes(made.screenshot.image)
    assert (made.outcome, made.note, made.is_seen, made.by) == ("not_found", "Nothing there.", True, auditor)
    assert image[:4] == b"RIFF" and image != picture()
    assert made.screenshot.sha256 == hashlib.sha256(image).hexdigest()


def test_a_screenshot_that_is_no_picture_is_refused_and_nothing_is_kept(certificate, auditor):
    with pytest.raises(registers.ScreenshotRefused):
        registers.record_seen(
            certificate,
            "iaf",
            outcome="confirmed",
            note="",
            at=LATER,
            by=auditor,
            screenshot=upload(b"%PDF-1.7 no picture"),
        )

    assert RegisterCheck.objects.count() == 0


def test_the_register_of_bodies_is_asked_for_the_body_and_that_of_companies_for_the_code(certificate):
    certificate.issuer_number, certificate.issuer = "０１９７", "Nordlys"

    body = registers.question_of(certificate, "nando")
    company = registers.question_of(certificate, "gleif")

    assert (body.number, body.issuer, body.holders, body.valid_until) == ("0197", "Nordlys", (), None)
    assert company.number == certificate.supplier.credit_code


def test_a_number_of_somebody_else_is_compared_with_no_holder():
    certificate = CertificateFactory(certificate_type__id="eu_ar", number="DE-AR-000006218")

    assert registers.question_of(certificate, "eudamed_actors").holders == ()


class TestAskingAgain:
    def run(self, at: datetime) -> int:
        return registers.check_again(clock=lambda: at)

    def test_a_certificate_that_holds_is_asked_about_once_in_its_interval(self, certificate, fda):
        assert [self.run(NOON), self.run(NOON + timedelta(days=29))] == [1, 0]

        turn = RegisterTurn.objects.get()
        assert NOON + timedelta(days=30) <= turn.next_at <= NOON + timedelta(days=36)
        assert [self.run(turn.next_at - timedelta(seconds=1)), self.run(turn.next_at)] == [0, 1]
        assert {made.by for made in RegisterCheck.objects.all()} == {None}
        assert LogEntry.objects.count() == 0

    def test_a_silent_register_is_asked_again_the_next_day(self, certificate, settings):
        with replaying(Said(403)) as (_, base):
            settings.REGISTER_URLS = {"openfda_510k": base}
            self.run(NOON)

        assert RegisterCheck.objects.get().outcome == "unreachable"
        assert RegisterTurn.objects.get().next_at == NOON + timedelta(days=1)

    @pytest.mark.parametrize(
        "change",
        [{"status": "revoked"}, {"valid_until": TODAY - timedelta(days=1)}, {"valid_from": TODAY + timedelta(days=1)}],
    )
    def test_nobody_asks_about_what_does_not_hold(self, certificate, fda, change):
        registers.write_turns(on=TODAY, at=NOON)
        type(certificate).objects.filter(pk=certificate.pk).update(**change)

        assert (self.run(NOON), fda.asked) == (0, [])

    def test_a_register_for_people_is_not_asked_by_the_timetable(self):
        CertificateFactory(certificate_type__id="iso13485", status="approved")

        assert self.run(NOON) == 0

    def test_a_turn_that_somebody_took_is_free_again_after_the_lease(self, certificate):
        registers.write_turns(on=TODAY, at=NOON)

        first = registers.take(at=NOON)
        assert first.certificate == certificate
        assert registers.take(at=NOON + registers.LEASE - timedelta(seconds=1)) is None
        assert registers.take(at=NOON + registers.LEASE) == first

    def test_a_run_ends_after_as_many_as_it_may(self, certificate, fda):
        CertificateFactory(certificate_type__id="us_510k", number="K209999", status="approved")

        assert registers.check_again(clock=lambda: NOON, most=1) == 1
        assert RegisterCheck.objects.count() == 1
