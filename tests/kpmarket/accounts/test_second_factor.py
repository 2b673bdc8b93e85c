"""Staff at the entry to the audit desk; people who may no longer come in."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD
from tests.sessions import note_authentication, pass_second_factor, set_up_authenticator

pytestmark = pytest.mark.django_db
QUEUE = "/admin/audits/queue/?p=1"


@pytest.fixture
def at_the_second_factor(client, auditor):
    client.force_login(auditor)
    return client


def test_the_desk_stays_shut_until_a_second_factor_is_set_up(at_the_second_factor):
    response = at_the_second_factor.get(QUEUE)

    assert (response.status_code, response["Location"]) == (302, reverse("mfa_index"))


def test_the_set_up_names_the_way_back_to_the_page_that_was_wanted(at_the_second_factor):
    at_the_second_factor.get(QUEUE)

    page = at_the_second_factor.get(reverse("mfa_index")).text
    assert "The audit desk needs a second factor." in page
    assert f'<a href="{QUEUE}">Go on to the audit desk</a>' in page


def test_once_inside_the_way_back_is_forgotten(at_the_second_factor, auditor):
    at_the_second_factor.get(QUEUE)
    pass_second_factor(at_the_second_factor, auditor)

    assert at_the_second_factor.get("/admin/audits/queue/").status_code == 200
    assert "Go on to the audit desk" not in at_the_second_factor.get(reverse("mfa_index")).text


def test_what_was_sent_to_the_desk_is_no_page_to_come_back_to(at_the_second_factor):
    at_the_second_factor.post(QUEUE)

    assert "Go on to the audit desk" not in at_the_second_factor.get(reverse("mfa_index")).text


def code_of(secret):
    """What an authenticator with this secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def test_a_session_that_knew_only_the_password_is_asked_for_the_factor_that_was_set_up_elsewhere(
    at_the_second_factor, auditor
):
    set_up_authenticator(auditor)
    note_authentication(at_the_second_factor, auditor, "password")

    response = at_the_second_factor.get(QUEUE)

    assert (response.status_code, response["Location"]) == (
        302,
        f"{reverse('mfa_reauthenticate')}?next=/admin/audits/queue/%3Fp%3D1",
    )


def test_the_code_opens_the_desk_to_this_session(at_the_second_factor, auditor):
    secret = set_up_authenticator(auditor)
    asked = at_the_second_factor.get(QUEUE)["Location"]

    response = at_the_second_factor.post(asked, {"code": code_of(secret), "next": QUEUE})

    assert response["Location"] == QUEUE
    assert at_the_second_factor.get(QUEUE).status_code == 200


def test_a_factor_that_is_gone_opens_nothing(at_the_second_factor, auditor):
    pass_second_factor(at_the_second_factor, auditor)
    Authenticator.objects.all().delete()

    assert at_the_second_factor.get(QUEUE)["Location"] == reverse("mfa_index")


@pytest.mark.parametrize("page", ["buyers:all-clearances", "buyers:home", "accounts:notices"])
def test_no_page_but_those_of_the_account_opens_to_staff_without_the_second_factor(at_the_second_factor, auditor, page):
    assert at_the_second_factor.get(reverse(page))["Location"] == reverse("mfa_index")
    assert at_the_second_factor.get(reverse("account_change_password")).status_code == 200

    pass_second_factor(at_the_second_factor, auditor)
    assert at_the_second_factor.get(reverse(page)).get("Location") != reverse("mfa_index")


def test_people_who_are_not_staff_need_no_second_factor(client, buyer):
    client.force_login(buyer)

    assert client.get(reverse("accounts:notices")).status_code == 200


@pytest.fixture
def two_sessions(auditor):
    """The person's own session and another, both used. Failed sign-ins of other tests do not count."""
    cache.clear()
    auditor.set_password(PASSWORD)
    auditor.save()
    sessions = Client(), Client()
    for session in sessions:
        session.force_login(auditor)
        session.get(reverse("account_change_password"))
    return sessions


def is_signed_in(client):
    return client.get(reverse("account_change_password")).status_code == 200


@pytest.mark.django_db(transaction=True)
def test_setting_up_a_factor_opens_the_desk_here_and_ends_the_sessions_elsewhere(two_sessions, auditor):
    own, other = two_sessions
    own.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    own.get(reverse("mfa_activate_totp"))

    own.post(reverse("mfa_activate_totp"), {"code": code_of(own.session["mfa.totp.secret"])})

    assert Authenticator.objects.filter(user=auditor, type="totp").exists()
    assert own.get(QUEUE).status_code == 200
    assert not is_signed_in(other)


def test_removing_a_factor_ends_the_sessions_elsewhere(two_sessions, auditor):
    own, other = two_sessions
    secret = set_up_authenticator(auditor)
    own.post(reverse("mfa_reauthenticate"), {"code": code_of(secret)})

    own.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.filter(user=auditor).exists()
    assert is_signed_in(own)
    assert not is_signed_in(other)


def test_who_has_a_second_factor_confirms_with_it_and_not_with_the_password(two_sessions, auditor):
    own, _other = two_sessions
    assert own.get(reverse("account_reauthenticate")).status_code == 200

    set_up_authenticator(auditor)

    assert own.get(reverse("account_reauthenticate"))["Location"] == reverse("mfa_reauthenticate")


def test_the_session_of_a_deactivated_person_ends_at_once(client, buyer):
    client.force_login(buyer)
    assert client.get(reverse("accounts:notices")).status_code == 200

    buyer.is_active = False
    buyer.save()

    assert client.get(reverse("accounts:notices"))["Location"].startswith(reverse("account_login"))


def test_too_many_failed_tries_are_said_in_words_and_the_address_is_kept(client, buyer):
    page = ""
    for _ in range(6):
        page = client.post(reverse("account_login"), {"login": buyer.email, "password": "not this"}).text

    assert "Too many failed tries. Wait five minutes, then try again." in page
    assert f'value="{buyer.email}"' in page
