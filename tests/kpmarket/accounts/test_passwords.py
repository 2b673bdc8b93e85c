"""What a password may be, and that it is compared as it was typed."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from tests.factories import PASSWORD, UserFactory


@pytest.mark.parametrize(
    "password",
    [
        "short-1234"[:9],
        "1234567890",
        "qwertyuiop",
        "iloveyou123456"[:10],
        "KPmarket-2026!",
        "kp medical supplies",
        "MedicalSupplies88",
        "Ａｕｄｉｔｏｒ2026!!",
        "admin.password.1",
    ],
)
def test_a_password_that_many_would_guess_is_refused(password):
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize(
    "password",
    [
        "correct horse battery",
        "aaaaaaaaab",
        "only small letters",
        "口罩和手套的口令很长很长",
        "medical walrus 77",
        "x" * 64 + "y" * 64,
    ],
)
def test_any_other_of_ten_characters_or_more_is_taken_whatever_it_is_made_of(password):
    validate_password(password)


def test_a_password_like_ones_own_address_is_refused(db):
    with pytest.raises(ValidationError):
        validate_password("modupe.oyelaran1", UserFactory(email="modupe.oyelaran@c.example"))


@pytest.fixture
def person(db):
    cache.clear()
    person = UserFactory()
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.mark.parametrize("typed", [PASSWORD.upper(), PASSWORD[:-1], f"{PASSWORD} ", f" {PASSWORD}"])
def test_a_password_is_compared_as_it_was_typed(client, person, typed):
    client.post(reverse("account_login"), {"login": person.email, "password": typed})

    assert client.get(reverse("accounts:notices")).status_code == 302


def test_changing_it_needs_the_old_one(client, person):
    client.force_login(person)
    new = {"password1": "quite another long one", "password2": "quite another long one"}

    answer = client.post(reverse("account_change_password"), {"oldpassword": "nobody knows it", **new})

    person.refresh_from_db()
    assert "oldpassword" in answer.context["form"].errors
    assert person.check_password(PASSWORD)


@pytest.mark.parametrize("page", ["account_login", "account_signup", "account_change_password"])
def test_what_is_typed_is_masked_and_password_managers_know_the_field(person, page):
    client = Client()
    if page == "account_change_password":
        client.force_login(person)

    fields = [field for field in client.get(reverse(page)).context["form"] if "password" in field.name]

    assert fields
    for field in fields:
        assert field.field.widget.input_type == "password"
        assert field.field.widget.attrs["autocomplete"] in {"current-password", "new-password"}
        assert not {"maxlength", "onpaste"} & set(field.field.widget.attrs)


def test_nobody_is_there_from_the_start(db, django_user_model):
    assert not django_user_model.objects.exists()
