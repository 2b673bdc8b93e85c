"""Registers on the page of a certificate."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.lookups import alarms
from audits.models import RegisterCheck, RegisterScreenshot
from tests.factories import CertificateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _offline(settings):
    settings.EASE_SECOND_FACTOR = settings.REGISTERS_OFFLINE = True


@pytest.fixture
def desk(auditor):
    client = Client()
    client.force_login(auditor)
    return client


@pytest.fixture
def certificate():
    return CertificateFactory(status="submitted", certificate_type__id="us_510k", number="K209999")


def address(certificate, name, register="openfda_510k"):
    return reverse(f"admin:audits_register_{name}", args=[certificate.pk, register])


def test_an_auditor_asks_a_register_and_the_page_shows_the_outcome(desk, certificate):
    page = desk.post(address(certificate, "ask"), follow=True).content.decode()

    assert RegisterCheck.objects.get().reason == "offline"
    assert "Unreachable</span>" in page
    assert "This site does not ask registers" in page


def test_an_auditor_records_a_manual_check(desk, certificate):
    data = {"openfda_510k-outcome": "not_found", "openfda_510k-note": "Nothing <there>."}

    page = desk.post(address(certificate, "record"), data, follow=True).content.decode()

    made = RegisterCheck.objects.get()
    assert (made.outcome, made.is_manual, made.note) == ("not_found", True, "Nothing <there>.")
    assert "Nothing &lt;there&gt;." in page


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "outcome"),
        ({"openfda_510k-outcome": "contradicted"}, "note"),
        ({"openfda_510k-outcome": "forged"}, "outcome"),
    ],
)
def test_an_incomplete_form_is_refused_and_nothing_is_kept(desk, certificate, data, field):
    page = desk.post(address(certificate, "record"), data)

    assert page.status_code == 422
    assert page.context["registers"][0].form.errors.keys() == {field}
    assert RegisterCheck.objects.count() == 0


def test_a_file_that_is_no_image_is_refused_with_an_error_at_its_field(desk, certificate):
    data = {
        "openfda_510k-outcome": "confirmed",
        "openfda_510k-screenshot": SimpleUploadedFile("x.png", b"MZ no picture"),
    }

    page = desk.post(address(certificate, "record"), data)

    assert page.status_code == 422
    assert page.context["registers"][0].form.errors.keys() == {"screenshot"}
    assert RegisterCheck.objects.count() == 0


@pytest.mark.parametrize("name", ["ask", "record"])
@pytest.mark.parametrize("register", ["iaf", "nowhere"])
def test_a_register_that_cannot_know_this_certificate_is_not_found(desk, certificate, name, register):
    assert desk.post(address(certificate, name, register)).status_code == 404


def test_a_draft_is_not_found(desk):
    draft = CertificateFactory(status="draft", certificate_type__id="us_510k")

    assert desk.post(address(draft, "ask")).status_code == 404


def looked_up(certificate, **facts):
    return RegisterCheck.objects.create(
        certificate=certificate,
        register="openfda_510k",
        number=certificate.number,
        taken_at=timezone.now(),
        **facts,
    )


def test_a_contradiction_is_on_the_queue_with_a_link_to_its_case(desk):
    certificate = CertificateFactory(
        status="approved", certificate_type__id="us_510k", number="K209999", valid_until=None
    )
    found = {"point": "holder_differs", "claimed": "A Ltd.", "found": "B Ltd."}
    looked_up(certificate, outcome="contradicted", differences=[found])
    alarms.notify_of_contradiction(RegisterCheck.objects.get())

    queue = desk.get("/admin/audits/queue/?show=alarms").text
    notices = desk.get(reverse("accounts:notices")).text

    assert f"/admin/audits/certificatecase/{certificate.pk}/change/#registers" in queue
    assert "Holder differs from the claim" in queue
    assert "K209999: FDA 510(k) database says otherwise than the certificate." in notices


def test_without_contradictions_the_queue_lists_none(desk, certificate):
    looked_up(certificate, outcome="not_found")

    assert "Contradictions in registers" not in desk.get("/admin/audits/queue/?show=alarms").text


@pytest.mark.parametrize(
    ("kind", "urls", "words"),
    [
        ("us_510k", {}, "A program asks it through its documented interface."),
        ("cn_nmpa_registration", {}, None),
        ("cn_nmpa_registration", {"nmpa": "http://127.0.0.1:9"}, "A program asks it as others report"),
    ],
)
def test_the_page_says_how_a_program_asks_a_register(desk, settings, kind, urls, words):
    settings.REGISTER_URLS = urls
    certificate = CertificateFactory(status="submitted", certificate_type__id=kind)

    page = desk.get(reverse("admin:audits_certificatecase_change", args=[certificate.pk])).text

    assert "Record what you found" in page
    assert words in page if words else "A program asks it" not in page


def test_a_screenshot_is_only_for_people_of_the_desk(desk, certificate, auditor, supplier_member, buyer):
    made = looked_up(certificate, outcome="confirmed", by=auditor, is_manual=True)
    RegisterScreenshot.objects.create(check_made=made, image=b"RIFF....WEBP", width=1, height=1, sha256="0" * 64)
    address = reverse("admin:audits_register_screenshot", args=[made.pk])
    nowhere = reverse("admin:audits_register_screenshot", args=[made.pk + 1])

    answer = desk.get(address)
    assert (answer.status_code, answer["Content-Type"], answer["Cache-Control"][:16]) == (
        200,
        "image/webp",
        "private, no-stor",
    )
    assert desk.get(nowhere).status_code == 404
    for person in (supplier_member, buyer):
        client = Client()
        client.force_login(person)
        assert client.get(address).status_code == client.get(nowhere).status_code == 302
