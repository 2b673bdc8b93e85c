"""Celery tasks: each reads the clock and calls a service."""

from celery import shared_task
from django.utils import timezone

from buyers.services import losses
from kpmarket.foundation.monitoring.task_runs import TaskRun


@shared_task
def notify_buyers_of_losses() -> int:
    """Notify buyers of what they relied on and is no longer cleared."""
    count = losses.notify_buyers_of_losses(on=timezone.localdate(), at=timezone.now())
    TaskRun.objects.record("buyers.tasks.notify_buyers_of_losses", at=timezone.now())
    return count
