"""One way to send a letter."""

import pytest

from kpmarket.foundation import mail
from suppliers.models import Invitation
from tests.factories import MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def facts():
    member = MembershipFactory(supplier__name_en="Lanhe", supplier__name_zh="蓝禾")
    invitation = Invitation.objects.create(supplier=member.supplier, email="guest@example.org", invited_by=member.user)
    return {"invitation": invitation, "action_url": "http://localhost:8000/x/", "action_label": "Open"}


def test_a_letter_has_a_subject_a_text_and_the_same_in_html(facts, mailoutbox):
    mail.send("suppliers/invitation", "guest@example.org", facts)

    (letter,) = mailoutbox
    (html, kind) = letter.alternatives[0]
    assert letter.to == ["guest@example.org"]
    assert letter.subject == "Invitation to act for Lanhe"
    assert [text.count("http://localhost:8000/x/") >= 1 for text in (letter.body, html)] == [True, True]
    assert kind == "text/html"


def test_a_person_reads_the_letter_in_their_own_language(facts, mailoutbox):
    mail.send("suppliers/invitation", UserFactory(language="zh-hans"), facts)

    assert "蓝禾" in mailoutbox[0].subject


def test_a_letter_posted_again_carries_the_same_message_id(facts, mailoutbox):
    for _ in range(2):
        mail.send("suppliers/invitation", "guest@example.org", facts, key="invitation-7")

    assert {letter.extra_headers["Message-ID"] for letter in mailoutbox} == {"<invitation-7@localhost>"}
