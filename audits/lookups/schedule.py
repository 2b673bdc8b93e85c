"""Check registers again while a certificate holds: which checks are due, who holds the lease, when the next is due."""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from audits.lookups import checks
from audits.models import RegisterCheck, RegisterRecheck
from audits.registers import catalogue
from audits.registers.question import Outcome, Reason
from suppliers.models import Certificate

LEASE = timedelta(minutes=10)
RETRY_AFTER = timedelta(days=1)
RETRY_AFTER_REFUSAL = timedelta(days=7)
REFUSALS = frozenset({Reason.REFUSED, Reason.GUARDED, Reason.ELSEWHERE, Reason.UNEXPECTED})
"""Reasons that are not temporary: a retry tomorrow would end the same way."""
MAX_CHECKS_PER_RUN = 200
MAX_RUN_TIME = timedelta(minutes=20)
MAX_SILENCES_IN_A_ROW = 3
"""A run stops asking a register that was unreachable this many times in a row."""


def run_due_checks(*, clock: Callable[[], datetime], limit: int = MAX_CHECKS_PER_RUN) -> int:
    """Make every check that is due; return how many were made. A missed run or a second run at once does no harm."""
    if settings.REGISTERS_OFFLINE:
        return 0
    begun = clock()
    schedule_missing(on=timezone.localdate(begun), at=begun)
    count, silences = 0, Counter[str]()
    while count < limit and clock() - begun < MAX_RUN_TIME:
        silent = [key for key, times in silences.items() if times >= MAX_SILENCES_IN_A_ROW]
        recheck = claim_due(at=clock(), without=silent)
        if recheck is None:
            break
        made = checks.ask(recheck.certificate, recheck.register, at=clock(), by=None)
        _reschedule(recheck, made)
        silences[recheck.register] = silences[recheck.register] + 1 if made.outcome == Outcome.UNREACHABLE else 0
        count += 1
    return count


def schedule_missing(*, on: date, at: datetime) -> None:
    """Schedule a check of each certificate in force in each register that a program can ask, where none is scheduled."""
    for kind, keys in catalogue.REGISTERS_BY_TYPE.items():
        for key in keys:
            if checks.is_asked_by_machine(catalogue.ADAPTERS[key]):
                _schedule_missing_of_type(kind, key, on=on, at=at)


@transaction.atomic
def claim_due(*, at: datetime, without: Collection[str] = ()) -> RegisterRecheck | None:
    """One due check of a certificate that holds, leased to the caller; None when nothing is due.

    ``without`` names registers to leave out.
    """
    today = timezone.localdate(at)
    started = Q(certificate__valid_from=None) | Q(certificate__valid_from__lte=today)
    ending = Q(certificate__valid_until=None) | Q(certificate__valid_until__gte=today)
    due = RegisterRecheck.objects.due(at, leased_since=at - LEASE).filter(
        started, ending, certificate__status=Certificate.Status.APPROVED
    )
    recheck = due.exclude(register__in=without).select_for_update(skip_locked=True, of=("self",)).first()
    if recheck is None:
        return None
    RegisterRecheck.objects.filter(pk=recheck.pk).update(claimed_at=at)
    related = ("certificate__supplier", "certificate__certificate_type")
    return RegisterRecheck.objects.select_related(*related).get(pk=recheck.pk)


def _schedule_missing_of_type(kind: str, key: str, *, on: date, at: datetime) -> None:
    without = Certificate.objects.in_force(on).filter(certificate_type=kind).exclude(register_rechecks__register=key)
    RegisterRecheck.objects.bulk_create(
        [RegisterRecheck(certificate_id=pk, register=key, next_at=at) for pk in without.values_list("pk", flat=True)],
        ignore_conflicts=True,
    )


def _reschedule(recheck: RegisterRecheck, made: RegisterCheck) -> None:
    """Set the next check after this one, and give back the lease."""
    next_at = made.taken_at + _wait_after(recheck, made)
    RegisterRecheck.objects.filter(pk=recheck.pk).update(next_at=next_at, claimed_at=None)


def _wait_after(recheck: RegisterRecheck, made: RegisterCheck) -> timedelta:
    """The register's interval, plus up to a fifth of it to spread the load; less when it was unreachable."""
    if made.outcome == Outcome.UNREACHABLE:
        return RETRY_AFTER_REFUSAL if made.reason in REFUSALS else RETRY_AFTER
    days = catalogue.ADAPTERS[recheck.register].days
    spread = zlib.crc32(f"{recheck.certificate_id}:{recheck.register}".encode()) % (days * 24 // 5)
    return timedelta(days=days, hours=spread)
