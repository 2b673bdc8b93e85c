"""The whole way once: from a supplier's documents to a buyer's answer, and to the day on which a document lapses."""

from datetime import date, timedelta
from random import Random

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from audits.compliance.missing import MissingDocument
from buyers.services import losses
from kpmarket.site.demo.codes import credit_code
from suppliers.models import CertificateType, Product, Supplier
from suppliers.reminders import writing
from tests.browser import world as small
from tests.browser.steps import approve_next_case, sign_in_with_second_factor, sign_up
from tests.factories import PASSWORD, AuditorFactory
from tests.sessions import set_up_authenticator

pytestmark = pytest.mark.browser

SUPPLIER, BUYER = "lin@lanhe.example", "weiss@nordhafen.example"
LAPSES = "eu_ar"
"""The document that ends first; the others name no last day."""
DAYS_LEFT = 100
STATED = {"EN 14683": "EN 14683:2019+AC:2019"}


@pytest.fixture
def auditor(law):
    user = AuditorFactory(user__password=PASSWORD, since=timezone.now() - timedelta(days=300)).user
    small.confirm(user)
    return user


def test_from_a_suppliers_document_to_a_buyers_answer_and_to_the_day_it_lapses(auditor, visitors, mailoutbox):
    supplier, desk, buyer, passer_by = (visitors.arrive() for _person in range(4))
    last_day = timezone.localdate() + timedelta(days=DAYS_LEFT)

    sign_up(supplier, mailoutbox, email=SUPPLIER, name="Lin Xiaolan", purpose="Supply from China")
    describe_the_company(supplier)
    product = describe_a_mask(supplier)
    hand_in_documents(supplier, product, last_day)
    hand_in_the_company(supplier)
    assert_not_found(passer_by, product, "Germany")

    sign_in_with_second_factor(desk, auditor.email, set_up_authenticator(auditor))
    cases = 1 + product.supplier.certificates.count()
    for _case in range(cases):
        approve_next_case(desk)
    expect(desk.get_by_text("No case of this kind is waiting")).to_be_visible()

    find(passer_by, product, "Germany")
    assert_not_found(passer_by, product, "United States")

    sign_up(buyer, mailoutbox, email=BUYER, name="Clara Weiss", purpose="Buy for my organisation")
    ask_for_an_offer(buyer, product)
    answer(supplier)
    read_the_answer(buyer)

    assert_reminded_once(mailoutbox, last_day)
    assert_gone_after(passer_by, product, last_day)
    assert_buyer_notified_once(mailoutbox, product, last_day)


def describe_the_company(page: Page) -> None:
    page.locator("[name=name_zh]").fill("苏州蓝禾医疗用品有限公司")
    page.locator("[name=name_en]").fill("Suzhou Lanhe Medical Supplies Co., Ltd.")
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("navigation", name="Pages of this company").get_by_role("link", name="Company").click()
    page.get_by_label("Unified social credit code").fill(credit_code("320500", Random(4)))
    page.get_by_label("Manufacturer", exact=True).check()
    page.locator("[name=province]").select_option(label="Jiangsu")
    page.locator("[name=city]").fill("Suzhou")
    page.locator("[name=address_zh]").fill("苏州市示例路1号")
    page.locator("[name=address_en]").fill("1 Example Road, Suzhou")
    page.get_by_role("button", name="Save and go on").click()
    page.locator("[name=name]").fill("Lin Xiaolan")
    page.locator("[name=email]").fill(SUPPLIER)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_role("link", name="Go on to products").click()


def describe_a_mask(page: Page) -> Product:
    page.get_by_role("link", name="Add the first product").click()
    page.locator("[name=product_type]").select_option("medical_mask")
    page.get_by_role("button", name="Go on").click()
    page.locator("[name=name_en]").fill("Surgical mask, ear loops")
    page.locator("[name=name_zh]").fill("医用外科口罩")
    page.locator("[name=model]").fill("LH-M17")
    page.locator("[name=fact-sterile]").select_option("false")
    page.locator("[name=spec-performance_type]").select_option("Type IIR")
    page.locator("[name=moq]").fill("5000")
    page.locator("[name=lead_time_days]").fill("21")
    page.get_by_label("From quantity").first.fill("5000")
    page.get_by_label("Price per unit").first.fill("0.04")
    page.get_by_role("button", name="Save and add pictures").click()
    expect(page.get_by_role("heading", name="Surgical mask, ear loops")).to_be_visible()
    return Product.objects.select_related("supplier").get()


def hand_in_documents(page: Page, product: Product, last_day: date) -> None:
    """All documents are dropped at once; then each one's fields are filled in and it is submitted."""
    asked = small.wanted_for("EU", attributes=product.attributes)
    page.get_by_role("navigation", name="Pages of this company").get_by_role("link", name="Certificates").click()
    page.locator("#dropzone-input").set_input_files([pdf_of(wanted, product, last_day) for wanted in asked])
    rows = page.locator("#dropzone .file")
    expect(rows.get_by_role("link", name="Fill in its fields")).to_have_count(len(asked), timeout=60_000)
    drafts = {
        wanted: rows.filter(has_text=f"{wanted.type}.pdf").get_by_role("link").first.get_attribute("href")
        for wanted in asked
    }
    for wanted, address in drafts.items():
        page.goto(address)
        fill_in(page, wanted, last_day)
    expect(page.locator(".document-row__pill").get_by_text("Submitted")).to_have_count(len(asked))


def pdf_of(wanted: MissingDocument, product: Product, last_day: date) -> dict:
    kind = CertificateType.objects.get(pk=wanted.type)
    until = last_day if kind.pk == LAPSES else None
    content = small.specimen(kind, product.supplier, product, number=number_of(wanted), until=until)
    return {"name": f"{wanted.type}.pdf", "mimeType": "application/pdf", "buffer": content}


def number_of(wanted: MissingDocument) -> str:
    return f"KP-{wanted.type.upper()}"


def fill_in(page: Page, wanted: MissingDocument, last_day: date) -> None:
    with page.expect_response(lambda response: "/stated/" in response.url):
        page.locator("[name=certificate_type]").select_option(wanted.type)
    page.locator("[name=number]").fill(number_of(wanted))
    page.locator("[name=issuer]").fill("Nordlys Zertifizierung")
    page.locator("[name=valid_from]").fill((timezone.localdate() - timedelta(days=200)).isoformat())
    if wanted.type == LAPSES:
        page.locator("[name=valid_until]").fill(last_day.isoformat())
    else:
        page.get_by_label("The document names no last day").check()
    for key, value in wanted.narrowing:
        page.locator(f"[name=stated_{key}]").fill(STATED[value])
    if wanted.type == "local_label":
        page.locator("[name=stated_languages]").fill("German, English")
    if (products := page.get_by_label("Surgical mask, ear loops")).is_visible():  # a document of the company has none
        products.check()
    page.get_by_role("button", name="Submit for review").click()
    expect(page.get_by_text("Submitted. We review documents")).to_be_visible()


def hand_in_the_company(page: Page) -> None:
    page.get_by_role("navigation", name="Pages of this company").get_by_role("link", name="Desk").click()
    page.get_by_role("button", name="Submit to the auditors").click()
    expect(page.get_by_text("With the auditors.")).to_be_visible()
    assert Supplier.objects.get().status == Supplier.Status.SUBMITTED


def look_for(page: Page, country: str) -> None:
    page.goto(reverse("buyers:home"))
    page.get_by_label("I need").select_option("medical_mask")
    page.get_by_label("in", exact=True).select_option(label=country)
    page.get_by_role("button", name="Show what is cleared").click()
    expect(page.locator("#results")).to_be_visible()


def find(page: Page, product: Product, country: str) -> None:
    look_for(page, country)
    page.get_by_role("link", name=product.name_en).click()
    expect(page.get_by_role("heading", name=product.name_en)).to_be_visible()


def assert_not_found(page: Page, product: Product, country: str) -> None:
    look_for(page, country)
    page.get_by_role("link", name="Cleared 0", exact=True).click()
    expect(page.get_by_text("Where to go from here")).to_be_visible()
    expect(page.get_by_role("link", name=product.name_en)).to_have_count(0)


def ask_for_an_offer(page: Page, product: Product) -> None:
    find(page, product, "Germany")
    page.get_by_role("link", name="Ask for an offer").click()
    page.locator("[name=organisation]").fill("Krankenhaus Nordhafen gGmbH")
    page.locator("[name=country]").select_option("DE")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_label("Quantity, in: piece").fill("50,000")
    page.locator("[name=needed_by]").fill((timezone.localdate() + timedelta(days=60)).isoformat())
    page.locator("[name=message]").fill("Please quote for fifty thousand, boxes of fifty.")
    page.get_by_role("button", name="Send the enquiry").click()
    expect(page.get_by_text("Sent to 1 supplier.")).to_be_visible()


def answer(page: Page) -> None:
    page.get_by_role("navigation", name="Pages of this company").get_by_role("link", name="Enquiries").click()
    page.get_by_role("link", name="Surgical mask, ear loops").click()
    expect(page.get_by_text("Please quote for fifty thousand")).to_be_visible()
    page.locator("[name=text]").fill("We offer 0.038 US dollars, ready in three weeks.")
    page.get_by_role("button", name="Send the answer").click()
    expect(page.get_by_text("Your message was sent.")).to_be_visible()


def read_the_answer(page: Page) -> None:
    page.goto(reverse("buyers:enquiries"))
    expect(page.get_by_text("New answer")).to_be_visible()
    page.get_by_role("link", name="Surgical mask, ear loops").click()
    expect(page.get_by_text("We offer 0.038 US dollars")).to_be_visible()


def letters_about(mailoutbox: list, to: str, words: str) -> int:
    return sum(letter.to == [to] and words in f"{letter.subject}\n{letter.body}" for letter in mailoutbox)


def assert_reminded_once(mailoutbox: list, last_day: date) -> None:
    mailoutbox.clear()
    for _run in range(2):
        writing.write_due(on=last_day - timedelta(days=90), at=timezone.now())

    assert letters_about(mailoutbox, SUPPLIER, "KP-EU_AR") == 1
    assert len(mailoutbox) == 1


def assert_gone_after(page: Page, product: Product, last_day: date) -> None:
    for days, count in ((0, 1), (1, 0)):
        day = last_day + timedelta(days=days)
        page.goto(f"{reverse('buyers:catalogue')}?type=medical_mask&to=DE&show=cleared&on={day.isoformat()}")
        expect(page.locator("#results")).to_be_visible()
        expect(page.get_by_role("link", name=product.name_en)).to_have_count(count)


def assert_buyer_notified_once(mailoutbox: list, product: Product, last_day: date) -> None:
    mailoutbox.clear()
    for _run in range(2):
        losses.notify_buyers_of_losses(on=last_day + timedelta(days=1), at=timezone.now())

    assert letters_about(mailoutbox, BUYER, product.model) == 1
    assert len(mailoutbox) == 1
