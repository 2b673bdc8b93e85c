"""One way to write a letter: text and HTML from templates, in the reader's language."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, NamedTuple, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.html import escape

from kpmarket.foundation.outbox.models import Letter
from kpmarket.foundation.text.one_line import one_line

MARK = re.compile("\ue000(\\w+)\ue001")


class Recipient(Protocol):
    """Whoever a letter goes to: a person with an address and a language."""

    email: str
    language: str


class Pattern(NamedTuple):
    """A letter rendered in one language, with marks where facts that are text go: many like it differ in those alone."""

    text: str
    """The first line is the subject."""
    html: str


def compose(name: str, to: Recipient | str, context: Mapping[str, Any], *, key: str) -> Letter:
    """The letter ``mail/<name>``, not saved yet: the first line of its text template is the subject, the rest the letter.

    A letter to a person is in that person's language; one to a bare address is in the language in force. ``key`` names
    the cause: of two letters with the same key only one can be saved.
    """
    address, language = (to, translation.get_language()) if isinstance(to, str) else (to.email, to.language)
    pattern = render_pattern(name, {"recipient": to, **context}, language=language)
    return fill(pattern, address, {}, key=key)


def mark(name: str) -> str:
    """What stands in a pattern for the fact of that name: characters for private use, which no template changes."""
    return f"\ue000{name}\ue001"


def render_pattern(name: str, context: Mapping[str, Any], *, language: str | None) -> Pattern:
    """The letter ``mail/<name>`` with the marks that ``context`` gives in place of facts."""
    facts = {"site_url": settings.SITE_URL, "subject": mark("subject"), **context}
    with translation.override(language):
        text, html = (render_to_string(f"mail/{name}.{kind}", facts) for kind in ("txt", "html"))
    return Pattern(text.strip(), html)


def fill(pattern: Pattern, address: str, facts: Mapping[str, str], *, key: str) -> Letter:
    """The letter with these facts in place of their marks, escaped in the HTML. It is not saved yet."""
    first_line, _, text = pattern.text.partition("\n")
    subject = one_line(_put_in(first_line, facts))
    safe = {name: escape(fact) for name, fact in {**facts, "subject": subject}.items()}
    return make_letter(address, subject, _put_in(text, facts).strip(), _put_in(pattern.html, safe), key=key)


def make_letter(address: str, subject: str, text: str, html: str, *, key: str) -> Letter:
    """A letter as the outbox keeps it. Every subject passes here, whoever wrote the text in it."""
    host = urlsplit(settings.SITE_URL).hostname
    return Letter(
        key=key, message_id=f"<{key}@{host}>", address=address, subject=one_line(subject), text=text, html=html
    )


def _put_in(text: str, facts: Mapping[str, str]) -> str:
    return MARK.sub(lambda found: facts.get(found[1], found[0]), text)
