"""People as rows: the address is the login, whatever its capitals."""

import pytest

from kpmarket.accounts.models import User

pytestmark = pytest.mark.django_db


def test_an_address_is_stored_in_small_letters_and_the_password_as_a_digest():
    user = User.objects.create_user("Mei.Lin@Lanhe.EXAMPLE", "correct horse", name="Lin Mei")

    assert (user.email, user.name, user.is_staff, user.is_superuser) == (
        "mei.lin@lanhe.example",
        "Lin Mei",
        False,
        False,
    )
    assert user.check_password("correct horse")
    assert "correct horse" not in user.password


def test_a_superuser_may_enter_the_admin():
    user = User.objects.create_superuser("root@kpmarket.example", "correct horse")

    assert (user.is_staff, user.is_superuser) == (True, True)


def test_a_person_is_found_whatever_capitals_are_typed():
    user = User.objects.create_user("lin@lanhe.example")

    assert User.objects.get_by_natural_key("LIN@lanhe.example") == user
