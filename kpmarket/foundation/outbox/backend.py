"""Django's way of sending mail, for libraries that use it: what they send becomes letters in the outbox."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from uuid import uuid4

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.outbox.models import Letter
from kpmarket.foundation.outbox.writing import write


class CannotBeStored(ValueError):
    """Copies, answers to elsewhere and attachments have no place in the outbox."""


class EmailBackend(BaseEmailBackend):
    """Writes a letter for each receiver; the worker hands it over."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        letters = [list(letters_of(message)) for message in email_messages]
        write((letter for of_one in letters for letter in of_one), at=timezone.now())
        return sum(bool(of_one) for of_one in letters)


def letters_of(message: EmailMessage) -> Iterator[Letter]:
    """The letters that stand for this message. Raises CannotBeStored."""
    if message.cc or message.bcc or message.reply_to or message.attachments:
        raise CannotBeStored
    forms = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    html = next((str(content) for content, kind in forms if kind == "text/html"), "")
    for address in message.to:
        yield make_letter(address, str(message.subject), str(message.body), html, key=f"mail-{uuid4().hex}")
