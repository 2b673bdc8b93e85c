"""Dropping documents in a real browser: each file by itself, and what happens when tabs or sessions get in the way."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from suppliers.models import Certificate, CertificateFile
from tests.browser import world as small
from tests.suppliers.documents import sample_files

pytestmark = [pytest.mark.browser, pytest.mark.once]


@pytest.fixture
def world(law, site):
    return small.build()


@pytest.fixture
def documents_page(world):
    return reverse("suppliers:certificates", args=[world.supplier.pk])


def pdf(name: str, content: bytes | None = None) -> dict:
    return {"name": name, "mimeType": "application/pdf", "buffer": sample_files.pdf() if content is None else content}


AT_ONCE = 2
"""As many as `dropzone.js` sends next to each other."""


def test_each_file_has_its_own_bar_two_are_under_way_at_a_time_and_a_bad_one_spoils_nothing(
    world, visitors, documents_page
):
    page = visitors.arrive(world.member)
    held_back, go_on = [], []
    page.route("**/certificates/upload/", lambda route: route.continue_() if go_on else held_back.append(route))
    page.goto(documents_page)

    files = [pdf("first.pdf"), pdf("program.pdf", sample_files.EXECUTABLE), pdf("second.pdf", sample_files.pdf(2))]
    page.locator("#dropzone-input").set_input_files(files)
    expect(page.locator("#dropzone progress")).to_have_count(3)
    expect(page.get_by_role("progressbar", name="program.pdf")).to_be_visible()
    assert len(held_back) == AT_ONCE
    go_on.append(True)
    for route in held_back:
        route.continue_()

    rows = page.locator("#dropzone .file")
    expect(rows.filter(has_text="first.pdf").get_by_role("link", name="Fill in its fields")).to_be_visible()
    expect(rows.filter(has_text="second.pdf").get_by_role("link", name="Fill in its fields")).to_be_visible()
    expect(rows.filter(has_text="program.pdf")).to_contain_text("This file is called .pdf but is not a PDF")
    for file in files:
        expect(page.get_by_role("progressbar", name=file["name"], exact=True)).to_have_count(0)
    kept = CertificateFile.objects.filter(certificate__status="draft").exclude(certificate=world.draft)
    assert sorted(kept.values_list("original_name", flat=True)) == ["first.pdf", "second.pdf"]


def test_three_tabs_submit_two_of_them_at_once_and_it_is_submitted_once(world, visitors):
    first = visitors.arrive(world.member)
    tabs = [first, first.context.new_page(), first.context.new_page()]
    for tab in tabs:
        tab.goto(world.draft.get_absolute_url())
        tab.get_by_label("The document names no last day").check()
    *at_once, late = [tab.get_by_role("button", name="Submit for review") for tab in tabs]

    for button in at_once:
        button.click(no_wait_after=True)
    for button in at_once:
        expect(button).to_have_count(0)
    late.click()

    expect(
        tabs[-1].get_by_text("This certificate was submitted in the meantime, perhaps in another tab.")
    ).to_be_visible()
    world.draft.refresh_from_db()
    assert world.draft.status == Certificate.Status.SUBMITTED
    assert list(world.draft.history.values_list("after", flat=True)) == ["submitted"]


def test_a_file_dropped_after_the_session_ended_says_so(world, visitors, documents_page):
    page = visitors.arrive(world.member)
    page.goto(documents_page)
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    before = CertificateFile.objects.count()

    page.locator("#dropzone-input").set_input_files([pdf("late.pdf")])

    expect(page.locator("#dropzone .file")).to_contain_text("You have been signed out.")
    assert CertificateFile.objects.count() == before
