"""Registers on the page of a certificate."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from audits.models import RegisterCheck
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


def door(certificate, name, register="openfda_510k"):
    return reverse(f"admin:audits_register_{name}", args=[certificate.pk, register])


def test_an_auditor_asks_and_reads_on_the_page_what_came_of_it(desk, certificate):
    page = desk.post(door(certificate, "ask"), follow=True).content.decode()

    assert RegisterCheck.objects.get().reason == "offline"
    assert "Unreachable</span>" in page
    assert "This site asks no registers" in page


def test_an_auditor_records_what_they_saw(desk, certificate):
    said = {"openfda_510k-outcome": "not_found", "openfda_510k-note": "Nothing <there>."}

    page = desk.post(door(certificate, "seen"), said, follow=True).content.decode()

    made = RegisterCheck.objects.get()
    assert (made.outcome, made.is_seen, made.note) == ("not_found", True, "Nothing <there>.")
    assert "Nothing &lt;there&gt;." in page


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "outcome"),
        ({"openfda_510k-outcome": "contradicted"}, "note"),
        ({"openfda_510k-outcome": "forged"}, "outcome"),
    ],
)
def test_what_is_left_out_is_asked_for_and_nothing_is_kept(desk, certificate, said, field):
    page = desk.post(door(certificate, "seen"), said)

    assert page.status_code == 422
    assert page.context["registers"][0]["form"].errors.keys() == {field}
    assert RegisterCheck.objects.count() == 0


def test_a_file_that_is_no_picture_is_refused_beside_its_field(desk, certificate):
    said = {
        "openfda_510k-outcome": "confirmed",
        "openfda_510k-screenshot": SimpleUploadedFile("x.png", b"MZ no picture"),
    }

    page = desk.post(door(certificate, "seen"), said)

    assert page.status_code == 422
    assert page.context["registers"][0]["form"].errors.keys() == {"screenshot"}
    assert RegisterCheck.objects.count() == 0


@pytest.mark.parametrize("name", ["ask", "seen"])
@pytest.mark.parametrize("register", ["iaf", "nowhere"])
def test_a_register_that_cannot_speak_of_this_certificate_is_not_there(desk, certificate, name, register):
    assert desk.post(door(certificate, name, register)).status_code == 404


def test_of_a_draft_there_is_nothing(desk):
    draft = CertificateFactory(status="draft", certificate_type__id="us_510k")

    assert desk.post(door(draft, "ask")).status_code == 404
