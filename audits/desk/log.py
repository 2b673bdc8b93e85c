"""The decision log: each entry carries the SHA-256 of its content and of the entry before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection, transaction

from audits.models import Decision, LogEntry
from kpmarket.accounts.models import User
from suppliers.models import Certificate, Supplier

BEFORE_THE_FIRST = "0" * 64
LAST = 200
"""Entries that are checked each time that the desk's first page is asked for."""
LOCK = 0x6B70_6C6F  # one number for "who appends to the decision log"
MAX_OVERTAKING = timedelta(hours=1)
"""By so much an act may bear an earlier moment than the entry before it: its transaction began first and ended later."""
MAX_AHEAD = timedelta(minutes=5)
"""Clocks of machines differ by less."""


@dataclass(frozen=True)
class Fault:
    """A place where the log was changed. ``kind``: ``altered``, ``missing``, ``unchained``, ``backwards``, ``ahead``,
    ``head_lost`` or ``emptied``."""

    sequence: int
    kind: str


@dataclass(frozen=True)
class Verification:
    """The result of checking the whole chain. ``head`` is the digest of the last entry."""

    count: int
    head: str
    faults: tuple[Fault, ...]


def kind_of(subject: Supplier | Certificate) -> str:
    return "certificate" if isinstance(subject, Certificate) else "supplier"


def name_of(subject: Supplier | Certificate) -> str:
    """The name of a subject in the log: ``certificate:42``."""
    return f"{kind_of(subject)}:{subject.pk}"


def head() -> str:
    """The digest of the last entry; nobody else appends until the open transaction ends."""
    lock_log()
    last = LogEntry.objects.order_by("-sequence").first()
    return last.digest if last else BEFORE_THE_FIRST


@transaction.atomic
def append(*, act: str, subject: str, by: User | None, at: datetime, content: Mapping[str, Any]) -> LogEntry:
    """Append one act, chained to the entry before it. ``content`` is JSON without fractions."""
    lock_log()
    last = LogEntry.objects.order_by("-sequence").first()
    entry = LogEntry(
        sequence=last.sequence + 1 if last else 1,
        at=at,
        by=by,
        act=act,
        subject=subject,
        content=dict(content),
        previous=last.digest if last else BEFORE_THE_FIRST,
    )
    entry.digest = digest_of(entry)
    entry.save(force_insert=True)
    return entry


def digest_of(entry: LogEntry) -> str:
    """The SHA-256 of the whole entry as canonical JSON."""
    text = json.dumps(fields_of(entry), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def fields_of(entry: LogEntry) -> dict[str, Any]:
    """What the digest of an entry is of."""
    return {
        "sequence": entry.sequence,
        "at": entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
        "by": entry.by_id,
        "act": entry.act,
        "subject": entry.subject,
        "content": entry.content,
        "previous": entry.previous,
    }


def verify(*, kept_head: str = "", now: datetime | None = None) -> Verification:
    """Check the chain from its first entry. ``kept_head``, a digest kept elsewhere, must still be part of it.

    With ``now`` no entry may bear a moment that is still to come.
    """
    count, head, expected, has_kept_head, latest = 0, BEFORE_THE_FIRST, 1, not kept_head, None
    faults: list[Fault] = []
    for entry in LogEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        faults += _faults_of(entry, expected, head)
        if latest and entry.at < latest - MAX_OVERTAKING:
            faults.append(Fault(entry.sequence, "backwards"))
        if now and entry.at > now + MAX_AHEAD:
            faults.append(Fault(entry.sequence, "ahead"))
        latest = max(latest or entry.at, entry.at)
        count, head, expected = count + 1, entry.digest, entry.sequence + 1
        has_kept_head = has_kept_head or head == kept_head
    if not has_kept_head:
        faults.append(Fault(expected - 1, "head_lost"))
    if not count and Decision.objects.exists():
        faults.append(Fault(0, "emptied"))
    return Verification(count, head, tuple(faults))


def verify_last(count: int = LAST) -> tuple[Fault, ...]:
    """Faults among the last entries, quickly enough for a page: an entry that is altered, missing or unchained."""
    entries = list(LogEntry.objects.order_by("-sequence")[: count + 1])[::-1]
    if not entries:
        return ()
    before, *checked = entries
    faults: list[Fault] = list(_faults_of(before, before.sequence, before.previous))
    for entry in checked:
        faults += _faults_of(entry, before.sequence + 1, before.digest)
        before = entry
    return tuple(faults)


def _faults_of(entry: LogEntry, expected: int, head: str) -> Iterator[Fault]:
    """The faults of one entry, given the expected sequence number and the digest of the entry before it."""
    for sequence in range(expected, entry.sequence):
        yield Fault(sequence, "missing")
    if entry.previous != head and entry.sequence == expected:
        yield Fault(entry.sequence, "unchained")
    if digest_of(entry) != entry.digest:
        yield Fault(entry.sequence, "altered")


def lock_log() -> None:
    """Allow one writer at a time until it commits. On SQLite immediate transactions do the same."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
