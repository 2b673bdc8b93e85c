"""QR and bar codes."""

from dataclasses import replace

import pytest

from audits.findings import codes as checks
from suppliers.documents.reading import Barcode, Mark, MarkKind, Structure
from tests.audits.findings.cases import LANHE, PLACE, case, codes, page, read, reading

NUMBER = "苏械注准20222140123"


def showing(content):
    return reading(page(barcodes=(Barcode("QRCode", content, PLACE),)))


def test_a_code_with_the_documents_own_number_is_no_finding():
    assert codes(checks.number, of=showing(f"https://register.example/?no={NUMBER}"), number=NUMBER) == []


def test_a_code_with_another_number_contradicts_at_its_place():
    (one,) = checks.number(case(of=showing("https://register.example/?no=K2012349"), number=NUMBER))

    assert (one.code, one.page, one.box) == ("code_differs", 1, PLACE)


def test_a_number_that_was_read_is_the_documents_own_too():
    assert codes(checks.number, read("number", "K2012349"), of=showing("no=K2012349"), number=NUMBER) == []


@pytest.mark.parametrize("content", ["https://register.example/x/81723", "6901234567892", "一二三"])
def test_a_code_without_a_number_is_no_finding(content):
    assert codes(checks.number, of=showing(content), number=NUMBER) == []


def test_without_a_number_of_the_document_there_is_nothing_to_compare():
    assert codes(checks.number, of=showing("no=K2012349")) == []


def test_a_link_to_the_sellers_own_site_is_a_warning():
    assert codes(checks.site, of=showing("https://verify.lanhe.example/1")) == ["code_leads_to_seller"]


def test_a_link_to_a_site_where_anybody_can_publish_is_a_note():
    assert codes(checks.site, of=showing("https://u.wechat.com/abc")) == ["code_leads_anywhere"]


@pytest.mark.parametrize("content", ["https://www.nmpa.gov.cn/x", "https://nordlys.example/verify", "text", "http://["])
def test_other_links_and_texts_are_no_finding(content):
    assert codes(checks.site, of=showing(content)) == []


def linking(*hosts, words="Verify this certificate online"):
    marks = tuple(Mark(MarkKind.LINK, host, 1, PLACE) for host in hosts)
    return reading(page(words), structure=Structure("1.7", 1, marks=marks))


@pytest.mark.parametrize(
    "lines",
    [
        ("Verify at https://www.lanhe.example/verify",),
        ("证书真伪查询", "www.lanhe.example"),
        ("You can check this certificate under", "http://check.lanhe.example/1"),
    ],
)
def test_words_that_lead_to_the_sellers_own_site_for_verifying_are_a_warning(lines):
    assert codes(checks.printed_links, of=reading(page("Certificate", *lines))) == ["link_leads_to_seller"]


@pytest.mark.parametrize(
    "lines",
    [
        ("Suzhou Lanhe, 1 Example Road", "www.lanhe.example"),
        ("Verify at https://nordlys.example/verify",),
        ("Verified by: Wen",),
    ],
)
def test_a_letterhead_and_the_issuers_own_site_are_no_finding(lines):
    assert codes(checks.printed_links, of=reading(page(*lines))) == []


def test_a_seller_without_a_site_leads_nowhere():
    company = replace(LANHE, website="")

    assert codes(checks.printed_links, of=reading(page("Verify at https://lanhe.example")), company=company) == []
    assert codes(checks.links, of=linking("https://lanhe.example"), company=company) == []


def test_links_in_the_file_lead_where_they_lead():
    (one,) = checks.links(case(of=linking("https://lanhe.example/v")))
    assert (one.code, one.page, one.box) == ("link_leads_to_seller", 1, PLACE)

    assert codes(checks.links, of=linking("https://bit.ly/x")) == ["link_leads_anywhere"]
    assert codes(checks.links, of=linking("https://www.nmpa.gov.cn/x", "mailto:a@lanhe.example")) == []
    assert codes(checks.links, of=linking("https://lanhe.example/v", words="Declaration")) == []
