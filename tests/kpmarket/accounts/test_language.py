"""A person's language: of the pages by choice, of the letters by what was chosen."""

import pytest
from allauth.core.context import request_context
from django.urls import reverse

from kpmarket.accounts.adapter import AccountAdapter
from kpmarket.accounts.models import User
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def switch(client, language):
    return client.post(reverse("set_language"), {"language": language, "next": "/how-we-vet/"})


def test_switching_the_language_is_remembered_for_the_letters_too(client, buyer):
    client.force_login(buyer)

    response = switch(client, "zh-hans")

    assert (response.status_code, response["Location"]) == (302, "/how-we-vet/")
    assert User.objects.get(pk=buyer.pk).language == "zh-hans"


def test_a_language_that_is_none_of_ours_changes_nothing(client, buyer):
    client.force_login(buyer)

    switch(client, "tlh")

    assert User.objects.get(pk=buyer.pk).language == "en"


def test_a_visitor_switches_the_pages(client):
    switch(client, "zh-hans")

    assert 'lang="zh-hans"' in client.get("/how-we-vet/").text


def test_a_letter_about_the_account_is_in_the_persons_language(mailoutbox, rf):
    user = UserFactory(language="zh-hans")

    with request_context(rf.get("/")):
        AccountAdapter().send_mail("account/email/password_reset_code", user.email, {"user": user, "code": "ABC-123"})

    letter = mailoutbox[0]
    assert "ABC-123" in letter.body
    assert letter.body.strip().endswith("KP Medical Supplies")
    assert any("\u4e00" <= sign <= "\u9fff" for sign in letter.subject + letter.body)
