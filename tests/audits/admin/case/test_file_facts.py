"""What a file states about itself, in words."""

from dataclasses import replace

import pytest

from audits.admin.case.file_facts import facts_of, signature_in_words
from audits.admin.case.marks import Mark
from suppliers.documents.reading import Barcode, Box, Change, Metadata, Reading, Signature, Structure, Trust
from suppliers.models import CertificateFile, CertificateReading
from tests.audits.admin.readings import reading

SIGNED = Signature("Signature1", "Beiyu Certification", is_checked=True, is_intact=True, is_valid=True)
CORNER = Box(0.8, 0.8, 0.95, 0.9)


def facts_in(content: Reading) -> list[tuple]:
    file = CertificateFile(pk=7)
    file.reading = CertificateReading(file=file, state="done", content=content.as_json())
    return [(fact.name, fact.value, fact.mark) for fact in facts_of(file)]


def test_a_file_that_was_not_read_has_no_facts():
    file = CertificateFile(pk=7)
    CertificateReading(file=file, state="waiting")

    assert facts_of(file) == []


def test_who_made_a_file_and_when_are_facts():
    metadata = Metadata("Printer 4", "Writer", created="2026-03-02T08:00:00", modified="2026-03-05T09:30:00")

    assert facts_in(replace(reading(), metadata=metadata, structure=Structure(revisions=3))) == [
        ("Made with", "Writer · Printer 4", None),
        ("Made", "2 March 2026, 08:00", None),
        ("Changed", "5 March 2026, 09:30", None),
        ("Saved", "3 times", None),
    ]


def test_empty_and_equal_values_are_left_out_and_text_that_is_no_moment_is_unchanged():
    metadata = Metadata("Printer 4", created="yesterday", modified="yesterday", title="x" * 999)

    assert facts_in(replace(reading(), metadata=metadata)) == [
        ("Made with", "Printer 4", None),
        ("Made", "yesterday", None),
        ("Title", "x" * 300, None),
    ]


def test_codes_are_facts_with_their_place():
    (page,) = reading().pages
    coded = replace(reading(), pages=(replace(page, barcodes=(Barcode("QRCode", "https://a.example/1", CORNER),)),))

    assert facts_in(coded) == [
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
        ({"is_intact": False}, "not valid"),
        ({"is_valid": False}, "not valid"),
        (
            {"change": Change.SUSPICIOUS, "trust": Trust.TRUSTED},
            "valid, but the file was changed afterwards in a way that the signature does not permit",
        ),
        ({"trust": Trust.TRUSTED}, "valid"),
        ({"trust": Trust.UNKNOWN}, "valid; the identity of the signer could not be verified"),
    ],
)
def test_the_validity_of_a_signature_is_in_words(facts, words):
    assert signature_in_words(replace(SIGNED, **facts)) == f"Beiyu Certification: {words}"
