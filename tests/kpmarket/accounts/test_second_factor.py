"""Staff at the entry to the audit desk; people who may no longer come in."""

import pytest
from django.urls import reverse

from tests.browser.steps import set_up_authenticator

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
    set_up_authenticator(auditor)

    assert at_the_second_factor.get("/admin/audits/queue/").status_code == 200
    assert "Go on to the audit desk" not in at_the_second_factor.get(reverse("mfa_index")).text


def test_what_was_sent_to_the_desk_is_no_page_to_come_back_to(at_the_second_factor):
    at_the_second_factor.post(QUEUE)

    assert "Go on to the audit desk" not in at_the_second_factor.get(reverse("mfa_index")).text


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
