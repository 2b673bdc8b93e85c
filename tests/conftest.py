"""What every test stands on: loopback only, quick passwords, files in a folder that goes away, a few people."""

import pytest

from tests.factories import AuditorFactory, BuyerFactory, MembershipFactory, UserFactory


@pytest.fixture(autouse=True)
def _settings_for_tests(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "private"
    settings.MEDIA_ROOT = tmp_path / "pictures"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SECURE_SSL_REDIRECT = False


@pytest.fixture
def supplier_member(db):
    """The owner of one company: `supplier_member.suppliers.get()`."""
    return MembershipFactory().user


@pytest.fixture
def stranger(db):
    """The owner of another company."""
    return MembershipFactory().user


@pytest.fixture
def buyer(db):
    return BuyerFactory().user


@pytest.fixture
def auditor(db):
    return AuditorFactory().user


@pytest.fixture
def senior_auditor(db):
    return AuditorFactory(level="senior").user


@pytest.fixture
def superuser(db):
    return UserFactory(is_staff=True, is_superuser=True)
