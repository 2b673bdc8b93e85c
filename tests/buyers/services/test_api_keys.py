"""Keys of the API: what is kept of them, and how many there may be."""

import pytest
from django.utils import timezone

from buyers.models import ApiKey
from buyers.services.api_keys import TooManyKeys, key_of, make_key, revoke
from tests.factories import BuyerFactory

pytestmark = pytest.mark.django_db
NOW = timezone.now()
TODAY = timezone.localdate(NOW)


@pytest.fixture
def clinic():
    return BuyerFactory()


def test_the_key_itself_is_kept_nowhere(clinic):
    key, text = make_key(clinic, "Purchasing", by=clinic.user, at=NOW)

    stored = [str(value) for value in ApiKey.objects.values_list().get()]
    assert text.startswith("kpm_")
    assert not [value for value in stored if text in value]
    assert text.startswith(key.begins)
    assert key_of(text, on=TODAY) == key


def test_two_keys_are_never_the_same(clinic):
    assert make_key(clinic, "a", by=clinic.user, at=NOW)[1] != make_key(clinic, "a", by=clinic.user, at=NOW)[1]


@pytest.mark.parametrize("change", [str.upper, lambda text: text[:-1], lambda text: text + "x", lambda text: text[4:]])
def test_a_text_that_is_not_quite_the_key_opens_nothing(clinic, change):
    text = make_key(clinic, "Purchasing", by=clinic.user, at=NOW)[1]

    assert key_of(change(text), on=TODAY) is None


def test_an_organisation_has_ten_active_keys_at_most(clinic):
    keys = [make_key(clinic, str(number), by=clinic.user, at=NOW)[0] for number in range(ApiKey.MOST)]

    with pytest.raises(TooManyKeys):
        make_key(clinic, "one more", by=clinic.user, at=NOW)
    revoke(keys[0], by=clinic.user, at=NOW)
    make_key(clinic, "in its place", by=clinic.user, at=NOW)


def test_a_key_is_revoked_once_and_is_on_the_security_log(clinic, caplog):
    key, text = make_key(clinic, "Purchasing", by=clinic.user, at=NOW)
    revoke(key, by=clinic.user, at=NOW)
    revoke(key, by=clinic.user, at=NOW)

    assert key_of(text, on=TODAY) is None
    assert [record.event for record in caplog.records] == ["api_key_made", "api_key_revoked"]
    assert text not in caplog.text
