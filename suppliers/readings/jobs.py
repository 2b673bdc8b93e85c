"""Files are read in the background, each by one worker at a time; people confirm or correct what was read.

A row is a turn: whoever takes it writes the moment. Workers are only told that there is one, and take the one that is
next: of every company one, then of every company a second. A worker that died leaves a moment that grows old, and then
the turn is free again. So a lost message, a lost worker and a night without workers only make things later.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from celery import current_app
from django.db import transaction
from django.db.models import F, Q
from kombu.exceptions import KombuError

from kpmarket.foundation import files, scanner
from kpmarket.foundation.scanner import Verdict
from suppliers.documents import packing, reader, sandboxed_fields
from suppliers.documents.fields import Fields, KindFacts, proposals
from suppliers.documents.reading import VERSION, Reading, Stage, StageName
from suppliers.documents.results import Code, PageImage, Pixels, Refused, Rendered
from suppliers.documents.sniff import Kind
from suppliers.models import Certificate, CertificateFile, CertificateReading, CertificateType

LEASE = timedelta(minutes=30)
"""Longer than any reading may take: a turn that was taken before is free again."""

MOST_ATTEMPTS = 3
"""A file over which so many workers were lost is given up: it is more likely the cause than the victim."""

PATIENCE, MOST_AT_ONCE = timedelta(minutes=2), 50
"""When a waiting file is told to the workers once more, and how many at a time: the message may only be in a long queue."""

TRIES = 10
"""How many turns a worker goes for before it takes them all to be somebody else's; each worker too many takes one."""

TASK = "suppliers.tasks.read_next_file"
State = CertificateReading.State
Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Progress:
    """How far the reading of a file is: its stages that are over, and how many there are."""

    state: str
    reason: str = ""
    stages: tuple[Stage, ...] = ()
    of: int = field(default=len(StageName))

    @property
    def is_over(self) -> bool:
        return self.state in {State.DONE, State.UNREADABLE}

    @property
    def share(self) -> float:
        return 1.0 if self.is_over else len(self.stages) / self.of


def ask(file: CertificateFile, *, at: datetime, scan: Verdict = Verdict.NOT_CONFIGURED) -> CertificateReading:
    """Give the file its turn, and call a worker when the transaction is through; asked twice, it has one turn."""
    row, _ = CertificateReading.objects.get_or_create(file=file, defaults={"asked_at": at, "scan": str(scan)})
    transaction.on_commit(partial(call_worker, file.pk), robust=True)
    return row


def ask_again(wanted: Iterable[CertificateFile], *, at: datetime) -> int:
    """Give each of these files a new turn unless it waits or is being read; the workers are called by who asks."""
    keys = [file.pk for file in wanted]
    ended = CertificateReading.objects.filter(file__in=keys).exclude(state__in=[State.WAITING, State.READING])
    again = ended.update(state=State.WAITING, asked_at=at, attempts=0, stages=[], reason="", started_at=None)
    known = set(CertificateReading.objects.filter(file__in=keys).values_list("file", flat=True))
    made = [CertificateReading(file_id=key, asked_at=at) for key in keys if key not in known]
    return again + len(CertificateReading.objects.bulk_create(made, ignore_conflicts=True))


def ask_for(certificate: Certificate, *, at: datetime) -> int:
    """Have those of its files read that have no reading, or one of an older reader; how many."""
    wanted = to_read(certificate)
    ask_again(wanted, at=at)
    for file in wanted:
        transaction.on_commit(partial(call_worker, file.pk), robust=True)
    return len(wanted)


def to_read(certificate: Certificate | None = None, *, again: bool = False) -> list[CertificateFile]:
    """Files, everybody's or one certificate's, without a reading or with one of an older reader; with `again` all that
    are not on their way."""
    kept = certificate.files.kept() if certificate else CertificateFile.objects.kept()
    if again:
        return list(kept.exclude(reading__state__in=[State.WAITING, State.READING]))
    older = Q(reading__state__in=[State.DONE, State.UNREADABLE], reading__version__lt=VERSION)
    proposed_otherwise = Q(reading__state=State.DONE, reading__fields__version__lt=proposals.VERSION)
    return list(kept.filter(Q(reading=None) | older | proposed_otherwise))


def overdue(*, at: datetime) -> list[int]:
    """The keys of files that wait for longer than a message takes, or whose worker was lost; longest waiting first."""
    turns = CertificateReading.objects.due(leased_since=at - LEASE).filter(asked_at__lte=at - PATIENCE)
    return list(turns.filter(file__removed_at=None).order_by("asked_at").values_list("file", flat=True)[:MOST_AT_ONCE])


def waiting() -> int:
    """How many files wait to be read or are being read."""
    return CertificateReading.objects.unfinished().filter(file__removed_at=None).count()


def call_worker(file_pk: int) -> bool:
    """Tell the workers that one file more waits; where no queue can be reached, the timetable finds it later."""
    try:
        current_app.send_task(TASK, retry=False)
    except (KombuError, OSError) as error:
        logger.warning("File %s waits to be read, and no worker could be called: %s", file_pk, error)
        return False
    return True


def read_next(*, clock: Clock) -> str | None:
    """Read the file whose turn it is among the companies; how that ended, or None when none waits."""
    turns = CertificateReading.objects.in_turn(leased_since=clock() - LEASE).values_list("file", flat=True)
    return next((ended for file_pk in turns[:TRIES] if (ended := read(file_pk, clock=clock))), None)


def read(file_pk: int, *, clock: Clock) -> str | None:
    """Read a file if it is its turn; how that ended, or None when there was nothing to do."""
    row = _take(file_pk, clock())
    if row is None:
        return None
    if row.attempts > MOST_ATTEMPTS:
        return _end(row, clock(), state=State.UNREADABLE, reason=str(Code.NOT_FINISHED))
    with files.local_copy(row.file.stored_name) as path:
        if _scanned(row, path) == Verdict.FOUND:
            return _end(row, clock(), state=State.UNREADABLE, reason=str(Code.MALWARE))
        result = reader.read(path, at=clock(), rendered=_drawn(row.file), told=partial(_told, row))
    if isinstance(result, Refused):
        return _end(row, clock(), state=State.UNREADABLE, reason=str(result.code), peak_memory=result.memory)
    fields = _proposed(result)
    return _end(
        row,
        clock(),
        state=State.DONE,
        content=result.as_json(),
        fields=fields.as_json() if fields else None,
        stages=[stage_as_json(stage) for stage in result.stages],
        peak_memory=result.memory,
    )


def progress(file: CertificateFile) -> Progress | None:
    """How far the reading of this file is; None where nobody asked for one."""
    row = CertificateReading.objects.light().filter(file=file).first()
    if row is None:
        return None
    return Progress(row.state, row.reason, tuple(packing.unpack(Stage, one) for one in row.stages))


def stage_as_json(stage: Stage) -> dict[str, Any]:
    packed: dict[str, Any] = packing.pack(stage)
    return packed


def _take(file_pk: int, at: datetime) -> CertificateReading | None:
    """The turn, if it is free; two workers never get the same one."""
    free = CertificateReading.objects.due(leased_since=at - LEASE).filter(file_id=file_pk)
    if not free.update(state=State.READING, started_at=at, attempts=F("attempts") + 1, stages=[], reason=""):
        return None
    row = CertificateReading.objects.light().select_related("file").get(file_id=file_pk)
    return row if row.started_at == at else None


def _scanned(row: CertificateReading, path: Path) -> str:
    """What the scanner says; it is asked where it had not come to a word when the file came."""
    if row.scan != Verdict.CLEAN:
        row.scan = str(scanner.scan(path))
        _mine(row).update(scan=row.scan)
    return row.scan


def _mine(row: CertificateReading) -> Any:
    """The row as long as nobody else has taken the turn meanwhile."""
    return CertificateReading.objects.filter(pk=row.pk, state=State.READING, started_at=row.started_at)


def _told(row: CertificateReading, stage: Stage) -> None:
    row.stages.append(stage_as_json(stage))
    _mine(row).update(stages=row.stages)


def _end(row: CertificateReading, at: datetime, **facts: Any) -> str | None:
    ended = _mine(row).update(finished_at=at, version=VERSION, **facts)
    return str(facts["state"]) if ended else None


def _drawn(file: CertificateFile) -> Rendered | None:
    """The pages as they were drawn when the file came, so that they are not drawn again."""
    pages = list(file.pages.order_by("number"))
    try:
        images = [Pixels(page.width, page.height, files.read(page.stored_name)) for page in pages]
    except FileNotFoundError:
        return None
    drawn = tuple(PageImage(page.number, image, image) for page, image in zip(pages, images, strict=True))
    return Rendered(Kind(file.kind), drawn, 0.0) if drawn else None


def _proposed(reading: Reading) -> Fields | None:
    proposed = sandboxed_fields.propose(reading, known_kinds())
    if isinstance(proposed, Refused):
        logger.warning("Nothing could be proposed from a reading: %s", proposed.code)
        return None
    return proposed


def known_kinds() -> dict[str, KindFacts]:
    """What the rulebook says about kinds of documents, as far as it helps to recognise one."""
    return {
        row.pk: KindFacts(
            name_en=row.name_en,
            name_zh=row.name_zh,
            number_pattern=row.number_pattern,
            number_pattern_is_guess=row.number_pattern_is_guess,
            validity_months=row.validity_months,
            market=row.market,
        )
        for row in CertificateType.objects.all()
    }
