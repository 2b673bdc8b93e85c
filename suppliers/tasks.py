"""Doors for the timetable: the clock is read here and passed inwards."""

from celery import shared_task
from django.utils import timezone

from kpmarket.models import TaskRun
from suppliers.services import reminders


@shared_task
def send_reminders() -> int:
    """Hand over every reminder that is due today."""
    sent = reminders.send_due_reminders(on=timezone.localdate(), clock=timezone.now)
    TaskRun.objects.record("suppliers.tasks.send_reminders", at=timezone.now())
    return sent
