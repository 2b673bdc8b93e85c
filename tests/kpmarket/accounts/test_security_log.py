"""What the security log says of sign-ins and step-ups, and that it names nobody."""

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.urls import reverse

from kpmarket.foundation.monitoring.logs import logging_config
from kpmarket.foundation.monitoring.security_log import NAME
from tests.factories import PASSWORD
from tests.sessions import set_up_authenticator

WRONG = "not-the-one"

pytestmark = pytest.mark.django_db


@pytest.fixture
def events(caplog):
    caplog.set_level("INFO", NAME)
    return lambda: [
        (record.event, record.account, record.subject, record.levelname)
        for record in caplog.records
        if record.name == NAME
    ]


@pytest.fixture
def person(auditor):
    auditor.set_password(PASSWORD)
    auditor.save()
    return auditor


def test_security_lines_are_written_whatever_level_is_chosen():
    assert logging_config(level="ERROR", format_name="line")["loggers"][NAME]["level"] == "INFO"


def test_a_failed_sign_in_is_a_line_without_the_address(client, person, events, caplog):
    client.post(reverse("account_login"), {"login": person.email, "password": WRONG})

    assert events() == [("password_refused", None, "", "WARNING")]
    assert person.email not in caplog.text


def test_a_code_is_a_line_whether_refused_or_right(client, person, events):
    secret = set_up_authenticator(person)
    client.force_login(person)
    right = format_hotp_value(hotp_value(secret, int(time.time()) // 30))
    wrong = format_hotp_value((int(right) + 1) % 1_000_000)

    client.post(reverse("mfa_reauthenticate"), {"code": wrong})
    client.post(reverse("mfa_reauthenticate"), {"code": right})

    assert events() == [
        ("second_factor_refused", person.pk, "", "WARNING"),
        ("identity_confirmed", person.pk, "totp", "INFO"),
    ]


def test_a_confirmation_by_password_is_a_line(client, person, events):
    client.force_login(person)

    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})

    assert events() == [("identity_confirmed", person.pk, "password", "INFO")]
