"""Asking registers again while a certificate holds: whose turn it is, under a lease, and when the next one comes."""

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
from audits.models import RegisterCheck, RegisterTurn
from audits.registers import catalogue
from audits.registers.question import Outcome, Reason
from suppliers.models import Certificate

LEASE = timedelta(minutes=10)
TRY_AGAIN = timedelta(days=1)
TRY_LATER = timedelta(days=7)
CLOSED = frozenset({Reason.REFUSED, Reason.GUARDED, Reason.ELSEWHERE, Reason.UNEXPECTED})
"""Not a bad moment: asking tomorrow would bring the same."""
MOST_PER_RUN = 200
LONGEST_RUN = timedelta(minutes=20)
PATIENCE = 3
"""So often in a row a register may be silent before a run leaves it alone."""


def check_again(*, clock: Callable[[], datetime], most: int = MOST_PER_RUN) -> int:
    """Ask the registers about every certificate whose turn has come; how many were asked. Safe to miss, safe to run twice."""
    if settings.REGISTERS_OFFLINE:
        return 0
    begun = clock()
    write_turns(on=timezone.localdate(begun), at=begun)
    asked, silent = 0, Counter[str]()
    while asked < most and clock() - begun < LONGEST_RUN:
        left_alone = [key for key, times in silent.items() if times >= PATIENCE]
        turn = take(at=clock(), without=left_alone)
        if turn is None:
            break
        made = checks.ask(turn.certificate, turn.register, at=clock(), by=None)
        _pass_on(turn, made)
        silent[turn.register] = silent[turn.register] + 1 if made.outcome == Outcome.UNREACHABLE else 0
        asked += 1
    return asked


def write_turns(*, on: date, at: datetime) -> None:
    """A turn for each certificate that holds and each register that a machine may ask. Those that exist stay."""
    for kind, keys in catalogue.OF_TYPE.items():
        for key in keys:
            if checks.is_asked_by_machine(catalogue.ADAPTERS[key]):
                _write_turns(kind, key, on=on, at=at)


@transaction.atomic
def take(*, at: datetime, without: Collection[str] = ()) -> RegisterTurn | None:
    """One turn that has come, of a certificate that holds, now held by the caller for the length of the lease."""
    today = timezone.localdate(at)
    started = Q(certificate__valid_from=None) | Q(certificate__valid_from__lte=today)
    ending = Q(certificate__valid_until=None) | Q(certificate__valid_until__gte=today)
    due = RegisterTurn.objects.due(at, leased_since=at - LEASE).filter(
        started, ending, certificate__status=Certificate.Status.APPROVED
    )
    turn = due.exclude(register__in=without).select_for_update(skip_locked=True, of=("self",)).first()
    if turn is None:
        return None
    RegisterTurn.objects.filter(pk=turn.pk).update(claimed_at=at)
    return RegisterTurn.objects.select_related("certificate__supplier", "certificate__certificate_type").get(pk=turn.pk)


def _write_turns(kind: str, key: str, *, on: date, at: datetime) -> None:
    without = Certificate.objects.in_force(on).filter(certificate_type=kind).exclude(register_turns__register=key)
    RegisterTurn.objects.bulk_create(
        [RegisterTurn(certificate_id=pk, register=key, next_at=at) for pk in without.values_list("pk", flat=True)],
        ignore_conflicts=True,
    )


def _pass_on(turn: RegisterTurn, made: RegisterCheck) -> None:
    RegisterTurn.objects.filter(pk=turn.pk).update(next_at=made.taken_at + _wait(turn, made), claimed_at=None)


def _wait(turn: RegisterTurn, made: RegisterCheck) -> timedelta:
    """The register's interval, spread so that not all come on one day; less when it was silent."""
    if made.outcome == Outcome.UNREACHABLE:
        return TRY_LATER if made.reason in CLOSED else TRY_AGAIN
    days = catalogue.ADAPTERS[turn.register].days
    spread = zlib.crc32(f"{turn.certificate_id}:{turn.register}".encode()) % (days * 24 // 5)
    return timedelta(days=days, hours=spread)
