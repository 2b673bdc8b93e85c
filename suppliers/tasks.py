"""Celery tasks: each reads the clock and calls a service."""

from celery import shared_task
from django.utils import timezone

from kpmarket.foundation.monitoring.task_runs import TaskRun
from suppliers import orphans
from suppliers.documents.worker_pool import WORKER_POOL
from suppliers.products import removed_pictures
from suppliers.readings import jobs
from suppliers.reminders import writing


@shared_task
def send_reminders() -> int:
    """Write every reminder that is due today."""
    written = writing.write_due(on=timezone.localdate(), at=timezone.now())
    TaskRun.objects.record("suppliers.tasks.send_reminders", at=timezone.now())
    return written


@shared_task
def read_next_file() -> str | None:
    """Read one of the files that wait, on the queue of its own; nothing happens where others are at all of them."""
    WORKER_POOL.enable()
    return jobs.read_next(clock=timezone.now)


@shared_task
def call_for_waiting_files() -> int:
    """Call the workers again for files whose message or worker was lost."""
    waiting = jobs.stuck_files(at=timezone.now())
    called = sum(jobs.call_worker(file_pk) for file_pk in waiting)
    TaskRun.objects.record("suppliers.tasks.call_for_waiting_files", at=timezone.now())
    return called


@shared_task
def remove_orphans() -> int:
    """Delete files that no row names, unless they are too many to have been left by ended processes.

    Pictures that were removed long ago go before that.
    """
    removed_pictures.forget_old(at=timezone.now())
    removed = orphans.remove_orphans(at=timezone.now(), max_files=orphans.MAX_UNATTENDED_FILES)
    TaskRun.objects.record("suppliers.tasks.remove_orphans", at=timezone.now())
    return len(removed)
