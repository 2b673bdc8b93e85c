"""Entry points for the timetable: the clock is read here and passed inwards."""

from celery import shared_task
from django.utils import timezone

from kpmarket.accounts.ended_sessions import remove_ended_sessions
from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.foundation.outbox import delivering
from kpmarket.foundation.storage.upload_leftovers import remove_upload_leftovers


@shared_task
def deliver_letters() -> int:
    """Hand over every letter that is due."""
    sent = delivering.deliver(clock=timezone.now)
    TaskRun.objects.record("kpmarket.tasks.deliver_letters", at=timezone.now())
    return sent


@shared_task
def forget_letters() -> int:
    """Delete letters that were sent long ago."""
    return delivering.forget(at=timezone.now())


@shared_task
def forget_sessions() -> int:
    """Delete sessions that have ended."""
    return remove_ended_sessions(at=timezone.now())


@shared_task
def forget_uploads() -> int:
    """Delete uploads that killed web processes left on this machine."""
    return remove_upload_leftovers(at=timezone.now())
