from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import timezone

from kpmarket.celery import app
from kpmarket.foundation.monitoring.task_runs import TaskRun
from suppliers import tasks
from suppliers.documents.worker_pool import WorkerPool
from suppliers.readings import jobs
from tests.factories import CertificateReadingFactory


def test_a_file_is_read_with_processes_kept_ready(monkeypatch):
    pool, asked = WorkerPool(), []
    monkeypatch.setattr(tasks, "WORKER_POOL", pool)
    monkeypatch.setattr(jobs, "read_next", lambda clock: asked.append(clock))

    tasks.read_next_file()

    assert pool.is_enabled
    assert asked == [timezone.now]


def test_files_are_read_on_a_queue_of_their_own():
    route = app.amqp.router.route({}, tasks.read_next_file.name)

    assert route["queue"].name == "reading"
    assert app.amqp.router.route({}, tasks.send_reminders.name)["queue"].name != "reading"
    assert settings.CELERY_WORKER_PREFETCH_MULTIPLIER == 1


@pytest.mark.django_db
def test_the_timetable_calls_for_files_that_were_forgotten(monkeypatch):
    called = []
    monkeypatch.setattr(jobs, "call_worker", lambda pk: called.append(pk) or True)
    row = CertificateReadingFactory(asked_at=timezone.now() - timedelta(minutes=5))
    CertificateReadingFactory(asked_at=timezone.now())

    assert tasks.call_for_waiting_files() == 1
    assert called == [row.file_id]
    assert TaskRun.objects.filter(name="suppliers.tasks.call_for_waiting_files").exists()
