"""What each page is called, and its one sentence for search engines."""

from __future__ import annotations

from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class Page(StrEnum):
    """The pages, by the name of their template."""

    ABOUT = "about"
    CONTACT = "contact"
    TERMS = "terms"
    COOKIES = "cookies"
    ACCESSIBILITY = "accessibility"
    COMPLAINTS = "complaints"
    WORDS = "words"


TITLES = {
    Page.ABOUT: (_("Who we are"), _("Who runs this site, who judges the documents, and what we do not do.")),
    Page.CONTACT: (_("Contact"), _("Where to write about the site, a supplier, a document or your data.")),
    Page.TERMS: (
        _("Terms of use"),
        _("What our answers are, what they are not, and what we ask of those who use them."),
    ),
    Page.COOKIES: (_("Cookies"), _("Everything that this site keeps in your browser, and for how long.")),
    Page.ACCESSIBILITY: (
        _("Accessibility"),
        _("How far this site meets WCAG 2.2 AA, what is missing, and whom to tell."),
    ),
    Page.COMPLAINTS: (_("Complaints"), _("What to do if you think that a decision, an answer or a document is wrong.")),
    Page.WORDS: (
        _("What our words mean"),
        _("Each state, level, confidence and outcome of a check: what it says and what it does not."),
    ),
}
