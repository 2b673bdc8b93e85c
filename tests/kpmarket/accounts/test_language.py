"""A person's language: of the pages by choice, and else the stored one."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.contrib.messages import get_messages
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from kpmarket.accounts.models import User
from tests.factories import PASSWORD, UserFactory

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


@pytest.fixture
def reader():
    return UserFactory(language="zh-hans")


@pytest.mark.parametrize(
    ("cookie", "read"), [(None, "zh-hans"), ("en", "en"), ("zh-hans", "zh-hans"), ("tlh", "zh-hans")]
)
def test_pages_follow_this_browsers_choice_and_else_the_stored_one(client, reader, cookie, read):
    client.force_login(reader)
    if cookie:
        client.cookies["django_language"] = cookie

    response = client.get("/how-we-vet/", headers={"Accept-Language": "en"})

    assert f'<html lang="{read}"' in response.text
    assert response["Content-Language"] == read


def test_a_visitor_reads_what_their_browser_asks_for(client):
    assert '<html lang="zh-hans"' in client.get("/how-we-vet/", headers={"Accept-Language": "zh-CN"}).text


def test_the_stored_language_costs_no_query_next_to_that_for_the_person(client, reader):
    client.get("/how-we-vet/")
    with CaptureQueriesContext(connection) as visitors:
        client.get("/how-we-vet/")
    client.force_login(reader)
    client.get("/how-we-vet/")

    with CaptureQueriesContext(connection) as persons:
        client.get("/how-we-vet/")

    assert not [query for query in visitors if "accounts_user" in query["sql"]]
    assert len([query for query in persons if 'FROM "accounts_user"' in query["sql"]]) == 1


def test_the_greeting_is_in_the_language_of_the_pages_that_follow(client, reader):
    EmailAddress.objects.create(user=reader, email=reader.email, primary=True, verified=True)
    reader.set_password(PASSWORD)
    reader.save()

    facts = {"login": reader.email, "password": PASSWORD}
    response = client.post(reverse("account_login"), facts, headers={"Accept-Language": "en"})

    (greeting,) = get_messages(response.wsgi_request)
    assert re.search("[\u4e00-\u9fff]", str(greeting))
