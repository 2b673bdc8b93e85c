"""Codes of letters and of authenticators: each once, for the session that asked, for a few tries, and never a way round."""

import re

import pytest
from allauth.account import app_settings
from allauth.account.models import EmailAddress
from django.conf import settings
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kpmarket.foundation.outbox.models import Letter
from tests.factories import PASSWORD, UserFactory
from tests.kpmarket.accounts.test_second_factor import code_of
from tests.sessions import set_up_authenticator

pytestmark = pytest.mark.django_db
NEW = "an entirely new one 7"
NOTICES, RESET, CONFIRM = "accounts:notices", "account_reset_password", "account_confirm_password_reset_code"


@pytest.fixture
def person():
    cache.clear()
    person = UserFactory()
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    return person


def is_signed_in(client):
    return client.get(reverse(NOTICES)).status_code == 200


def asked_for_a_reset(client, person):
    client.post(reverse(RESET), {"email": person.email})
    return re.search(r"^[A-Z0-9]{4}-[A-Z0-9]{4}$", Letter.objects.latest("pk").text, re.MULTILINE)[0]


def test_a_code_of_an_authenticator_opens_once(client, person):
    code = code_of(set_up_authenticator(person))
    second = Client()
    for browser in (client, second):
        browser.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})

    client.post(reverse("mfa_authenticate"), {"code": code})
    second.post(reverse("mfa_authenticate"), {"code": code})

    assert (is_signed_in(client), is_signed_in(second)) == (True, False)


def test_a_new_password_is_no_way_round_the_second_factor(client, person):
    set_up_authenticator(person)
    code = asked_for_a_reset(client, person)

    client.post(reverse(CONFIRM), {"code": code})
    client.post(reverse("account_complete_password_reset"), {"password1": NEW, "password2": NEW})
    client.post(reverse("account_login"), {"login": person.email, "password": NEW})

    person.refresh_from_db()
    assert person.check_password(NEW)
    assert not is_signed_in(client)


def test_a_code_is_of_no_use_in_another_session(client, person):
    code = asked_for_a_reset(client, person)
    other = Client()
    asked_for_a_reset(other, UserFactory())

    other.post(reverse(CONFIRM), {"code": code})
    other.post(reverse("account_complete_password_reset"), {"password1": NEW, "password2": NEW})

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_after_some_wrong_tries_the_right_code_is_refused_too(client, person):
    code = asked_for_a_reset(client, person)
    for _ in range(3):
        client.post(reverse(CONFIRM), {"code": "AAAA-AAAA"})

    client.post(reverse(CONFIRM), {"code": code})
    client.post(reverse("account_complete_password_reset"), {"password1": NEW, "password2": NEW})

    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_codes_of_letters_run_out_within_ten_minutes():
    assert settings.ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT <= 600
    assert app_settings.PASSWORD_RESET_BY_CODE_TIMEOUT <= 600


def test_signing_in_makes_a_new_session_and_signing_out_ends_it(client, person):
    client.get(reverse("account_login"))
    session = client.session
    session["a"] = 1
    session.save()
    before = session.session_key
    client.cookies[settings.SESSION_COOKIE_NAME] = before
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    kept = client.cookies[settings.SESSION_COOKIE_NAME].value
    assert is_signed_in(client)

    answer = client.post(reverse("account_logout"))

    client.cookies[settings.SESSION_COOKIE_NAME] = kept
    assert kept != before
    assert not is_signed_in(client)
    assert answer["Clear-Site-Data"] == '"cache"'
