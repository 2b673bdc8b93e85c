"""A session that ends while somebody types: nothing of it is lost, and nobody else sees it."""

import pytest
from django.conf import settings
from playwright.sync_api import expect

from tests.browser import world as small
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser
NOTICE = "What you typed stands here again"


@pytest.fixture
def world(law, site):
    return small.build()


@pytest.fixture
def form(world, visitors):
    """The draft's page with words typed, after the session had ended."""
    for person in (world.member, world.buyer):
        person.set_password(PASSWORD)
        person.save()
        small.confirm(person)
    page = visitors.arrive(world.member)
    page.goto(world.draft.get_absolute_url())
    page.get_by_label("Number", exact=True).fill("QM 26-12345")
    page.get_by_label("The document names no last day").check()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Save draft").click()
    return page


def sign_in(page, person):
    page.locator("[name=login]").fill(person.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def test_what_was_typed_stands_there_again_after_signing_in_and_can_be_saved(world, visitors, form):
    sign_in(form, world.member)

    expect(form).to_have_url(f"{visitors.site}{world.draft.get_absolute_url()}")
    expect(form.get_by_text(NOTICE)).to_be_visible()
    expect(form.get_by_label("Number", exact=True)).to_have_value("QM 26-12345")
    expect(form.get_by_label("The document names no last day")).to_be_checked()

    form.get_by_role("button", name="Save draft").click()
    expect(form.get_by_text(NOTICE)).to_have_count(0)
    world.draft.refresh_from_db()
    assert world.draft.number == "QM 26-12345"


def test_it_comes_back_once(world, form):
    sign_in(form, world.member)
    expect(form.get_by_text(NOTICE)).to_be_visible()
    form.on("dialog", lambda dialog: dialog.accept())

    form.reload()

    expect(form.get_by_text(NOTICE)).to_have_count(0)


def test_another_person_who_signs_in_on_that_tab_finds_nothing_of_it(world, visitors, form):
    form.goto("/account/login/")
    sign_in(form, world.buyer)
    expect(form.locator("body[data-person]")).to_be_visible()

    assert form.evaluate("sessionStorage.getItem('unsent')") is None
