"""What the security log says of sign-ins and step-ups, and that it names nobody."""

import ast
import re
import time

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pythonjsonlogger.json import JsonFormatter

from kpmarket.foundation.monitoring.logs import logging_config
from kpmarket.foundation.monitoring.security_log import NAME
from tests.factories import PASSWORD, BuyerFactory, MembershipFactory, ThreadFactory
from tests.sessions import note_authentication, set_up_authenticator

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


LOGGERS = {"log_event", "log_refused_upload"}
NAMES_NOBODY = re.compile(
    r"'[a-z_-]+'|(request\.user|user|person|by)\.pk|person_pk|NOBODY|act|account|level|logging\.\w+"
    r"|f'(key|webhook):\{(key\.pk|webhook\.pk|pk)\}'|f'webhook_\{act\}'"
    r"|f'\{kind\}:\{subject\}'|name|code|authenticator\.type|object_of\(found\)|refusal\.refused\.code"
)
"""Numbers of accounts, codes and fixed words; ``name`` is that of a download, ``act`` that of a limit, ``object_of`` leaves words out;
``kind`` and ``subject`` name a file or a list as the decision log does, by its number."""


def test_every_call_of_the_log_hands_over_numbers_codes_and_fixed_words_alone():
    handed_over = [
        ast.unparse(value)
        for path in source_files()
        for call in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in LOGGERS
        for value in (*call.args, *(keyword.value for keyword in call.keywords))
    ]

    assert len(handed_over) > 40
    assert [words for words in handed_over if not NAMES_NOBODY.fullmatch(words)] == []


def source_files():
    root = settings.BASE_DIR
    return [
        path for app in ("kpmarket", "suppliers", "audits", "buyers") for path in sorted((root / app).rglob("*.py"))
    ]


def test_a_day_in_the_life_of_an_account_leaves_no_name_or_address_in_any_line(client, caplog):
    """Refused and right sign-ins, another's object, a refused upload, a copy of one's data, erasure: every logger."""
    caplog.set_level("INFO")
    cache.clear()
    person = BuyerFactory(
        user__name="Ingeborg Sandvik", user__email="i.sandvik@kommune.example", organisation="Sandvik kommune"
    ).user
    person.set_password(PASSWORD)
    person.save()
    EmailAddress.objects.create(user=person, email=person.email, primary=True, verified=True)
    company = MembershipFactory(
        user=person, role="owner", supplier__status="draft", supplier__submitted_at=None
    ).supplier
    for password in (WRONG, PASSWORD):
        client.post(reverse("account_login"), {"login": person.email, "password": password}, REMOTE_ADDR="198.51.100.7")
    client.get(reverse("buyers:enquiry", args=[ThreadFactory().enquiry_id]))
    file = SimpleUploadedFile("Ingeborg Sandvik CV.exe", b"MZ\x90\x00")
    client.post(reverse("suppliers:certificate-upload", args=[company.pk]), {"file": file})
    client.post(reverse("rights:copy"))
    note_authentication(client, person, "password")
    client.post(reverse("rights:erasure"), {"email": person.email})

    events = {record.event for record in caplog.records if record.name == NAME}
    assert {"password_refused", "signed_in", "access_refused", "upload_refused", "export", "erasure_asked"} <= events
    formatter = JsonFormatter()
    lines = "\n".join(
        formatter.format(record)
        for record in caplog.records
        if record.name == NAME or record.name.startswith("kpmarket")
    )
    for words in ("Ingeborg", "Sandvik", "kommune", "198.51.100.7", "127.0.0.1", company.name_en):
        assert words.lower() not in lines.lower()
