"""How the file was made."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.findings import Kind, file_provenance
from suppliers.documents.reading import Metadata, Source
from tests.audits.findings.cases import LANHE, case, codes, made, page, reading

ISSUED = date(2024, 3, 1)


def test_a_file_that_says_nothing_of_its_making_is_no_finding():
    assert [code for check in file_provenance.CHECKS for code in codes(check, issued_on=ISSUED)] == []


def test_a_file_that_was_over_before_the_document_was_issued_is_a_warning():
    assert codes(file_provenance.made_before_issue, of=made(created="2023-05-01T10:00:00"), issued_on=ISSUED) == [
        "made_before_issue"
    ]
    assert codes(file_provenance.made_before_issue, of=made(created="2024-02-29T10:00:00"), issued_on=ISSUED) == []
    assert (
        codes(file_provenance.made_before_issue, of=made(created="2023-05-01", modified="2024-03-01"), issued_on=ISSUED)
        == []
    )
    assert codes(file_provenance.made_before_issue, of=made(created="yesterday"), issued_on=ISSUED) == []
    assert codes(file_provenance.made_before_issue, of=made(created="2023-05-01")) == []


def test_a_born_digital_file_long_after_its_day_is_a_note_and_a_scan_may_be_of_any_day():
    late = {"metadata": Metadata(created="2026-05-01")}

    assert codes(file_provenance.made_after_issue, of=reading(**late), issued_on=ISSUED) == ["made_after_issue"]
    assert codes(file_provenance.made_after_issue, of=reading(page(source=Source.OCR), **late), issued_on=ISSUED) == []
    assert codes(file_provenance.made_after_issue, of=made(created="2024-04-01"), issued_on=ISSUED) == []


def test_a_file_from_the_future_is_a_warning():
    assert codes(file_provenance.made_in_future, of=made(modified="2027-01-01")) == ["made_in_future"]
    assert codes(file_provenance.made_in_future, of=made(modified="2026-11-23")) == []


def test_changed_before_it_was_made():
    assert codes(file_provenance.changed_before_made, of=made(created="2024-05-01", modified="2024-01-01")) == [
        "changed_before_made"
    ]
    assert codes(file_provenance.changed_before_made, of=made(created="2024-05-01", modified="2024-05-02")) == []


def test_a_file_that_says_two_things_of_its_making_is_a_note():
    assert codes(file_provenance.conflicting_metadata, of=made(producer="Quartz", xmp={"producer": "Editor 9"})) == [
        "making_said_twice"
    ]
    assert codes(file_provenance.conflicting_metadata, of=made(producer="Quartz", xmp={"producer": "QUARTZ "})) == []
    assert codes(file_provenance.conflicting_metadata, of=made(producer="Quartz")) == []


def test_programs_that_change_finished_files_are_a_warning():
    assert codes(file_provenance.editor, of=made(creator="Adobe Photoshop 2024")) == ["made_by_editor"]
    assert codes(file_provenance.editor, of=made(creator="Word", producer="Foxit Editor")) == ["made_by_editor"]
    assert codes(file_provenance.editor, of=made(creator="Microsoft Word", producer="Quartz PDFContext")) == []


@pytest.mark.parametrize("producer", ["iLovePDF", "Smallpdf.com", "PDF Candy", "Soda PDF Online"])
def test_services_that_compress_files_are_none(producer):
    assert codes(file_provenance.editor, of=made(creator="Canon iR-ADV C3530", producer=producer)) == []


def test_a_maker_may_lay_out_its_own_declaration_in_any_program():
    made_in_illustrator = made(creator="Adobe Illustrator CC 2019")

    assert codes(file_provenance.editor, of=made_in_illustrator, kind=Kind("eu_doc_mdr", "declaration", "EU")) == []
    assert codes(file_provenance.editor, of=made_in_illustrator) == ["made_by_editor"]


def test_an_author_that_is_another_company_is_a_note():
    assert codes(file_provenance.author, of=made(author="Qingdao Haiyan Gloves Co., Ltd.")) == ["author_is_another"]
    assert codes(file_provenance.author, of=made(author=LANHE.name_en)) == []
    assert codes(file_provenance.author, of=made(author="Wen Li")) == []
    assert codes(file_provenance.author, of=made(author="Nordlys Institut GmbH"), issuer="Nordlys Institut") == []


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_a_stranger_wrote_into_the_file_is_no_error(one, other):
    said = made(producer=one, creator=other, author=one, created=other, modified=one, xmp={"producer": other})

    for check in file_provenance.CHECKS:
        list(check(case(of=said, issued_on=ISSUED)))
