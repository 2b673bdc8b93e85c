"""One way to write a letter: text and HTML from templates, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation

from kpmarket.foundation.outbox.models import Letter
from kpmarket.foundation.text.one_line import one_line


class Recipient(Protocol):
    """Whoever a letter goes to: a person with an address and a language."""

    email: str
    language: str


def compose(name: str, to: Recipient | str, context: Mapping[str, Any], *, key: str) -> Letter:
    """The letter ``mail/<name>``, not saved yet: the first line of its text template is the subject, the rest the letter.

    A letter to a person is in that person's language; one to a bare address is in the language in force. ``key`` names
    the cause: of two letters with the same key only one can be saved.
    """
    address, language = (to, translation.get_language()) if isinstance(to, str) else (to.email, to.language)
    with translation.override(language):
        facts = {"site_url": settings.SITE_URL, "recipient": to, **context}
        first_line, _, text = render_to_string(f"mail/{name}.txt", facts).strip().partition("\n")
        subject = one_line(first_line)
        html = render_to_string(f"mail/{name}.html", {"subject": subject, **facts})
    return make_letter(address, subject, text.strip(), html, key=key)


def make_letter(address: str, subject: str, text: str, html: str, *, key: str) -> Letter:
    """A letter as the outbox keeps it. Every subject passes here, whoever wrote the text in it."""
    host = urlsplit(settings.SITE_URL).hostname
    return Letter(
        key=key, message_id=f"<{key}@{host}>", address=address, subject=one_line(subject), text=text, html=html
    )
