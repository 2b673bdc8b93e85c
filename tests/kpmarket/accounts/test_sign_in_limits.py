"""Too many wrong passwords lock out the address that tries them, and not the person elsewhere."""

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from kpmarket.foundation.limits import sign_in
from tests.factories import PASSWORD, AuditorFactory

pytestmark = pytest.mark.django_db
LOCKED = "Too many failed tries."


@pytest.fixture(autouse=True)
def _no_earlier_tries():
    cache.clear()


@pytest.fixture
def auditor():
    person = AuditorFactory(user__password=PASSWORD).user
    EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    return person


def tried(email, password, *, address="192.0.2.7", **headers):
    return Client(REMOTE_ADDR=address).post(reverse("account_login"), {"login": email, "password": password}, **headers)


def is_locked(page):
    return LOCKED in page.content.decode()


def test_five_wrong_passwords_lock_out_their_own_address_alone(auditor):
    for _ in range(5):
        assert not is_locked(tried(auditor.email, "wrong"))

    assert is_locked(tried(auditor.email, PASSWORD))
    assert tried(auditor.email, PASSWORD, address="198.51.100.4").status_code == 302


def test_very_many_wrong_passwords_from_everywhere_lock_the_account_for_a_while(auditor):
    for number in range(100):
        tried(auditor.email, "wrong", address=f"203.0.113.{number}")

    assert is_locked(tried(auditor.email, PASSWORD, address="198.51.100.4"))


def test_signing_in_well_counts_for_nothing(auditor):
    for _ in range(7):
        assert tried(auditor.email, PASSWORD).status_code == 302


def test_a_forged_header_gives_no_new_tries(auditor):
    for number in range(5):
        tried(auditor.email, "wrong", headers={"X-Forwarded-For": f"203.0.113.{number}"})

    assert is_locked(tried(auditor.email, "wrong", headers={"X-Forwarded-For": "203.0.113.99"}))


def test_behind_a_proxy_only_what_the_proxy_says_counts(auditor, settings):
    settings.TRUSTED_PROXY_COUNT = settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    for number in range(5):
        tried(auditor.email, "wrong", headers={"X-Forwarded-For": f"203.0.113.{number}, 192.0.2.7"})

    assert is_locked(tried(auditor.email, "wrong", headers={"X-Forwarded-For": "203.0.113.99, 192.0.2.7"}))
    other = tried(auditor.email, PASSWORD, headers={"X-Forwarded-For": "203.0.113.99, 198.51.100.4"})
    assert other.status_code == 302


def test_both_limits_are_in_force(settings):
    assert settings.ACCOUNT_RATE_LIMITS == sign_in.SIGN_IN_LIMITS
