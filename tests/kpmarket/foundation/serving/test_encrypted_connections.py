import pytest

from kpmarket.foundation.serving.encrypted_connections import services_are_encrypted


@pytest.fixture
def warned(settings, monkeypatch):
    """Codes of the warnings with these settings."""

    def codes(*, database=None, redis="", mail="localhost", is_mail_encrypted=False, storage=None):
        monkeypatch.setitem(settings.DATABASES, "default", database or {})
        settings.REDIS_URL, settings.EMAIL_HOST = redis, mail
        settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = is_mail_encrypted, False
        monkeypatch.setitem(settings.STORAGES, "private", {"OPTIONS": storage or {}})
        return [warning.id for warning in services_are_encrypted(None)]

    return codes


@pytest.mark.parametrize(
    ("services", "codes"),
    [
        ({}, []),
        ({"database": {"HOST": "db.internal"}}, ["kpmarket.W001"]),
        ({"database": {"HOST": "db.internal", "OPTIONS": {"sslmode": "require"}}}, ["kpmarket.W001"]),
        ({"database": {"HOST": "db.internal", "OPTIONS": {"sslmode": "verify-full"}}}, []),
        ({"database": {"HOST": "", "OPTIONS": {"host": "/run/postgresql"}}}, []),
        ({"redis": "redis://cache.internal:6379/0"}, ["kpmarket.W002"]),
        ({"redis": "rediss://cache.internal:6379/0"}, []),
        ({"redis": "redis://127.0.0.1:6379/0"}, []),
        ({"mail": "mail.example"}, ["kpmarket.W003"]),
        ({"mail": "mail.example", "is_mail_encrypted": True}, []),
        ({"mail": None}, []),
        ({"storage": {"endpoint_url": "http://s3.internal:9000"}}, ["kpmarket.W004"]),
        ({"storage": {"endpoint_url": "https://s3.example"}}, []),
    ],
)
def test_a_service_elsewhere_that_is_spoken_to_in_the_open_is_named(warned, services, codes):
    assert warned(**services) == codes
