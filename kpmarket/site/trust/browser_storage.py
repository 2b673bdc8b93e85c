"""What the site keeps in a browser, under the names that the settings give."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from buyers.catalogue.destination import COOKIE as DESTINATION

UNTIL_CLOSED = _("until you close the browser")
UNTIL_SIGNED_IN = _("until you are signed in again, or close the tab")


@dataclass(frozen=True)
class Stored:
    """One thing in the browser; without ``days`` it goes as ``until`` says."""

    name: str
    what_for: str | Promise
    days: int = 0
    until: str | Promise = ""

    @property
    def how_long(self) -> str:
        return (
            ngettext("%(days)s day", "%(days)s days", self.days) % {"days": self.days} if self.days else str(self.until)
        )


def stored_in_browser() -> list[Stored]:
    """Cookies first, then what stays in the browser and is never sent."""
    session, csrf = (
        timedelta(seconds=seconds).days for seconds in (settings.SESSION_COOKIE_AGE, settings.CSRF_COOKIE_AGE)
    )
    return [
        Stored(settings.SESSION_COOKIE_NAME, _("Keeps you signed in."), session),
        Stored(settings.CSRF_COOKIE_NAME, _("Makes sure that a form came from our own page."), csrf),
        Stored(settings.LANGUAGE_COOKIE_NAME, _("The language that you chose."), until=UNTIL_CLOSED),
        Stored(DESTINATION, _("The destination that you chose."), session),
        Stored("theme", _("Light or dark, where you chose."), 365),
        Stored(
            "unsent", _("What you typed when your session had ended; it stays in your browser."), until=UNTIL_SIGNED_IN
        ),
    ]
