"""Entry points for the timetable: the clock is read here and passed inwards."""

from celery import shared_task
from django.utils import timezone

from kpmarket.foundation.monitoring.task_runs import TaskRun
from kpmarket.foundation.outbox import delivering
from kpmarket.foundation.storage.upload_leftovers import remove_upload_leftovers
from kpmarket.site.privacy import erasure, retention


@shared_task
def deliver_letters() -> int:
    """Hand over every letter that is due."""
    sent = delivering.deliver(clock=timezone.now)
    TaskRun.objects.record("kpmarket.tasks.deliver_letters", at=timezone.now())
    return sent


@shared_task
def enforce_retention() -> dict[str, int]:
    """Erase who asked for it, and delete what has been kept as long as promised."""
    erased = erasure.carry_out_due(at=timezone.now())
    removed = retention.enforce(at=timezone.now())
    if len(removed) == len(retention.RULES):
        TaskRun.objects.record("kpmarket.tasks.enforce_retention", at=timezone.now())
    return {"erased people": erased, **removed}


@shared_task
def forget_uploads() -> int:
    """Delete uploads that killed web processes left on this machine."""
    removed = remove_upload_leftovers(at=timezone.now())
    TaskRun.objects.record("kpmarket.tasks.forget_uploads", at=timezone.now())
    return removed
