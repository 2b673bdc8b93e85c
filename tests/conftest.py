"""What every test stands on: loopback only, quick passwords, files in a folder that goes away, a few people."""

import os
from collections.abc import Sequence
from datetime import timedelta
from itertools import count

import pytest
from django.core.cache import cache
from django.test import TransactionTestCase
from django.utils import timezone, translation

from buyers.catalogue import reference
from kpmarket.foundation.outbox import delivering
from tests import database
from tests.factories import AuditorFactory, BuyerFactory, MembershipFactory, UserFactory

pytest_plugins = [
    "tests.buckets",
    "tests.cpu_budget",
    "tests.hypothesis_profiles",
    "tests.once",
    "tests.prepared_sandbox",
    "tests.shipped_rulebook",
]
NUMBERS = count()
STATIC_FILES = "whitenoise.middleware.WhiteNoiseMiddleware"


FIRST_OF_WORKERS = 10
"""Databases of Redis from here on are those of single workers: to clear a cache empties the whole database it is in."""


def redis_of_worker(url):
    """The address of this worker's own database of Redis."""
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    return f"{url.rsplit('/', 1)[0]}/{FIRST_OF_WORKERS + number}"


def pytest_configure(config):
    """Workers that run side by side share neither cache, queue nor database; without Redis the cache is in memory.

    Test clients do without WhiteNoise: it looks through all static files each time that a client is made, and live servers
    have their own way of serving them. What tests commit is emptied in our own way. Nothing waits for the disk.
    """
    from django.conf import settings

    os.fsync = lambda _file: None  # what tests store is worthless
    settings.MIDDLEWARE.remove(STATIC_FILES)
    TransactionTestCase._fixture_teardown = lambda self: database.empty()

    settings.KEPT_PAGES = 0  # every page is made unless a test says so
    settings.SAMPLE_PERCENT = 0  # nothing is chosen at random unless a test says so
    settings.CELERY_BROKER_URL = "memory://"
    settings.CELERY_BROKER_TRANSPORT_OPTIONS = {}

    if settings.REDIS_URL:
        settings.CACHES["default"]["LOCATION"] = redis_of_worker(settings.REDIS_URL)
    else:
        settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}


@pytest.fixture(scope="session")
def django_db_setup(request, django_test_environment, django_db_blocker):
    """Takes the place of pytest-django's, which migrates in every worker of every run."""
    folder = request.config.cache.mkdir("databases")
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    with django_db_blocker.unblock(), database.copy_for_worker(folder, worker):
        yield


@pytest.fixture(autouse=True)
def _settings_for_tests(settings, tmp_path_factory):
    translation.activate(settings.LANGUAGE_CODE)  # a request in Chinese leaves its language behind
    folder = tmp_path_factory.getbasetemp() / f"files-{next(NUMBERS)}"  # made only by the tests that write
    settings.PRIVATE_ROOT = folder / "private"
    settings.MEDIA_ROOT = folder / "pictures"
    settings.EMAIL_BACKEND = "kpmarket.foundation.outbox.backend.EmailBackend"  # Django's test runner sets another
    settings.LETTER_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    reference.forget()  # lists that a process keeps for a minute: those of another test
    cache.clear()  # tries to sign in and other counts: those of another test


@pytest.fixture
def committing(transactional_db):
    """Rows are committed, so that other threads see them; afterwards all tables are empty."""


class Mailbox(Sequence):
    """The letters that people have got: each look at it first has the outbox delivered, as the worker would."""

    def __init__(self, delivered):
        self.delivered = delivered

    def _letters(self):
        delivering.deliver(clock=lambda: timezone.now() + timedelta(days=3650))
        return self.delivered

    def __getitem__(self, index):
        return self._letters()[index]

    def __len__(self):
        return len(self._letters())

    def __eq__(self, other):
        return self._letters() == list(other)

    def clear(self):
        self._letters().clear()


@pytest.fixture
def mailoutbox(mailoutbox):
    return Mailbox(mailoutbox)


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
