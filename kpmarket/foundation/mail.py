"""One way to send a letter: text and HTML from templates, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils import translation


class Recipient(Protocol):
    """Whoever a letter goes to: a person with an address and a language."""

    email: str
    language: str


def send(name: str, to: Recipient | str, context: Mapping[str, Any], *, key: str = "") -> None:
    """Send the letter ``mail/<name>``: the first line of its text template is the subject, the rest the letter.

    A letter to a person is in that person's language; one to a bare address is in the language in force.
    With a ``key`` the Message-ID is always the same: where a letter is posted again after a crash, mail systems see one.
    """
    address, language = (to, translation.get_language()) if isinstance(to, str) else (to.email, to.language)
    with translation.override(language):
        facts = {"site_url": settings.SITE_URL, "recipient": to, **context}
        subject, _, body = render_to_string(f"mail/{name}.txt", facts).strip().partition("\n")
        headers = {"Message-ID": f"<{key}@{urlsplit(settings.SITE_URL).hostname}>"} if key else None
        letter = EmailMultiAlternatives(subject.strip(), body.strip(), to=[address], headers=headers)
        letter.attach_alternative(
            render_to_string(f"mail/{name}.html", {"subject": subject.strip(), **facts}), "text/html"
        )
    letter.send()
