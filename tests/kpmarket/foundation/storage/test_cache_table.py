import pytest
from django.core.cache.backends.db import DatabaseCache
from django.core.management import call_command
from django.db import OperationalError

from kpmarket.foundation.storage.cache_table import CacheTable


@pytest.fixture
def cache(db, settings):
    settings.CACHES = {
        "default": {"BACKEND": f"{CacheTable.__module__}.{CacheTable.__name__}", "LOCATION": "cache_of_a_test"}
    }
    call_command("createcachetable", verbosity=0)
    return CacheTable("cache_of_a_test", {})


def test_a_key_is_added_once(cache):
    assert [cache.add("lock", 1), cache.add("lock", 2), cache.get("lock")] == [True, False, 1]


def test_where_nothing_is_written_nobody_holds_the_lock_and_pages_read_on(cache, monkeypatch):
    """As Django's own method answers when the database refuses."""
    monkeypatch.setattr(DatabaseCache, "_base_set", lambda *args, **kwargs: False)

    with pytest.raises(OperationalError):
        cache.add("lock", 1)
    cache.set("page", 1)
    assert cache.get("page") is None


def test_a_lock_that_was_let_go_between_the_questions_is_taken(cache, monkeypatch):
    tries, write = [], DatabaseCache._base_set

    def refuse_once(self, *args, **kwargs):
        tries.append(args)
        return len(tries) > 1 and write(self, *args, **kwargs)

    monkeypatch.setattr(DatabaseCache, "_base_set", refuse_once)

    assert cache.add("lock", 1)
