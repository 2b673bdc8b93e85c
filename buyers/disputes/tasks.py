"""Celery tasks of disputes: each reads the clock and calls a service."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from buyers.disputes.services.cases import sweeping
from buyers.disputes.services.claims import sweeping as claims
from buyers.disputes.services.screening.sweeping import screen_all
from kpmarket.foundation.monitoring.task_runs import TaskRun


@shared_task
def sweep_claims() -> int:
    """Carry out final decisions about claims, note escalations, and write reminders."""
    count = claims.sweep_claims(at=timezone.now())
    TaskRun.objects.record("buyers.disputes.tasks.sweep_claims", at=timezone.now())
    return count


@shared_task
def screen_parties() -> int:
    """Load new lists of sanctions, and compare the parties of open orders; how many comparisons were made."""
    count = screen_all(settings.SANCTIONS_FOLDER, at=timezone.now())
    TaskRun.objects.record("buyers.disputes.tasks.screen_parties", at=timezone.now())
    return count


@shared_task
def notify_of_law_days() -> int:
    """Write to clients of legal cases whose days of law come near."""
    count = sweeping.notify_of_law_days(at=timezone.now())
    TaskRun.objects.record("buyers.disputes.tasks.notify_of_law_days", at=timezone.now())
    return count
