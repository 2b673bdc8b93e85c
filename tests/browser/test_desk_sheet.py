"""The sheet of a decision at the desk: opened from the bar, it shows the letter; what was typed outlives the session."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from audits.models import Decision
from tests.browser import world as small
from tests.factories import PASSWORD

pytestmark = pytest.mark.browser
WORDS = "SGS Ghent wrote on 27 November that it never issued this number."


def test_words_typed_at_the_desk_stand_there_again_after_signing_in(law, visitors, settings):
    settings.EASE_SECOND_FACTOR = True
    world = small.build()
    auditor = world.auditor
    auditor.set_password(PASSWORD)
    auditor.save()
    small.confirm(auditor)
    page = visitors.arrive(auditor)
    page.goto(reverse("admin:audits_certificatecase_change", args=[world.case.pk]))
    page.get_by_role("button", name="I have no interest in this company").click()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("x")
    page.get_by_label("Note to the supplier").fill(WORDS)
    page.get_by_label("The issuing body says that it did not issue this document.").check()
    expect(page.locator("#preview-decision pre")).to_contain_text(WORDS)

    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)
    page.get_by_role("button", name="Decide Ctrl").click()
    page.locator("[name=login]").fill(auditor.email)
    page.locator("[name=password]").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()

    expect(page.get_by_text("What you typed stands here again")).to_be_visible()
    expect(page.get_by_label("Note to the supplier")).to_have_value(WORDS)
    assert not Decision.objects.filter(certificate=world.case).exists()
