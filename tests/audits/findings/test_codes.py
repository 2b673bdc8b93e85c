"""QR and bar codes."""

import pytest

from audits.findings import codes as checks
from suppliers.documents.reading import Barcode
from tests.audits.findings.cases import PLACE, case, codes, page, read, reading

NUMBER = "苏械注准20222140123"


def showing(content):
    return reading(page(barcodes=(Barcode("QRCode", content, PLACE),)))


def test_a_code_with_the_papers_own_number_is_nothing():
    assert codes(checks.number, of=showing(f"https://register.example/?no={NUMBER}"), number=NUMBER) == []


def test_a_code_with_another_number_contradicts_at_its_place():
    (one,) = checks.number(case(of=showing("https://register.example/?no=K2012349"), number=NUMBER))

    assert (one.code, one.page, one.box) == ("code_differs", 1, PLACE)


def test_a_number_that_was_read_is_the_papers_own_too():
    assert codes(checks.number, read("number", "K2012349"), of=showing("no=K2012349"), number=NUMBER) == []


@pytest.mark.parametrize("content", ["https://register.example/x/81723", "6901234567892", "一二三"])
def test_a_code_that_names_no_number_cannot_be_told(content):
    assert codes(checks.number, of=showing(content), number=NUMBER) == []


def test_without_a_number_of_the_paper_there_is_nothing_to_compare():
    assert codes(checks.number, of=showing("no=K2012349")) == []


def test_a_link_to_the_sellers_own_site_is_worth_a_look():
    assert codes(checks.site, of=showing("https://verify.lanhe.example/1")) == ["code_leads_to_seller"]


def test_a_link_to_a_site_where_anybody_may_put_anything_is_a_note():
    assert codes(checks.site, of=showing("https://u.wechat.com/abc")) == ["code_leads_anywhere"]


@pytest.mark.parametrize("content", ["https://www.nmpa.gov.cn/x", "https://nordlys.example/verify", "text", "http://["])
def test_other_links_and_texts_are_nothing(content):
    assert codes(checks.site, of=showing(content)) == []
