"""Coming in, and making sure that nobody else does, in a real browser."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.browser import world as small
from tests.browser.steps import code_in
from tests.factories import PASSWORD, UserFactory

pytestmark = pytest.mark.browser
NEW_PASSWORD = "quite another long one"
AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def localhost(live_server, settings):
    """The same server by name: passkeys belong to a name, not to a number."""
    settings.SITE_URL = live_server.url.replace("127.0.0.1", "localhost")
    return settings.SITE_URL


@pytest.fixture
def person(transactional_db):
    user = UserFactory(email="kim@example.org")
    user.set_password(PASSWORD)
    user.save()
    small.confirm(user)
    return user


def sign_in(page: Page, password: str = PASSWORD) -> None:
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill("kim@example.org")
    page.locator("[name=password]").fill(password)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: not url.endswith(reverse("account_login")))


def sign_out(page: Page) -> None:
    page.goto(reverse("account_logout"))
    page.locator("main").get_by_role("button", name="Sign out").click()
    page.wait_for_url(lambda url: not url.endswith(reverse("account_logout")))


def plug_in_authenticator(page: Page) -> None:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


def add_passkey(page: Page) -> list[str]:
    """Add a passkey, for which the password is asked again; the recovery codes that come with the first one."""
    page.goto(reverse("mfa_add_webauthn"))
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    page.locator("[name=name]").fill("My laptop")
    page.get_by_label("Sign in without a password").check()
    page.get_by_role("button", name="Add", exact=True).click()
    codes = page.get_by_label("Unused codes").input_value().split()
    with page.expect_download() as saved:
        page.get_by_role("link", name="Save as a file").click()
    assert saved.value.path().read_text().split() == codes
    page.get_by_label("I have kept my recovery codes").check()
    return codes


def test_a_passkey_signs_in_alone_and_a_recovery_code_once(visitors, person, localhost):
    visitors.site = localhost
    page = visitors.arrive(person)
    plug_in_authenticator(page)
    codes = add_passkey(page)
    assert len(set(codes)) == 10
    page.goto(reverse("mfa_view_recovery_codes"))
    expect(page.get_by_label("Unused codes")).to_have_count(0)

    sign_out(page)
    page.goto(f"{reverse('account_login')}?next={reverse('accounts:notices')}")
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page).to_have_url(localhost + reverse("accounts:notices"))

    for said in ("You are signed in as", "That code is not right."):
        sign_out(page)
        sign_in(page)
        page.locator("[name=code]").fill(codes[0])
        page.get_by_role("button", name="Sign in", exact=True).click()
        expect(page.locator("main")).to_contain_text(said)


def test_a_new_password_comes_by_a_code_and_other_sessions_end_on_request(visitors, person, mailoutbox):
    elsewhere = visitors.arrive(person)
    page = visitors.arrive()
    page.goto(reverse("account_reset_password"))
    page.locator("[name=email]").fill(person.email)
    page.get_by_role("button", name="Send me the code").click()
    page.locator("[name=code]").fill("WRON-GONE")
    page.get_by_role("button", name="Confirm").click()
    expect(page.locator("main")).to_contain_text("That code is not right.")
    page.locator("[name=code]").fill(code_in(mailoutbox, person.email))
    page.get_by_role("button", name="Confirm").click()
    page.locator("[name=password1]").fill(NEW_PASSWORD)
    page.locator("[name=password2]").fill(NEW_PASSWORD)
    page.get_by_role("button", name="Change your password").click()
    page.locator("main").get_by_role("link", name="Sign in").click()
    elsewhere.goto(reverse("accounts:notices"))
    expect(elsewhere).to_have_url(f"{visitors.site}{reverse('account_login')}?next={reverse('accounts:notices')}")

    sign_in(elsewhere, NEW_PASSWORD)
    elsewhere.wait_for_url(lambda url: "/account/" not in url)
    sign_in(page, NEW_PASSWORD)
    page.goto(reverse("usersessions_list"))
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.get_by_text("You are signed in nowhere else.")).to_be_visible()
    elsewhere.goto(reverse("accounts:notices"))
    expect(elsewhere.locator("[name=login]")).to_be_visible()
