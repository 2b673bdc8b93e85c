"""The two answers for whoever watches the site."""

from datetime import timedelta

import pytest
from django.utils import timezone

from kpmarket import health
from kpmarket.models import TaskRun

pytestmark = pytest.mark.django_db


def test_the_process_answers_without_asking_the_database(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/live/")

    assert (response.status_code, response.content) == (200, b"live\n")


def test_a_healthy_site_is_ready(client):
    TaskRun.objects.record("send_reminders", at=timezone.now())

    response = client.get("/ready/")

    assert response.status_code == 200
    assert response.json() == {"ready": True, "database": True, "migrations": True, "cache": True, "silent_tasks": []}


def test_a_site_without_its_cache_is_not_ready(client, monkeypatch):
    def unreachable(*args):
        raise ConnectionError

    monkeypatch.setattr(health.cache, "set", unreachable, raising=False)

    response = client.get("/ready/")

    assert (response.status_code, response.json()["cache"]) == (503, False)


def test_a_task_that_fell_silent_is_named(client):
    TaskRun.objects.record("send_reminders", at=timezone.now() - timedelta(hours=2))

    assert client.get("/ready/").json()["silent_tasks"] == ["send_reminders"]
