"""Whether the tables still say what the decision log says: decisions, the status of certificates, and their files."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from audits.models import Decision, LogEntry
from suppliers.models import Certificate

CHUNK = 500
APPROVED = f"certificate_{Decision.Outcome.APPROVED}"
STANDS = (APPROVED, f"certificate_{Decision.Outcome.REINSTATED}")


class Difference(NamedTuple):
    """Number of an entry, and what differs from it now: its ``decision``, the ``status``, or the ``files``."""

    sequence: int
    kind: str


def differences() -> Iterator[Difference]:
    """What was changed in the tables past the log. Rows that no entry speaks of are not looked at."""
    last: dict[str, LogEntry] = {}
    chunk: list[LogEntry] = []
    for entry in LogEntry.objects.order_by("sequence").iterator(chunk_size=CHUNK):
        if "decision" not in entry.content:
            continue
        last[entry.subject] = entry
        chunk.append(entry)
        if len(chunk) == CHUNK:
            yield from _of_decisions(chunk)
            chunk = []
    yield from _of_decisions(chunk)
    yield from _of_certificates([entry for name, entry in last.items() if name.startswith("certificate:")])


def _of_decisions(entries: list[LogEntry]) -> Iterator[Difference]:
    rows = Decision.objects.in_bulk([entry.content["decision"] for entry in entries])
    for entry in entries:
        row = rows.get(entry.content["decision"])
        if row is None or _words_of_row(row) != _words_of_entry(entry):
            yield Difference(entry.sequence, "decision")


def _words_of_row(row: Decision) -> tuple[object, ...]:
    kind, pk = ("certificate", row.certificate_id) if row.certificate_id else ("supplier", row.supplier_id)
    ends = row.effective_on.isoformat() if row.effective_on else None
    return f"{kind}_{row.outcome}", f"{kind}:{pk}", row.by_id, row.at, row.reasons, row.note, ends


def _words_of_entry(entry: LogEntry) -> tuple[object, ...]:
    said = entry.content
    return entry.act, entry.subject, entry.by_id, entry.at, said["reasons"], said["note"], said["effective_on"]


def _of_certificates(entries: list[LogEntry]) -> Iterator[Difference]:
    """``entries`` are the last decision about each: an approved one stays so, and keeps its files, until the next."""
    for start in range(0, len(entries), CHUNK):
        part = entries[start : start + CHUNK]
        keys = [int(entry.subject.partition(":")[2]) for entry in part]
        rows = Certificate.objects.prefetch_related("files").in_bulk(keys)
        for key, entry in zip(keys, part, strict=True):
            row = rows.get(key)
            if row is None or (row.status == row.Status.APPROVED) != (entry.act in STANDS):
                yield Difference(entry.sequence, "status")
            elif entry.act == APPROVED and _files_of(row) != {
                one["sha256"] for one in entry.content["judged"]["files"]
            }:
                yield Difference(entry.sequence, "files")


def _files_of(certificate: Certificate) -> set[str]:
    return {file.sha256 for file in certificate.files.all() if file.removed_at is None}
