"""A document is dropped, read, proposed, corrected and submitted; the person has the last word."""

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from suppliers.documents.reading import Box
from suppliers.models import Certificate, CertificateFile, CertificateReading, CertificateType
from suppliers.readings import jobs
from tests.browser import world as small
from tests.factories import MembershipFactory

pytestmark = pytest.mark.browser
NUMBER = "QM 26 1234567"


@pytest.fixture
def member(law, site):
    return MembershipFactory().user


@pytest.fixture
def company(member):
    return member.suppliers.get()


@pytest.fixture
def product(company, member):
    return small.mask_of(company, member)


@pytest.fixture
def document(company, product):
    kind = CertificateType.objects.get(pk="iso13485")
    until = timezone.localdate().replace(month=12, day=31)
    content = small.specimen(kind, company, product, number=NUMBER, until=until)
    return {"name": "iso13485.pdf", "mimeType": "application/pdf", "buffer": content}


def drop_on_the_list(page, company, document):
    page.goto(reverse("suppliers:certificates", args=[company.pk]))
    page.locator("#dropzone-input").set_input_files(document)
    expect(page.locator("#dropzone .file--taken")).to_be_visible()
    return CertificateFile.objects.latest("pk")


def read_now(file):
    """What the worker does when it claims the file."""
    assert jobs.read_file(file.pk, clock=timezone.now) == CertificateReading.State.DONE


def is_inside(page, inner, outer):
    one, other = page.locator(inner).bounding_box(), page.locator(outer).bounding_box()
    return (
        other["x"] <= one["x"]
        and one["x"] + one["width"] <= other["x"] + other["width"]
        and other["y"] <= one["y"]
        and one["y"] + one["height"] <= other["y"] + other["height"]
    )


def test_from_the_upload_to_the_submission(visitors, member, company, product, document):
    page = visitors.arrive(member)
    file = drop_on_the_list(page, company, document)
    expect(page.get_by_text("Waiting to be read.")).to_be_visible()
    read_now(file)
    expect(page.locator("#dropzone .reading__end")).to_contain_text("fields were recognised")
    assert page.locator("main [hx-trigger*='delay:']").count() == 0

    page.get_by_role("link", name="Fill in its fields").click()
    expect(page.get_by_label("Number", exact=True)).to_have_value(NUMBER)
    expect(page.locator("[name=certificate_type]")).to_have_value("iso13485")
    expect(page.locator("#read_number")).to_contain_text("Page 1")
    page.get_by_label("Number", exact=True).focus()
    assert page.locator("[data-box].is-current").get_attribute("data-box") == "number"
    assert is_inside(page, "[data-box=number] rect", ".viewer__stage")

    page.get_by_label("Issuing body", exact=True).fill("Nordlys Zertifizierung GmbH")
    page.get_by_label(product.name_en).check()
    page.get_by_label("Valid until", exact=True).focus()
    expect(page.locator(".point", has_text="Issuing body")).to_contain_text("You entered “Nordlys Zertifizierung GmbH”")
    page.get_by_role("button", name="Submit for review").click()

    expect(page.get_by_text("Submitted. We review documents")).to_be_visible()
    certificate = file.certificate
    certificate.refresh_from_db()
    assert (certificate.status, certificate.number) == (Certificate.Status.SUBMITTED, NUMBER)
    choices = dict(certificate.field_decisions.values_list("field", "choice"))
    assert (choices["number"], choices["issuer"]) == ("confirmed", "corrected")


def test_stages_are_reported_and_a_form_that_nobody_touched_fills_itself(visitors, member, company, document):
    file = drop_on_the_list(visitors.arrive(member), company, document)
    page = visitors.arrive(member, width=360)
    page.goto(file.certificate.get_absolute_url())
    over = [{"name": name, "outcome": "done", "reason": "", "seconds": 0.1} for name in ("pages", "text-layer")]
    job = CertificateReading.objects.filter(file=file)

    job.update(state="reading", started_at=timezone.now(), stages=over)
    expect(page.locator(".reading__now")).to_have_text("Looking at how it is built")
    shown, whole = page.get_by_role("progressbar", name="Reading the document").evaluate("one => [one.value, one.max]")
    assert 0 < shown < whole / 2, "the long stages are still to come"
    job.update(state="waiting", started_at=None, stages=[])
    read_now(file)

    expect(page.get_by_label("Number", exact=True)).to_have_value(NUMBER)
    expect(page.get_by_text("Filled in from the document")).to_be_visible()
    expect(page.locator("[data-field=number] .read-crop")).to_be_visible()
    expect(page.locator(".point", has_text="Number").first).to_contain_text(
        "As read on page 1; nothing else confirms it."
    )
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_what_somebody_is_typing_is_kept_when_the_reading_ends(visitors, member, company, document):
    file = drop_on_the_list(visitors.arrive(member), company, document)
    page = visitors.arrive(member)
    page.goto(file.certificate.get_absolute_url())
    page.get_by_label("Number", exact=True).fill("BY-HAND-1")
    page.get_by_label("Scope").fill("Sterile masks")

    read_now(file)
    offer = page.get_by_role("button", name="Fill in what was read; what you entered stays")
    expect(offer).to_be_visible()
    expect(page.locator("[name=certificate_type]")).to_have_value("")
    offer.click()

    expect(page.locator("[name=certificate_type]")).to_have_value("iso13485")
    expect(page.get_by_label("Number", exact=True)).to_have_value("BY-HAND-1")
    expect(page.get_by_label("Scope")).to_have_value("Sterile masks")
    expect(page.locator("#read_number")).to_contain_text(f"seems to say “{NUMBER}”")
    page.locator("#read_number").get_by_role("button", name="Use this").click()
    expect(page.get_by_label("Number", exact=True)).to_have_value(NUMBER)


def test_what_is_typed_while_the_answer_is_on_its_way_is_kept(visitors, member, company, document):
    file = drop_on_the_list(visitors.arrive(member), company, document)
    page = visitors.arrive(member)
    page.goto(file.certificate.get_absolute_url())
    held = []
    page.route("**/certificates/*/?*", lambda route: held.append(route) if len(held) < 2 else route.continue_())

    with page.expect_request("**/certificates/*/?*"):
        read_now(file)
    page.get_by_label("Number", exact=True).fill("BY-HAND-1")
    held[0].continue_()

    with page.expect_request("**/certificates/*/?*"):
        page.get_by_role("button", name="Fill in what was read; what you entered stays").click()
    page.get_by_label("Issuing body", exact=True).fill("Nordlys")
    held[1].continue_()
    expect(page.locator("[name=certificate_type]")).to_have_value("iso13485")
    expect(page.get_by_placeholder("Search the types: country, kind of document")).to_be_visible()
    expect(page.get_by_label("Number", exact=True)).to_have_value("BY-HAND-1")
    expect(page.get_by_label("Issuing body", exact=True)).to_have_value("Nordlys")


def test_a_click_on_a_place_leads_to_its_field(visitors, member, company, document):
    file = drop_on_the_list(visitors.arrive(member), company, document)
    read_now(file)
    page = visitors.arrive(member)
    page.goto(file.certificate.get_absolute_url())

    page.locator("[data-box=number] rect").click()

    expect(page.get_by_label("Number", exact=True)).to_be_focused()


def test_with_scripts_off_the_page_says_how_to_look_again_and_then_fills_the_form(visitors, member, company, document):
    file = drop_on_the_list(visitors.arrive(member), company, document)
    page = visitors.arrive(member, scripts=False)
    page.goto(file.certificate.get_absolute_url())

    expect(page.get_by_text("This page does not follow by itself in your browser.")).to_be_visible()
    read_now(file)
    page.get_by_role("link", name="Look again").click()

    expect(page.get_by_label("Number", exact=True)).to_have_value(NUMBER)
    assert is_inside(page, "[data-box=number] rect", ".viewer__leaf >> nth=0")
    box = CertificateReading.objects.get(file=file).proposals.best("number").box
    assert isinstance(box, Box)
