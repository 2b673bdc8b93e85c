"""Background tasks. Each reads the clock and passes the moment on."""

import logging

from celery import shared_task
from django.utils import timezone

from audits.clearances import claims_sweep, refreshing
from audits.desk import chasing, escalation, handing, heads, log, log_days, page_fingerprints, record_check
from audits.editions import law_reminders
from audits.lookups import schedule
from audits.models import Refresh
from audits.site_audits.reminding import remind_of_late_findings
from audits.upkeep import watching
from kpmarket.foundation.monitoring.task_runs import TaskRun

logger = logging.getLogger(__name__)


@shared_task
def notify_auditors_of_expired() -> int:
    """Notify auditors of certificates that expired and were not renewed."""
    count = escalation.notify_auditors_of_expired(on=timezone.localdate(), at=timezone.now())
    TaskRun.objects.record("audits.tasks.notify_auditors_of_expired", at=timezone.now())
    return count


@shared_task
def return_due_cases() -> int:
    """Put cases back into the queue whose auditor left them, or is in office no more."""
    count = handing.return_due_cases(at=timezone.now())
    TaskRun.objects.record("audits.tasks.return_due_cases", at=timezone.now())
    return count


@shared_task
def chase_suppliers() -> int:
    """Remind suppliers of what was sent back to them, and close what was not answered; remind of late findings of site audits.

    How many cases and findings it met.
    """
    done, late = chasing.chase_suppliers(at=timezone.now()), remind_of_late_findings(at=timezone.now())
    TaskRun.objects.record("audits.tasks.chase_suppliers", at=timezone.now())
    return done.written + done.closed + late


@shared_task
def send_law_reminders() -> int:
    """Write every reminder of a law change that is due today."""
    written = law_reminders.write_due(on=timezone.localdate(), at=timezone.now())
    TaskRun.objects.record("audits.tasks.send_law_reminders", at=timezone.now())
    return written


@shared_task
def refresh_chunk(chunk: int, *, force: bool = True) -> int:
    """Judge some products; whoever does the last chunk closes the refresh."""
    changed = refreshing.do(chunk, at=timezone.now(), force=force)
    refreshing.finish(Refresh.objects.get(chunks=chunk), at=timezone.now())
    return changed


@shared_task
def refresh_claims() -> int:
    """Judge claims again of products whose documents began or ended."""
    changed = claims_sweep.refresh_claims(on=timezone.localdate())
    TaskRun.objects.record("audits.tasks.refresh_claims", at=timezone.now())
    return changed


@shared_task
def check_registers() -> int:
    """Make the register checks of certificates in force that are due."""
    asked = schedule.run_due_checks(clock=timezone.now)
    TaskRun.objects.record("audits.tasks.check_registers", at=timezone.now())
    return asked


@shared_task
def check_sources() -> int:
    """Fetch the watched pages of sources that are due."""
    tried = watching.fetch_due(watching.new_client(), clock=timezone.now)
    TaskRun.objects.record("audits.tasks.check_sources", at=timezone.now())
    return tried


@shared_task
def verify_log() -> int:
    """Seal the days that are over, then check the whole decision log, and tables and files against it; how many faults there
    are. Only none counts as success. Of clearances and stored files each is looked once in 30 nights. Without faults the head is signed and mailed, where a key is set.
    """
    log_days.seal_days(at=timezone.now())
    today = timezone.localdate().toordinal()
    faults = [*log.verify(now=timezone.now()).faults, *record_check.confirmed_differences(slice_number=today)]
    if faults:
        logger.error("The decision log is not whole, or the tables differ: %d places. Run verify_log.", len(faults))
    else:
        heads.sign_head(at=timezone.now())
        TaskRun.objects.record("audits.tasks.verify_log", at=timezone.now())
    return len(faults)


@shared_task
def note_pages() -> int:
    """Store fingerprints of pages that were read since, so that the same page is found at another company."""
    noted = page_fingerprints.store_new_fingerprints()
    TaskRun.objects.record("audits.tasks.note_pages", at=timezone.now())
    return noted
