"""Entry points for the timetable: the clock is read here and passed inwards."""

from celery import shared_task
from django.utils import timezone

from kpmarket.foundation.outbox import delivering
from kpmarket.foundation.task_runs import TaskRun


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
