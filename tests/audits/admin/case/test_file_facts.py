"""What a file says of itself, in words."""

from dataclasses import replace

import pytest

from audits.admin.case.file_facts import facts_of, signed
from audits.admin.case.pages import Mark
from suppliers.documents.reading import Barcode, Box, Change, Metadata, Reading, Signature, Structure, Trust
from suppliers.models import CertificateFile, CertificateReading
from tests.audits.admin.readings import reading

SIGNED = Signature("Signature1", "Beiyu Certification", is_checked=True, is_intact=True, is_valid=True)
CORNER = Box(0.8, 0.8, 0.95, 0.9)


def told(content: Reading) -> list[tuple]:
    file = CertificateFile(pk=7)
    file.reading = CertificateReading(file=file, state="done", content=content.as_json())
    return [(fact.name, fact.value, fact.mark) for fact in facts_of(file)]


def test_a_file_that_was_not_read_says_nothing():
    file = CertificateFile(pk=7)
    CertificateReading(file=file, state="waiting")

    assert facts_of(file) == []


def test_who_made_a_file_and_when_is_told_in_words():
    said = Metadata("Printer 4", "Writer", created="2026-03-02T08:00:00", modified="2026-03-05T09:30:00")

    assert told(replace(reading(), metadata=said, structure=Structure(revisions=3))) == [
        ("Made with", "Writer · Printer 4", None),
        ("Made", "2 March 2026, 08:00", None),
        ("Changed", "5 March 2026, 09:30", None),
        ("Saved", "3 times", None),
    ]


def test_what_is_empty_or_the_same_is_left_out_and_no_moment_is_shown_as_it_stands():
    said = Metadata("Printer 4", created="yesterday", modified="yesterday", title="x" * 999)

    assert told(replace(reading(), metadata=said)) == [
        ("Made with", "Printer 4", None),
        ("Made", "yesterday", None),
        ("Title", "x" * 300, None),
    ]


def test_codes_are_told_with_their_place():
    (page,) = reading().pages
    coded = replace(reading(), pages=(replace(page, barcodes=(Barcode("QRCode", "https://a.example/1", CORNER),)),))

    assert told(coded) == [
        (
            "QRCode",
            "https://a.example/1",
            Mark(7, 1, CORNER, "code_7_0", "fact_code_7_0", "https://a.example/1", "info"),
        )
    ]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"is_checked": False}, "could not be checked"),
        ({"is_intact": False}, "does not hold"),
        ({"is_valid": False}, "does not hold"),
        (
            {"change": Change.SUSPICIOUS, "trust": Trust.TRUSTED},
            "holds, but the file was changed after it in a way that signing does not permit",
        ),
        ({"trust": Trust.TRUSTED}, "holds"),
        ({"trust": Trust.UNKNOWN}, "holds; whether the signer is who they say is not known here"),
    ],
)
def test_a_signature_is_told_as_far_as_it_can_be_known_without_a_network(facts, words):
    assert signed(replace(SIGNED, **facts)) == f"Beiyu Certification: {words}"
