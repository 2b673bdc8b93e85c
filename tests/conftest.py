"""What every test stands on: loopback only, quick passwords, files in a folder that goes away, a few people."""

import os
import tempfile
from itertools import count
from pathlib import Path

import pytest
from django.utils import translation

from tests import unhurried  # noqa: F401 - loading it is what it does
from tests.factories import AuditorFactory, BuyerFactory, MembershipFactory, UserFactory

NUMBERS = count()


def pytest_configure(config):
    """Workers that run side by side share neither cache, queue nor database; without Redis the cache is in memory.

    SQLite writes to a file: threads of one database in memory would stand in each other's transactions.
    """
    from django.conf import settings

    database = settings.DATABASES["default"]
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database.setdefault("TEST", {})["NAME"] = str(
            Path(tempfile.gettempdir()) / f"kpmarket-test-{os.getpid()}.sqlite3"
        )

    settings.CELERY_BROKER_URL = "memory://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}

    if settings.REDIS_URL:
        settings.CACHES["default"]["KEY_PREFIX"] = os.environ.get("PYTEST_XDIST_WORKER", "main")
    else:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(autouse=True)
def _settings_for_tests(settings, tmp_path_factory):
    translation.activate(settings.LANGUAGE_CODE)  # a request in Chinese leaves its language behind
    folder = tmp_path_factory.getbasetemp() / f"files-{next(NUMBERS)}"  # made only by the tests that write
    settings.PRIVATE_ROOT = folder / "private"
    settings.MEDIA_ROOT = folder / "pictures"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


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
