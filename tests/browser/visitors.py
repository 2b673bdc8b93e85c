"""People in front of the site, each in a window of their own, and what went wrong in their windows."""

import re

from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page

SAID_NO = re.compile(r"status of 422 ")
"""A form that says no answers 422, and Chromium prints that: it is no error of the page."""

LEFT = re.compile(r"^htmx:(afterRequest|sendError|sendAbort)\b")
"""Somebody left a page while it was asking for something by itself; an answer with an error is printed with it."""


class Visitors:
    """Opens windows on one site and keeps a list of what their consoles complained about."""

    def __init__(self, browser: Browser, site: str) -> None:
        self.browser, self.site = browser, site
        self.troubles: list[str] = []
        self.contexts = []

    def arrive(self, user=None, *, width: int = 1440, scripts: bool = True, **facts) -> Page:
        """A new window; of a person who is signed in already, where one is named."""
        context = self.browser.new_context(
            base_url=self.site,
            viewport={"width": width, "height": 900},
            locale="en-GB",
            timezone_id="Europe/Berlin",
            java_script_enabled=scripts,
            **facts,
        )
        context.set_default_timeout(45_000)
        context.on("console", self._hear)
        context.on("weberror", lambda error: self.troubles.append(f"{error.page and error.page.url}: {error.error}"))
        self.contexts.append(context)
        if user is not None:
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session_of(user), "url": self.site}])
        return context.new_page()

    def close(self) -> None:
        for context in self.contexts:
            context.close()

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not SAID_NO.search(message.text) and not LEFT.search(message.text):
            self.troubles.append(f"{message.page and message.page.url}: {message.text}")


def session_of(user) -> str:
    """The key of a session in which this person is signed in."""
    client = Client()
    client.force_login(user)
    return client.cookies[settings.SESSION_COOKIE_NAME].value
