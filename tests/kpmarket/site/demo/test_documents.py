"""Specimens: marked on every page, readable in both scripts, the same for the same document."""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from kpmarket.site import demo
from kpmarket.site.demo.chance import chance
from kpmarket.site.demo.documents import LAYOUTS, Article, Document, draw_image, draw_pdf, fonts, layout_of
from kpmarket.site.demo.documents.results import invent_results
from kpmarket.site.demo.documents.sheet import wrap
from kpmarket.site.demo.world.offers import MODELS

DOCUMENT = Document(
    type_id="eu_nb_cert_mdr",
    type_name_en="MDR notified-body certificate",
    type_name_zh="公告机构证书",
    number="MDR 925948 R01",
    issuer_en="Tarnbrook Assurance Oy",
    issuer_zh="塔恩布鲁克保证公司",
    issuer_number="9731",
    holder_en="Jiangsu Lanyu Medical Devices Co., Ltd.",
    holder_zh="江苏澜屿医疗器械有限公司",
    address_en="Building 5, No. 8 Xinghe Road, Kunshan, Suzhou, Jiangsu 215300, China",
    address_zh="江苏省苏州市昆山市星河路8号5幢",
    articles=(Article("Surgical mask", "医用外科口罩", "LY-M17"),),
    issued_on=date(2025, 3, 4),
    valid_from=date(2025, 3, 5),
    valid_until=date(2028, 3, 4),
    standard="EN 14683:2019+AC:2019",
    credit_code="91320583KPFX974U34",
    person_en="Zhiyuan Hu",
    person_zh="胡志远",
    product_type="medical_mask",
    seed=7,
)
ONE_OF_EACH_LAYOUT = [*{layout: beginning for beginning, layout in reversed(LAYOUTS)}.values(), "br_registro"]


def pages_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_bounded() for page in document]
    finally:
        document.close()


@pytest.mark.parametrize("type_id", ONE_OF_EACH_LAYOUT)
def test_a_document_can_be_read_and_is_marked_on_every_page(type_id):
    pages = pages_of(draw_pdf(replace(DOCUMENT, type_id=type_id)))
    text = re.sub(r"\s+", "", "".join(pages))

    assert DOCUMENT.number.replace(" ", "") in text
    assert DOCUMENT.holder_zh in text
    assert ("LY-M17" in text) is (type_id not in {"iso", "cn_business_licence"})
    assert [page.count("SPECIMEN 样本") >= 3 for page in pages] == [True] * len(pages)
    assert [page.count("Specimen for demonstration. Not a certificate.") for page in pages] == [1] * len(pages)


@pytest.mark.parametrize("type_id", [one for one in ONE_OF_EACH_LAYOUT if one not in {"iso", "cn_business_licence"}])
def test_a_document_names_every_model_that_it_covers(type_id):
    articles = tuple(replace(DOCUMENT.articles[0], model=f"LY-M{number}") for number in range(11, 11 + MODELS[1] + 2))
    text = re.sub(r"\s+", "", "".join(pages_of(draw_pdf(replace(DOCUMENT, type_id=type_id, articles=articles)))))

    assert [one.model for one in articles if one.model not in text] == []


def test_there_are_more_than_fifteen_layouts():
    assert len(ONE_OF_EACH_LAYOUT) >= 18


def test_the_last_day_is_printed_in_both_languages():
    text = re.sub(r"\s+", "", "".join(pages_of(draw_pdf(replace(DOCUMENT, type_id="iso13485")))))

    assert "4March2028" in text
    assert "2028年3月4日" in text


def test_a_document_without_an_end_says_so():
    text = "".join(pages_of(draw_pdf(replace(DOCUMENT, type_id="cn_business_licence", valid_until=None))))

    assert "长期" in text


@pytest.mark.parametrize(("variant", "statement"), [("I", "准许在中国生产和销售"), ("II", "不得在中国境内销售")])
def test_the_two_export_certificates_say_opposite_things(variant, statement):
    text = re.sub(
        r"\s+", "", "".join(pages_of(draw_pdf(replace(DOCUMENT, type_id="cn_export_certificate", variant=variant))))
    )

    assert statement in text


def test_a_korean_number_keeps_its_syllables():
    text = "".join(pages_of(draw_pdf(replace(DOCUMENT, type_id="kr_md_certification", number="수인 25-91234 호"))))

    assert "수인 25-91234 호" in text


def test_a_document_was_made_on_its_day_with_fonts_that_it_carries():
    info = pypdfium2.PdfDocument(draw_pdf(DOCUMENT)).get_metadata_dict()

    assert info["CreationDate"] == info["ModDate"] == "D:20250304090000+08'00'"
    assert b"/Helvetica" not in draw_pdf(DOCUMENT)


def test_the_same_document_gives_the_same_bytes():
    assert draw_pdf(DOCUMENT) == draw_pdf(DOCUMENT)
    assert draw_pdf(DOCUMENT) != draw_pdf(replace(DOCUMENT, seed=8))


@pytest.mark.parametrize("kind", ["jpeg", "png"])
def test_a_picture_of_a_document_repeats_itself(kind):
    first = draw_image(DOCUMENT, kind)

    image = Image.open(BytesIO(first))
    assert (image.format, image.size) == (kind.upper(), (827, 1170))
    assert draw_image(DOCUMENT, kind) == first


def test_an_unknown_type_gets_a_regulators_licence():
    assert layout_of("zz_new_register") is layout_of("br_registro")


def test_text_wraps_between_latin_words_and_between_chinese_characters():
    fonts.register()
    lines = wrap("Disposable mask 一次性使用医用外科口罩", 10, 60)

    assert "".join(lines).replace(" ", "") == "Disposablemask一次性使用医用外科口罩"
    assert [line for line in lines if fonts.width_of(line, 10) > 60] == []


@pytest.mark.parametrize("standard", ["EN 149:2001+A1:2009", "GB 2626-2019", "EN ISO 80601-2-61:2019", "YY 0506"])
def test_a_report_has_results_for_its_standard(standard):
    rows = invent_results(standard, chance(1))

    assert len(rows) >= 3
    assert [row for row in rows if not re.match(r"[\d.]+", row[2])] == []


def test_the_fonts_can_write_every_character_of_the_sources():
    sources = "".join(path.read_text(encoding="utf-8") for path in Path(demo.__file__).parent.rglob("*.py"))
    known = frozenset().union(*fonts.register().values())

    assert {char for char in sources if char.isprintable() and ord(char) not in known} == set()
