"""A copy of the database alone lets nobody make codes, and a key can be replaced."""

from importlib import import_module
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, generate_totp_secret, hotp_value
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.management import call_command
from django.utils import timezone

from kpmarket.accounts import factor_secrets
from suppliers.accounts.services import Account, number_of, submit_account
from tests.factories import SupplierFactory, UserFactory

pytestmark = pytest.mark.django_db
OLD, NEW = Fernet.generate_key().decode(), Fernet.generate_key().decode()
SEED = "5f" * 40


@pytest.fixture(autouse=True)
def _own_keys(settings):
    settings.MFA_KEYS = [OLD]


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30))


def encrypt_factors():
    output, errors = StringIO(), StringIO()
    call_command("encrypt_factors", stdout=output, stderr=errors)
    return output.getvalue(), errors.getvalue()


def test_neither_the_secret_of_an_app_nor_the_seed_of_recovery_codes_is_in_the_database():
    person, secret = UserFactory(), generate_totp_secret()
    TOTP.activate(person, secret)
    codes = RecoveryCodes.activate(person).get_unused_codes()

    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in stored
    assert not any(code in stored for code in codes)
    app, recovery = Authenticator.objects.order_by("pk")
    assert TOTP(app).validate_code(code_of(secret))
    assert RecoveryCodes(recovery).validate_code(codes[0])


def test_a_secret_that_was_never_encrypted_opens_nothing():
    factor = Authenticator.objects.create(user=UserFactory(), type="totp", data={"secret": generate_totp_secret()})

    with pytest.raises(factor_secrets.NoKeyFits):
        TOTP(factor).validate_code("123456")


def test_the_migration_encrypts_what_is_stored_once_and_takes_it_back():
    migration = import_module("kpmarket.accounts.migrations.0002_encrypted_factors")
    secret = generate_totp_secret()
    person = UserFactory()
    app = Authenticator.objects.create(user=person, type="totp", data={"secret": secret})
    recovery = Authenticator.objects.create(user=person, type="recovery_codes", data={"seed": SEED, "used_mask": 5})
    older = Authenticator.objects.create(
        user=UserFactory(), type="recovery_codes", data={"migrated_codes": ["12345678"]}
    )

    migration.encrypt(apps, None)
    migration.encrypt(apps, None)

    for factor in (app, recovery, older):
        factor.refresh_from_db()
    assert factor_secrets.decrypt(app.data["secret"]) == secret
    assert factor_secrets.decrypt(recovery.data["seed"]) == SEED
    assert recovery.data["used_mask"] == 5
    assert [factor_secrets.decrypt(code) for code in older.data["migrated_codes"]] == ["12345678"]

    migration.decrypt(apps, None)

    app.refresh_from_db()
    assert app.data == {"secret": secret}


def test_a_key_is_replaced_without_anybody_setting_up_a_factor_again(settings):
    secret = generate_totp_secret()
    TOTP.activate(UserFactory(), secret)
    settings.MFA_KEYS = [NEW, OLD]

    output, _errors = encrypt_factors()
    settings.MFA_KEYS = [NEW]

    assert output.splitlines() == [
        "1 second factors encrypted with the first key, 0 unreadable.",
        "0 bank account numbers, 0 unreadable.",
        "0 secrets of webhooks, 0 unreadable.",
    ]
    assert TOTP(Authenticator.objects.get()).validate_code(code_of(secret))


def test_a_factor_that_no_key_fits_is_counted_and_stays_as_it_is(settings):
    TOTP.activate(UserFactory(), generate_totp_secret())
    before = Authenticator.objects.get().data
    settings.MFA_KEYS = [NEW]

    output, errors = encrypt_factors()

    assert "0 second factors encrypted with the first key, 1 unreadable." in output
    assert "no key fits" in errors
    assert Authenticator.objects.get().data == before


def test_the_numbers_of_bank_accounts_follow_the_new_key(settings):
    settings.MFA_KEYS = [OLD]
    facts = Account("名", "Name", "Bank of China", "CN", "31050161364000000512", "", "104100000004", "CNY")
    account = submit_account(SupplierFactory(), facts, by=UserFactory(), at=timezone.now())
    settings.MFA_KEYS = [NEW, OLD]
    encrypt_factors()
    settings.MFA_KEYS = [NEW]

    account.refresh_from_db()
    assert number_of(account) == "31050161364000000512"
