"""Which scheduled tasks have not ended well for longer than their timetable allows, read from what is stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from celery.schedules import crontab
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Max

from kpmarket.celery import app
from kpmarket.foundation.monitoring.task_runs import TaskRun

SILENCE = timedelta(hours=1)
"""Of a task that runs each hour or more often."""
HOURS_OF_DAY = 24
PATIENCE = 1.5
"""Of other tasks, in intervals: one run may be missed and made up for."""


@dataclass(frozen=True)
class SilentTask:
    """A task by its name, and when it last ended well; None where it never did."""

    name: str
    last: datetime | None


def silent_tasks(*, at: datetime) -> list[SilentTask]:
    """Tasks that ended well once, and not for longer than allowed, by name."""
    allowed = allowed_silence()
    runs = TaskRun.objects.order_by("name")
    return [
        SilentTask(run.name, run.succeeded_at) for run in runs if run.succeeded_at < at - allowed.get(run.name, SILENCE)
    ]


def tasks_never_done(*, at: datetime) -> list[SilentTask]:
    """Scheduled tasks that never ended well, although the site was set up or upgraded long enough ago."""
    allowed = allowed_silence()
    missing = sorted(set(allowed) - set(TaskRun.objects.values_list("name", flat=True)))
    upgraded = MigrationRecorder.Migration.objects.aggregate(last=Max("applied"))["last"] if missing else None
    return [SilentTask(name, None) for name in missing if upgraded and upgraded < at - allowed[name]]


def allowed_silence() -> dict[str, timedelta]:
    """How long each scheduled task may be silent."""
    return {entry["task"]: _allowed(entry["schedule"]) for entry in app.conf.beat_schedule.values()}


def _allowed(schedule: crontab | float) -> timedelta:
    """From the hours at which it runs; a task that runs in all of them, or every few seconds, may be silent for one."""
    if not isinstance(schedule, crontab) or len(schedule.hour) == HOURS_OF_DAY:
        return SILENCE
    return timedelta(hours=PATIENCE * HOURS_OF_DAY / len(schedule.hour))
