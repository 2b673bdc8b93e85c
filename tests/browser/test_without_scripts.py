"""With scripts off the site still does its work, a page at a time."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser import world as small
from tests.factories import PASSWORD, UserFactory
from tests.suppliers.documents import sample_files

pytestmark = pytest.mark.browser


@pytest.fixture
def world(law, site):
    return small.build()


def test_filters_narrow_the_catalogue(world, visitors):
    page = visitors.arrive(scripts=False)

    page.goto(reverse("buyers:destination"))
    page.locator("#to").select_option("DE")
    page.get_by_role("button", name="Use this destination").click()
    expect(page.get_by_role("link", name=world.product.name_en)).to_be_visible()
    page.locator("#id_q").fill("no such thing")
    page.get_by_role("button", name="Apply").first.click()

    expect(page.get_by_text("Where to go from here")).to_be_visible()
    assert "q=no+such+thing" in page.url
    open_filters(page)
    page.get_by_role("link", name="Clear all").click()
    expect(page.get_by_role("link", name=world.product.name_en)).to_be_visible()


def open_filters(page) -> None:
    if not page.get_by_role("link", name="Clear all").is_visible():
        page.get_by_text("Filters", exact=True).click()


def test_two_files_go_up_at_once(world, visitors):
    page = visitors.arrive(world.member, scripts=False)
    files = [
        {"name": "licence.pdf", "mimeType": "application/pdf", "buffer": sample_files.pdf()},
        {"name": "scan.png", "mimeType": "image/png", "buffer": sample_files.picture("PNG")},
    ]

    page.goto(reverse("suppliers:certificates", args=[world.supplier.pk]))
    page.locator("#dropzone-input").set_input_files(files)
    page.get_by_role("button", name="Upload").click()

    expect(page.get_by_text("licence.pdf: taken.")).to_be_visible()
    expect(page.get_by_text("scan.png: taken.")).to_be_visible()
    drafts = world.supplier.certificates.filter(status="draft").exclude(pk=world.draft.pk)
    assert sorted(drafts.values_list("files__original_name", flat=True)) == ["licence.pdf", "scan.png"]


def test_a_person_signs_in(site, visitors):
    person = UserFactory(password=PASSWORD)
    small.confirm(person)
    page = visitors.arrive(scripts=False)

    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.goto(reverse("accounts:notices"))

    expect(page).to_have_url(f"{visitors.site}{reverse('accounts:notices')}")
