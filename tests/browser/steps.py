"""What people do on the site in several tests, with the site's own forms."""

import re
import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories import PASSWORD

CODE = re.compile(r"^\s*([A-Z0-9]{3,4}-?[A-Z0-9]{3,4})\s*$", re.MULTILINE)
SECONDS_OF_A_CODE = 30


def sign_up(page: Page, mailoutbox: list, *, email: str, name: str, purpose: str) -> None:
    """Open an account and confirm the address with the code in the letter."""
    page.goto(reverse("account_signup"))
    page.locator("[name=email]").fill(email)
    page.locator("[name=password1]").fill(PASSWORD)
    page.locator("[name=name]").fill(name)
    page.get_by_label(purpose).check()
    page.get_by_role("button", name="Create an account").click()
    page.locator("[name=code]").fill(code_in(mailoutbox, email))
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url(lambda url: "/account/" not in url)


def code_in(mailoutbox: list, email: str) -> str:
    """The code in the letter that went to that address last."""
    letter = next(letter for letter in reversed(mailoutbox) if letter.to == [email])
    found = CODE.search(letter.body)
    assert found, letter.body
    return found[1]


def sign_in_with_second_factor(page: Page, email: str, secret: str) -> None:
    """Password first, then the six digits that the authenticator shows now."""
    page.goto(reverse("account_login"))
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.locator("[name=code]").fill(format_hotp_value(hotp_value(secret, int(time.time()) // SECONDS_OF_A_CODE)))
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url(lambda url: "/account/" not in url)


def answer_checklist(page: Page) -> None:
    """Yes to every question, with a note where one is asked for; a company has no list."""
    for question in page.locator(".desk-check").all():
        question.get_by_label("Yes", exact=True).check()
        if question.locator("details[open]").count():
            question.get_by_label("Note").fill("Compared with page 1.")
    if page.locator("[name=checked]").count():
        page.locator("[name=checked]").check()


def approve_next_case(page: Page) -> None:
    """Take the first case of the queue and say yes."""
    page.goto(reverse("admin:audits_queue_changelist"))
    page.get_by_role("button", name="Take the next case").click()
    page.get_by_role("button", name="I have no interest in this company").click()
    page.locator(".desk-bar [data-choose=approved]").click()
    answer_checklist(page)
    page.get_by_role("button", name="Decide").click()
    expect(page.get_by_text("is decided and logged")).to_be_visible()
