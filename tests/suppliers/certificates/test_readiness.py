from dataclasses import replace
from datetime import date

import pytest

from suppliers.certificates.kind_fields import fields_of
from suppliers.certificates.readiness import Claim, Document, State, readiness
from suppliers.documents.reading import Box
from suppliers.models import Certificate, CertificateType, Product, Supplier
from suppliers.readings.field_proposals import Proposed

TODAY = date(2026, 11, 22)
BOX = Box(0.1, 0.2, 0.3, 0.25)
KIND = CertificateType(id="iso13485", name_en="ISO 13485", name_zh="ISO 13485 证书", kind="certificate")
LICENCE = CertificateType(
    id="cn_business_licence",
    name_en="Business licence",
    name_zh="营业执照",
    kind="licence",
    facts={"covers": "company"},
)
OURS = Supplier(
    name_en="Suzhou Lanhe Medical Co., Ltd.", name_zh="苏州蓝禾医疗用品有限公司", credit_code="91320500MA1XXXXX0X"
)
MASK = Product(name_en="Mask", model="LH-M17")


def claim(**changes):
    columns = {
        "certificate_type": KIND,
        "number": "ISO-1",
        "issuer": "Nordlys",
        "valid_from": date(2026, 1, 1),
        "valid_until": date(2028, 12, 31),
    }
    facts = {name: changes.pop(name) for name in list(changes) if name in columns}
    certificate = Certificate(supplier=OURS, **{**columns, **facts})
    return replace(Claim(certificate, [MASK], {}), **changes)


def read(field, value, confidence=0.95, page=1):
    return {field: (Proposed(field, value, value, 7, page, BOX, confidence),)}


def points(said, proposals=None, document=Document.READ):
    return {point.field: point for point in readiness(said, proposals or {}, document, on=TODAY)}


def test_what_was_only_read_is_to_be_compared():
    found = points(claim(), read("number", "iso 1", page=2))

    assert found["id_number"].state == State.COMPARE
    assert found["id_number"].sentence == "As read on page 2; nothing else confirms it."


@pytest.mark.parametrize(
    ("changes", "proposals", "field", "words"),
    [
        ({"compared": frozenset({"number"})}, read("number", "ISO-1"), "id_number", "and compared by you"),
        ({"own": {"number": "ISO-1"}}, read("number", "ISO-1"), "id_number", "Entered by you, and read on page 1."),
        (
            {},
            {"number": (*read("number", "ISO-1")["number"], replace(read("number", "ISO-1")["number"][0], file=8))},
            "id_number",
            "The same in two files.",
        ),
        ({}, read("products", "LH-M17"), "id_products", "The model stands on the document."),
        (
            {"certificate_type": LICENCE, "number": "91350211M0000XUF46"},
            read("number", "91350211M0000XUF46"),
            "id_number",
            "Your company's credit code, and its check digit fits.",
        ),
    ],
)
def test_good_is_what_something_else_than_the_reading_proves(changes, proposals, field, words, monkeypatch):
    monkeypatch.setattr(OURS, "credit_code", "91350211M0000XUF46")

    point = points(claim(**changes), proposals)[field]

    assert point.state == State.READY
    assert words in point.sentence


def test_a_company_name_on_the_licence_alone_proves_no_company():
    name = read("holder_zh", OURS.name_zh)

    assert points(claim(certificate_type=LICENCE), name)["document"].state == State.COMPARE
    assert points(claim(), name)["document"].state == State.READY


def test_a_licence_is_asked_for_no_product_and_no_standard():
    said = claim(certificate_type=LICENCE, products=[], of_kind=fields_of(LICENCE))

    found = points(said, {**read("stated_standard", "EN 301"), **read("products", "HC3A250")})

    assert not {"id_products", "id_stated_standard", "id_stated_class"} & set(found)


def test_what_the_form_refuses_is_red_and_comes_first():
    said = claim(
        number="", faults={"number": "Enter the number printed on the document.", "printed_until": "Too late."}
    )

    found = readiness(said, read("number", "ISO-1"), Document.READ, on=TODAY)

    assert [(point.state, point.field, point.sentence) for point in found[:2]] == [
        (State.MISSING, "id_number", "Enter the number printed on the document."),
        (State.MISSING, "id_printed_until", "Too late."),
    ]
    assert State.MISSING not in {point.state for point in found[2:]}


@pytest.mark.parametrize(
    ("changes", "proposals", "field", "words"),
    [
        ({}, read("number", "ISO-7", page=2), "id_number", "You entered “ISO-1”; page 2 seems to say “ISO-7”."),
        ({}, read("issued_on", "2026-01-01"), "id_issued_on", "You left this empty; page 1 seems to say “2026-01-01”."),
        ({}, read("valid_until", "2027-01-01"), "id_valid_until", "You entered “31 December 2028”"),
        ({}, read("certificate_type", "mdsap"), "id_certificate_type", "You entered “ISO 13485”"),
        ({"products": []}, {}, "id_products", "None ticked"),
        ({}, read("products", "OTHER-9"), "id_products", "The document seems to name OTHER-9, not LH-M17."),
        ({}, read("holder_en", "Ningbo Other Ltd."), "document", "Page 1 seems to name “Ningbo Other Ltd.”"),
        ({}, read("credit_code", "91320500MA1YYYYY0Y"), "document", "Is this your document?"),
        ({"valid_until": date(2026, 1, 2)}, {}, "id_valid_until", "This document ended on"),
    ],
)
def test_what_differs_from_the_document_is_asked_about(changes, proposals, field, words):
    point = points(claim(**changes), proposals)[field]

    assert point.state == State.CHECK
    assert words in point.sentence


def test_a_guess_is_no_reason_to_ask_about_an_empty_entry():
    assert "id_issued_on" not in points(claim(), read("issued_on", "2026-01-01", confidence=0.4))


def test_the_own_company_in_either_language_is_green():
    found = points(claim(), {**read("holder_en", "SUZHOU LANHE MEDICAL CO LTD"), **read("holder_zh", OURS.name_zh)})

    assert (found["document"].state, found["document"].sentence) == (State.READY, "Your company, as read on page 1.")


@pytest.mark.parametrize(
    ("document", "state", "words"),
    [
        (Document.NONE, State.MISSING, "Add at least one file"),
        (Document.UNREAD, State.READY, "There."),
        (Document.WAITING, State.READY, "It is being read"),
        (Document.READ, State.READY, "There, and read."),
        (Document.UNREADABLE, State.CHECK, "Nothing could be read in it."),
    ],
)
def test_the_file_itself_is_the_first_requirement(document, state, words):
    point = points(claim(), document=document)["dropzone-input"]

    assert point.state == state
    assert words in point.sentence


def test_a_document_without_a_last_day_is_well_unless_one_was_read():
    said = claim(valid_until=None, has_no_end=True)

    assert points(said)["id_valid_until"].sentence == "The document names no last day."
    assert points(said, read("valid_until", "2027-01-01"))["id_valid_until"].state == State.CHECK


def test_that_a_document_never_ends_was_read_too():
    endless = read("has_no_end", "on", page=4)

    assert points(claim(valid_until=None, has_no_end=True), endless)["id_valid_until"].sentence.startswith(
        "As read on page 4;"
    )
    assert "You entered “31 December 2028”" in points(claim(), endless)["id_valid_until"].sentence


@pytest.mark.parametrize(
    ("document", "words"), [(Document.READ, "not found on the document"), (Document.WAITING, "Entered by you.")]
)
def test_what_was_typed_and_not_read_says_so_only_when_the_reading_is_over(document, words):
    assert words in points(claim(), document=document)["id_number"].sentence
