"""Three columns and the places of their values, on the page of a certificate."""

import re
from datetime import UTC, datetime

import pytest
from django.urls import reverse

from audits.models import RegisterCheck
from suppliers.documents.fields import FieldName
from suppliers.documents.reading import StageName
from tests.audits.admin.readings import line, proposal, read
from tests.factories import (
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    CertificateReadingFactory,
    FieldDecisionFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate():
    return CertificateFactory(status="submitted", number="QM 26-1", issuer="Beiyu Certification")


@pytest.fixture
def file(certificate):
    return CertificatePageFactory(file=CertificateFileFactory(certificate=certificate, original_name="one.pdf")).file


def page_of(desk, certificate):
    return desk.get(reverse("admin:audits_certificatecase_change", args=[certificate.pk]))


def columns(page):
    return {column.name: column for column in page.context["columns"]}


def test_a_value_that_differs_is_the_first_row_with_its_place_on_the_page(desk, certificate, file):
    read(
        file,
        proposal(FieldName.ISSUER, "Beiyu Certification"),
        proposal(FieldName.NUMBER, "QM 26-7", printed="QM 26—7"),
    )

    page = page_of(desk, certificate)

    first = page.context["columns"][0]
    assert (first.name, first.look.tone, first.claimed) == ("number", "bad", ["QM 26-1"])
    assert [(cell.value, cell.printed, cell.page) for cell in first.read] == [("QM 26-7", "QM 26—7", 1)]
    assert columns(page)["issuer"].look.tone == "ok"
    (box,) = [box for box in page.context["documents"][0].pages[0].boxes if box.field == "number_0"]
    assert [getattr(box, side) for side in ("left", "top", "width", "height", "target")] == [
        96,
        196,
        408,
        58,
        "row_number",
    ]
    html = page.content.decode()
    assert f'<a class="desk-show" href="#page_{file.pk}_1" data-shows="number_0">QM 26-7</a>' in html
    assert 'data-box="number_0"' in html


def test_another_value_next_to_one_that_agrees_is_no_contradiction(desk, certificate, file):
    read(
        file,
        proposal(FieldName.ISSUER, "Beiyu Certification"),
        proposal(FieldName.ISSUER, "Nanwan Laboratories", confidence=0.6),
    )

    row = columns(page_of(desk, certificate))["issuer"]

    assert [(cell.value, cell.agrees, cell.look.tone) for cell in row.read] == [
        ("Beiyu Certification", True, "ok"),
        ("Nanwan Laboratories", None, "mute"),
    ]
    assert [mark.tone for mark in row.marks] == ["ok", "mute"]


def test_dates_have_the_format_of_the_language(desk, certificate, file):
    read(file, proposal(FieldName.VALID_UNTIL, "2028-05-26"), proposal(FieldName.ISSUED_ON, "unlimited"))

    shown = columns(page_of(desk, certificate))

    assert shown["valid_until"].read[0].value == "26 May 2028"
    assert shown["issued_on"].read[0].value == "no end"


def test_text_that_was_read_is_escaped(desk, certificate, file):
    nasty = '"><script>alert(1)</script>'
    read(file, proposal(FieldName.NUMBER, nasty), lines=(line(nasty),))

    html = page_of(desk, certificate).content.decode()

    assert "<script>alert" not in html
    assert html.count("&lt;script&gt;alert(1)") >= 3


def test_words_have_their_places_and_are_a_list_without_scripts(desk, certificate, file):
    read(file, lines=(line("Certificate of conformity"), line("No. QM 26-1", top=0.4)))

    html = page_of(desk, certificate).content.decode()

    layer = re.search(r"<details class=\"viewer__read\">.*?</details>", html, re.DOTALL)[0]
    assert "Text of page 1, as read from the image" in layer
    assert '<div><span data-place="100 200 120 30">Certificate</span> ' in layer
    assert re.sub(r"<[^>]+>", "", layer).endswith("Certificate of conformityNo. QM 26-1")


def test_values_of_several_documents_name_their_document(desk, certificate, file):
    other = CertificatePageFactory(file=CertificateFileFactory(certificate=certificate, original_name="two.pdf")).file
    read(file, proposal(FieldName.NUMBER, "QM 26-1", confidence=0.7))
    read(other, proposal(FieldName.NUMBER, "QM 26-1"))

    found = columns(page_of(desk, certificate))["number"].read

    assert [(cell.file, cell.confidence) for cell in found] == [("two.pdf", None), ("one.pdf", 70)]


@pytest.mark.parametrize(
    ("state", "words"),
    [
        ("waiting", "This file is waiting to be read by the machine."),
        ("reading", "The machine is reading this file."),
        ("unreadable", "The machine could not read this file: compare by eye."),
    ],
)
def test_a_file_without_a_reading_has_a_note(desk, certificate, file, state, words):
    assert page_of(desk, certificate).context["documents"][0].note.startswith("The machine was never asked")
    CertificateReadingFactory(file=file, state=state)

    page = page_of(desk, certificate)

    assert page.context["documents"][0].note == words
    assert words in page.content.decode()


def test_a_note_names_failed_steps_and_outdated_readings(desk, certificate, file):
    row = read(file, proposal(FieldName.NUMBER, "QM 26-1"), failed=(StageName.OCR, StageName.SIGNATURES))

    (document,) = page_of(desk, certificate).context["documents"]
    assert document.note == "These steps of reading failed: text in the image, signatures."
    row.content["version"] = 99
    row.save()

    (document,) = page_of(desk, certificate).context["documents"]
    assert document.note.startswith("An older version read this file")
    assert document.pages[0].lines == []


def test_a_withdrawn_file_is_not_compared(desk, certificate, file):
    read(file, proposal(FieldName.NUMBER, "QM 26-7"))
    file.removed_at = datetime(2026, 11, 20, tzinfo=UTC)
    file.save()

    page = page_of(desk, certificate)

    assert page.context["documents"] == []
    assert columns(page)["number"].read == []


def test_the_suppliers_choice_is_shown_next_to_the_value(desk, certificate, file):
    FieldDecisionFactory(certificate=certificate, field="number", choice="confirmed")
    FieldDecisionFactory(certificate=certificate, field="number", read="QM 26-7", claimed="QM 26-1", choice="corrected")

    shown = columns(page_of(desk, certificate))

    assert (shown["number"].choice, shown["issuer"].choice) == ("corrected by the supplier", "")


@pytest.mark.parametrize(
    ("outcome", "words"), [("not_found", "Not found"), ("unreachable", "Unreachable"), ("not_covered", "Not covered")]
)
def test_a_look_up_without_an_entry_has_a_date_and_contradicts_nothing(desk, certificate, file, outcome, words):
    read(file, proposal(FieldName.NUMBER, "QM 26-1"))
    taken = datetime(2026, 11, 19, 4, tzinfo=UTC)
    RegisterCheck.objects.create(certificate=certificate, register="nando", outcome=outcome, taken_at=taken)

    page = page_of(desk, certificate)

    row = columns(page)["number"]
    assert (row.look.tone, [cell.agrees for cell in row.register]) == ("ok", [None])
    assert re.search(
        rf"{words}[^<]*</span>\s*<span class=\"desk-sub\">NANDO notified bodies, 19 Nov", page.content.decode()
    )


def test_a_register_that_differs_is_a_contradiction(desk, certificate):
    RegisterCheck.objects.create(
        certificate=certificate,
        register="nando",
        outcome="contradicted",
        shown={"number": "QM 26-1", "issuer": "Nanwan Certification"},
        differences=[{"point": "issuer_differs", "claimed": "Beiyu Certification", "found": "Nanwan Certification"}],
        taken_at=datetime(2026, 11, 19, 4, tzinfo=UTC),
    )

    first = page_of(desk, certificate).context["columns"][0]

    assert (first.name, first.look.tone) == ("issuer", "bad")
    assert [(cell.value, cell.agrees, cell.shows_outcome) for cell in first.register] == [
        ("Nanwan Certification", False, False)
    ]
