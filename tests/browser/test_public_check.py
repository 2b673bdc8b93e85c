"""What a camera reads on a shown or printed page leads to the check, and the check answers without scripts."""

import io

import pypdfium2
import pytest
import zxingcpp
from django.utils import timezone
from PIL import Image
from playwright.sync_api import expect

from kpmarket.foundation.places import day_there
from tests.browser import world as small

pytestmark = pytest.mark.browser


@pytest.fixture
def mask(law, site):
    """A mask that is cleared for Germany."""
    return small.build().product


def code_on(picture: Image.Image) -> str:
    """The text of the only code in a picture."""
    (code,) = zxingcpp.read_barcodes(picture.convert("L"))
    return code.text


def test_the_code_of_a_product_is_read_from_screen_and_from_print_and_leads_to_its_check(mask, site, visitors):
    page = visitors.arrive(width=360, color_scheme="dark")
    today = day_there("DE", timezone.now()).isoformat()

    page.goto(f"{mask.get_absolute_url()}?to=DE&on={today}")
    image = page.get_by_alt_text("QR code of the public check")
    image.scroll_into_view_if_needed()
    expect(image).to_have_js_property("complete", True)
    on_screen = code_on(Image.open(io.BytesIO(image.screenshot())))
    printed = pypdfium2.PdfDocument(page.pdf(format="A4"))
    in_print = code_on(printed[0].render(scale=2).to_pil())

    assert on_screen == in_print
    assert on_screen.startswith(f"{site}/check/p{mask.pk}-de-")
    answer = visitors.arrive(scripts=False)
    answer.goto(on_screen)
    expect(answer.get_by_role("heading", name="leared for Germany")).to_be_visible()
    assert (
        code_on(Image.open(io.BytesIO(answer.get_by_alt_text("QR code of the public check").screenshot())))
        == on_screen.split("?")[0]
    )


def test_four_facts_are_typed_without_scripts(mask, visitors):
    page = visitors.arrive(scripts=False)
    certificate = mask.certificates.filter(status="approved").first()
    facts = {"number": "CN 26/3141", "issuer": "Beacon Prüfinstitut GmbH", "issued_on": timezone.localdate()}
    mask.certificates.filter(pk=certificate.pk).update(**facts)

    page.goto("/check/")
    page.get_by_label("Number of the document").fill("cn 26/3141")
    page.get_by_label("Holder").fill(mask.supplier.name_en)
    page.get_by_label("Issuing body").fill(facts["issuer"])
    page.get_by_label("Issued on").fill(facts["issued_on"].isoformat())
    page.get_by_role("button", name="Check", exact=True).click()

    expect(page.get_by_role("heading", name="CN 26/3141")).to_be_visible()
    expect(page.get_by_text("In force", exact=True)).to_be_visible()
