"""Celery tasks of trade: each reads the clock and calls a service."""

from celery import shared_task
from django.utils import timezone

from buyers.trade.services import watch_notices
from kpmarket.foundation.monitoring.task_runs import TaskRun


@shared_task
def notify_of_watch() -> int:
    """Notify both sides of orders whose clearance ends too early, has lapsed, or stands again."""
    count = watch_notices.notify_of_watch(on=timezone.localdate(), at=timezone.now())
    TaskRun.objects.record("buyers.trade.tasks.notify_of_watch", at=timezone.now())
    return count
