import pytest
from django.core.mail import EmailMessage, EmailMultiAlternatives, send_mail

from kpmarket.foundation.outbox.backend import CannotBeStored
from kpmarket.foundation.outbox.models import Letter

pytestmark = pytest.mark.django_db


def test_what_a_library_sends_waits_in_the_outbox():
    message = EmailMultiAlternatives("Code\x0bBcc : x", "Your code", to=["ann@example.org", "eve@example.org"])
    message.attach_alternative("<p>Your code</p>", "text/html")

    assert message.send() == 1

    rows = list(Letter.objects.order_by("address"))
    assert [row.address for row in rows] == ["ann@example.org", "eve@example.org"]
    assert {(row.subject, row.text, row.html) for row in rows} == {("Code Bcc : x", "Your code", "<p>Your code</p>")}
    assert len({row.message_id for row in rows}) == 2


def test_a_letter_without_html_has_none():
    send_mail("Subject", "Text", None, ["ann@example.org"])

    assert Letter.objects.get().html == ""


@pytest.mark.parametrize("field", ["cc", "bcc", "reply_to"])
def test_copies_are_refused_rather_than_forgotten(field):
    with pytest.raises(CannotBeStored):
        EmailMessage("Subject", "Text", to=["ann@example.org"], **{field: ["eve@example.org"]}).send()


def test_attachments_are_refused_rather_than_forgotten():
    message = EmailMessage("Subject", "Text", to=["ann@example.org"])
    message.attach("a.txt", "text", "text/plain")

    with pytest.raises(CannotBeStored):
        message.send()
