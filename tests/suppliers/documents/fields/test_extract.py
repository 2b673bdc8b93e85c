from datetime import UTC, date, datetime
from time import process_time

import pytest

from kpmarket.site.demo.documents import Article, Document, draw_pdf
from suppliers.documents.fields import FieldName, Fields, extract_fields
from suppliers.documents.fields.layout import MAX_LINE_CHARS, MAX_LINES_PER_PAGE, Sheet
from suppliers.documents.reader import Ocr, read
from suppliers.documents.reading import Box, Line, Source
from tests.suppliers.documents.fields.sample_sheets import KINDS, line, reading_of

AT = datetime(2026, 11, 23, tzinfo=UTC)
MAX_SECONDS = 10
NUMBERS = {
    "cn_nmpa_registration": "苏械注准20252149123",
    "iso13485": "QM 26 96278-13485",
    "eu_ppe_module_b": "926/VM-6335-B",
    "sa_mdma": "MDMA-9-2025-9038",
}


def document(kind):
    return Document(
        kind, KINDS[kind].name_en, KINDS[kind].name_zh, NUMBERS[kind], "Tarnbrook Assurance Oy", "塔恩布鲁克保证公司",
        "Suzhou Lanyu Medical Supplies Co., Ltd.", "苏州澜屿医疗用品有限公司", "No. 9 Xingye Road, Huqiu District, Suzhou, Jiangsu, China",
        "江苏省苏州市虎丘区兴业路9号", (Article("Surgical mask", "医用外科口罩", "LAN-SM110"),), date(2025, 3, 4), date(2025, 3, 5), date(2030, 3, 4),
        issuer_number="9731", standard="EN 14683:2019+AC:2019",
    )  # fmt: skip


@pytest.mark.parametrize("kind", NUMBERS)
def test_every_field_of_a_document_with_a_text_layer_is_read(kind):
    fields = extract_fields(read(draw_pdf(document(kind)), at=AT, ocr=Ocr.NEVER), KINDS)

    stated = {field: found.value for field in FieldName if (found := fields.best(field))}
    assert (
        stated
        | {
            "kind": kind,
            "number": NUMBERS[kind],
            "holder_en": "Suzhou Lanyu Medical Supplies Co., Ltd.",
            "holder_zh": "苏州澜屿医疗用品有限公司",
            "issued_on": "2025-03-04",
            "valid_from": "2025-03-05",
            "valid_until": "2030-03-04",
        }
        == stated
    )
    assert Fields.from_json(fields.as_json()) == fields


def test_nothing_is_proposed_for_a_document_without_words():
    assert extract_fields(reading_of(), KINDS) == Fields()


def test_every_proposal_points_to_a_page_that_was_read():
    fields = extract_fields(
        reading_of("医疗器械注册证", "注册证编号：苏械注准20252149123", "有效期至：2030年3月4日"), KINDS
    )

    assert {one.page for one in fields.proposals} == {1}
    assert all(
        0 <= one.box.left < one.box.right <= 1 and 0 <= one.box.top < one.box.bottom <= 1 for one in fields.proposals
    )


@pytest.mark.slow
@pytest.mark.parametrize("text", ["A", "有", "No. 1 ", "of the "])
def test_a_hostile_text_takes_no_longer_than_a_long_document(text):
    bare = [Line(text * 400, Box(0.1, place / 400, 0.9, place / 400 + 0.002), Source.OCR) for place in range(300)]

    started = process_time()
    extract_fields(reading_of(*bare), KINDS)

    assert process_time() - started < MAX_SECONDS


def test_lines_beyond_the_limits_are_ignored():
    many = [line(f"Certificate No. QM {place}", 0.1, place / 1000) for place in range(1000)]

    assert len(Sheet.of(reading_of(*many)).rows) == MAX_LINES_PER_PAGE
    assert len(Sheet.of(reading_of("valid " * 400)).rows[0].text) == MAX_LINE_CHARS
