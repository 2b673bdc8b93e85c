"""A real Chromium in front of the real server: every page is watched for errors while a test clicks through it."""

import os
import shutil

import pytest
from django.core.cache import cache
from django.utils import timezone
from playwright.sync_api import expect, sync_playwright

from audits.law.current import load_rulebook
from buyers.catalogue import reference
from tests.browser.clock import Clock
from tests.browser.visitors import Visitors
from tests.factories import CountryFactory

os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright keeps an event loop in the thread of the test

expect.set_options(timeout=45_000)

PROGRAMS = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--force-prefers-reduced-motion"]


def chromium() -> str | None:
    """Where the browser is: CHROMIUM names one, else the first that the system has."""
    return os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, PROGRAMS)), None)


@pytest.fixture(scope="session")
def browser():
    """One Chromium for all tests; each visitor has cookies of their own."""
    program = chromium()
    if program is None:
        word = "No Chromium here: apt install chromium, or name one in CHROMIUM."
        if os.environ.get("REQUIRE_BROWSER") == "1":
            pytest.fail(word)
        pytest.skip(word)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def site(browser, live_server, settings):
    """The address of a server that starts with nothing remembered."""
    settings.SITE_URL = live_server.url
    cache.clear()
    reference.forget()
    yield live_server.url
    reference.forget()


@pytest.fixture
def clock(monkeypatch):
    """The time of the test, which it moves itself."""
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def monday_site(clock, site, settings):
    """The site on that Monday; the desk asks for no second factor, which other tests show."""
    settings.EASE_SECOND_FACTOR = True
    settings.SESSION_COOKIE_AGE = 400 * 24 * 60 * 60
    CountryFactory(code="DE")
    return site


@pytest.fixture
def visitors(browser, site):
    """Opens windows for people; a page that broke on its way fails the test."""
    opened = Visitors(browser, site)
    yield opened
    opened.close()
    assert opened.troubles == []


@pytest.fixture
def law(browser, transactional_db):
    """The rulebook that ships."""
    return load_rulebook(by=None, at=timezone.now())
