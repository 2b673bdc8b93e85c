"""Celery tasks: each reads the clock and calls a service."""

from celery import shared_task
from django.utils import timezone

from buyers.services import changes, losses, webhooks
from kpmarket.foundation.monitoring.task_runs import TaskRun


@shared_task
def notify_buyers_of_losses() -> int:
    """Notify buyers of what they relied on and is no longer cleared."""
    count = losses.notify_buyers_of_losses(on=timezone.localdate(), at=timezone.now())
    TaskRun.objects.record("buyers.tasks.notify_buyers_of_losses", at=timezone.now())
    return count


@shared_task
def notify_buyers_of_changes() -> int:
    """Tell buyers what changed on their shortlists, and what their saved searches newly find."""
    count = changes.notify_buyers_of_changes(on=timezone.localdate(), at=timezone.now())
    TaskRun.objects.record("buyers.tasks.notify_buyers_of_changes", at=timezone.now())
    return count


@shared_task
def send_webhook_messages() -> int:
    """Tell buyers' own systems what changed."""
    count = webhooks.send_messages(clock=timezone.now)
    TaskRun.objects.record("buyers.tasks.send_webhook_messages", at=timezone.now())
    return count
