"""The PDF of a contract: both languages, number and digest on every page, the same bytes for ever once both have signed."""

import io
from datetime import timedelta

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from buyers.trade.models import Contract, ContractFile
from buyers.trade.services.contract_pdf import contract_pdf, kept_pdf
from kpmarket.foundation.storage import files
from tests.factories import NOON
from tests.factories.trade import OrderFactory

pytestmark = pytest.mark.django_db


def contract_of(**facts):
    return Contract.objects.prefetch_related("signatures").get(order=OrderFactory(**facts))


def text_of(pdf):
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def test_it_has_both_languages_and_number_and_digest_on_each_page():
    contract = contract_of(
        lines=30, supplier__name_zh="常州市伟泽医疗器械有限公司", buyer__organisation="Szpital im. Żółkiewskiego"
    )

    pages = text_of(contract_pdf(contract))

    assert len(pages) > 1
    for text in pages:
        assert contract.order.number in text
        assert contract.digest in text.replace("\n", "").replace("\r", "")
    whole = "".join("".join(pages).split())
    assert (
        "Contractofsale" in whole
        and "买卖合同" in whole
        and "常州市伟泽医疗器械有限公司" in whole
        and "Żółkiewskiego" in whole
    )


def test_it_says_that_it_is_pdf_a_and_holds_its_fonts():
    pdf = pikepdf.open(io.BytesIO(contract_pdf(contract_of())))

    assert pdf.open_metadata()["pdfaid:part"] == "2"
    fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
    assert fonts
    assert all(
        "/FontFile2" in str(font.DescendantFonts[0].FontDescriptor.keys())
        or "/FontFile3" in font.DescendantFonts[0].FontDescriptor
        for font in fonts
    )


def test_its_qr_code_leads_to_the_order():
    contract = contract_of()

    page = pypdfium2.PdfDocument(contract_pdf(contract))[0].render(scale=4).to_pil()

    assert zxingcpp.read_barcodes(page)[0].text.endswith(contract.order.get_absolute_url())


def test_the_same_contract_gives_the_same_bytes():
    contract = contract_of()

    assert contract_pdf(contract) == contract_pdf(contract)


def test_once_both_signed_it_is_kept_and_sent_as_it_was():
    contract = contract_of()
    first = kept_pdf(contract, at=NOON)
    kept = ContractFile.objects.get()
    contract.order.supplier.name_en = "Another name"
    contract.order.buyer.organisation = "Another buyer"

    again = kept_pdf(contract, at=NOON + timedelta(days=400))

    assert again == first == files.read(kept.stored_name)


def test_before_that_nothing_is_kept_and_it_says_so():
    contract = contract_of(is_signed=False)

    assert "not signed by both sides yet" in "".join(text_of(kept_pdf(contract, at=NOON)))
    assert not ContractFile.objects.exists()


def test_a_character_that_the_font_lacks_is_printed_as_its_code_point():
    contract = contract_of(buyer__organisation="𠮷野家")

    assert "[U+20BB7]" in "".join(text_of(contract_pdf(contract)))
