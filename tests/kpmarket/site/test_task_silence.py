"""A scheduled task that is silent for longer than its timetable allows is noticed, also one that never ran."""

import importlib
import inspect
from datetime import timedelta

import pytest
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone

from kpmarket.celery import app
from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.site.task_silence import allowed_silence, silent_tasks, tasks_never_done

NOW = timezone.now()
HOUR = timedelta(hours=1)


def test_tasks_of_each_hour_may_be_silent_for_one_and_others_for_one_and_a_half_intervals():
    allowed = allowed_silence()

    assert allowed["suppliers.tasks.send_reminders"] == HOUR
    assert allowed["kpmarket.tasks.deliver_letters"] == HOUR
    assert allowed["audits.tasks.check_sources"] == 9 * HOUR
    assert allowed["audits.tasks.verify_log"] == 36 * HOUR


@pytest.mark.django_db
def test_a_nightly_task_is_silent_after_a_night_and_a_half():
    TaskRun.objects.record("audits.tasks.verify_log", at=NOW - 37 * HOUR)
    TaskRun.objects.record("suppliers.tasks.remove_orphans", at=NOW - 35 * HOUR)

    assert [(task.name, task.last) for task in silent_tasks(at=NOW)] == [("audits.tasks.verify_log", NOW - 37 * HOUR)]


@pytest.mark.django_db
def test_a_task_that_never_ended_well_counts_once_the_site_has_run_long_enough():
    MigrationRecorder.Migration.objects.update(applied=NOW - 2 * HOUR)

    names = {task.name for task in tasks_never_done(at=NOW)}

    assert "suppliers.tasks.send_reminders" in names
    assert "audits.tasks.verify_log" not in names
    assert {task.name for task in tasks_never_done(at=NOW + 36 * HOUR)} == set(allowed_silence())


@pytest.mark.parametrize("name", sorted({entry["task"] for entry in app.conf.beat_schedule.values()}))
def test_every_scheduled_task_notes_that_it_ended_well(name):
    module, _, function = name.rpartition(".")

    source = inspect.getsource(importlib.import_module(module))

    body = source[source.index(f"def {function}(") :].split("@shared_task")[0]
    assert f'TaskRun.objects.record("{name}"' in body
