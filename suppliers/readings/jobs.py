"""Files are read in the background, each by one worker at a time; people confirm or correct what was read.

A row is a job. A worker claims it by writing the moment at which it started. The message on the queue only says that a
job waits; the worker takes the next one in a fair order: one file of every company first, then a second of every company.
The claim is a lease: when a worker dies, its moment grows old and the job is free again. So a lost message, a lost worker
or a night without workers only delays a reading.
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

from kpmarket.foundation.storage import files, scanner
from kpmarket.foundation.storage.scanner import Verdict
from suppliers.documents import packing, reader, sandboxed_fields
from suppliers.documents.fields import Fields, KindFacts, proposals
from suppliers.documents.reading import VERSION, Reading, Stage, StageName
from suppliers.documents.results import Code, EncodedImage, PageImage, PageImages, Refused
from suppliers.documents.sniff import Kind
from suppliers.documents.statements import statements_in
from suppliers.models import Certificate, CertificateFile, CertificateReading, CertificateType

LEASE = timedelta(minutes=30)
"""Longer than any reading may take: a job claimed before that is free again."""

MAX_ATTEMPTS = 3
"""A file over which so many workers were lost is given up: it is more likely the cause than the victim."""

PATIENCE, MAX_CALLS = timedelta(minutes=2), 50
"""After this wait the workers are called again for a file, for so many files at a time: its message may be lost or late."""

MAX_CLAIMS = 10
"""How many jobs a worker tries to claim before it leaves them to the others: a surplus worker costs one claim."""

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


def enqueue(file: CertificateFile, *, at: datetime, scan: Verdict = Verdict.NOT_CONFIGURED) -> CertificateReading:
    """Queue the file for reading and call a worker after the commit. Queued twice, it is one job."""
    row, _ = CertificateReading.objects.get_or_create(file=file, defaults={"asked_at": at, "scan": str(scan)})
    transaction.on_commit(partial(call_worker, file.pk))
    return row


def reuse(file: CertificateFile, *, at: datetime, scan: Verdict = Verdict.NOT_CONFIGURED) -> CertificateReading | None:
    """The reading of the same bytes in another document of the company, as this file's own; None where there is none."""
    of_company = CertificateReading.objects.filter(
        file__certificate__supplier=file.certificate.supplier_id, file__sha256=file.sha256
    )
    twin = of_company.filter(state=State.DONE, version=VERSION, fields__version=proposals.VERSION).order_by("pk").last()
    if twin is None or twin.file_id == file.pk:
        return None
    kept = {name: getattr(twin, name) for name in ("content", "fields", "stated", "stages", "version", "peak_memory")}
    times = {"asked_at": at, "started_at": at, "finished_at": at}
    return CertificateReading.objects.create(file=file, state=State.DONE, scan=str(scan), **kept, **times)


def requeue(wanted: Iterable[CertificateFile], *, at: datetime) -> int:
    """Queue each of these files again unless it waits or is being read; how many. The caller calls the workers."""
    keys = [file.pk for file in wanted]
    ended = CertificateReading.objects.filter(file__in=keys).exclude(state__in=[State.WAITING, State.READING])
    again = ended.update(state=State.WAITING, asked_at=at, attempts=0, stages=[], reason="", started_at=None)
    known = set(CertificateReading.objects.filter(file__in=keys).values_list("file", flat=True))
    made = [CertificateReading(file_id=key, asked_at=at) for key in keys if key not in known]
    return again + len(CertificateReading.objects.bulk_create(made, ignore_conflicts=True))


def enqueue_stale(certificate: Certificate, *, at: datetime) -> int:
    """Queue those of its files that have no reading, or one of an older reader version; how many."""
    wanted = stale_files(certificate)
    requeue(wanted, at=at)
    for file in wanted:
        transaction.on_commit(partial(call_worker, file.pk))
    return len(wanted)


def stale_files(certificate: Certificate | None = None, *, again: bool = False) -> list[CertificateFile]:
    """Files without a reading, or read by an older version: all files, or those of one certificate.

    With `again`, every file whose reading is not waiting or under way.
    """
    kept = certificate.files.kept() if certificate else CertificateFile.objects.kept()
    if again:
        return list(kept.exclude(reading__state__in=[State.WAITING, State.READING]))
    older = Q(reading__state__in=[State.DONE, State.UNREADABLE], reading__version__lt=VERSION)
    proposed_otherwise = Q(reading__state=State.DONE, reading__fields__version__lt=proposals.VERSION)
    return list(kept.filter(Q(reading=None) | older | proposed_otherwise))


def stuck_files(*, at: datetime) -> list[int]:
    """Keys of files that wait longer than a message takes, or whose worker was lost; longest wait first."""
    due = CertificateReading.objects.due(leased_since=at - LEASE).filter(asked_at__lte=at - PATIENCE)
    return list(due.filter(file__removed_at=None).order_by("asked_at").values_list("file", flat=True)[:MAX_CALLS])


def count_unfinished() -> int:
    """How many files wait to be read or are being read."""
    return CertificateReading.objects.unfinished().filter(file__removed_at=None).count()


def call_worker(file_pk: int) -> bool:
    """Tell the workers that one more file waits. If no broker can be reached, the timetable finds the file later."""
    try:
        current_app.send_task(TASK, retry=False)
    except (KombuError, OSError) as error:
        logger.warning("File %s waits to be read, and no worker could be called: %s", file_pk, error)
        return False
    return True


def read_next(*, clock: Clock) -> str | None:
    """Read the next file in the fair order; the state it ended in, or None when no file waits."""
    due = CertificateReading.objects.in_fair_order(leased_since=clock() - LEASE).values_list("file", flat=True)
    return next((ended for file_pk in due[:MAX_CLAIMS] if (ended := read_file(file_pk, clock=clock))), None)


def read_file(file_pk: int, *, clock: Clock) -> str | None:
    """Claim and read a file; the state it ended in, or None when it was not free."""
    row = _claim(file_pk, clock())
    if row is None:
        return None
    if row.attempts > MAX_ATTEMPTS:
        return _finish(row, clock(), state=State.UNREADABLE, reason=str(Code.NOT_FINISHED))
    with files.local_copy(row.file.stored_name) as path:
        if _scan_result(row, path) == Verdict.FOUND:
            return _finish(row, clock(), state=State.UNREADABLE, reason=str(Code.MALWARE))
        result = reader.read(path, at=clock(), rendered=_stored_pages(row.file), on_stage=partial(_record_stage, row))
    if isinstance(result, Refused):
        return _finish(row, clock(), state=State.UNREADABLE, reason=str(result.code), peak_memory=result.memory)
    fields = _propose_fields(result)
    return _finish(
        row,
        clock(),
        state=State.DONE,
        content=result.as_json(),
        fields=fields.as_json() if fields else None,
        stated=[packing.pack(one) for one in statements_in(result)],
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


def _claim(file_pk: int, at: datetime) -> CertificateReading | None:
    """The job, if it was free; two workers never get the same one."""
    free = CertificateReading.objects.due(leased_since=at - LEASE).filter(file_id=file_pk)
    if not free.update(state=State.READING, started_at=at, attempts=F("attempts") + 1, stages=[], reason=""):
        return None
    row = CertificateReading.objects.light().select_related("file").get(file_id=file_pk)
    return row if row.started_at == at else None


def _scan_result(row: CertificateReading, path: Path) -> str:
    """The malware scanner's verdict; it is asked again unless it said clean at upload."""
    if row.scan != Verdict.CLEAN:
        row.scan = str(scanner.scan(path))
        _own_row(row).update(scan=row.scan)
    return row.scan


def _own_row(row: CertificateReading) -> Any:
    """The row, as long as no other worker has claimed it since."""
    return CertificateReading.objects.filter(pk=row.pk, state=State.READING, started_at=row.started_at)


def _record_stage(row: CertificateReading, stage: Stage) -> None:
    row.stages.append(stage_as_json(stage))
    _own_row(row).update(stages=row.stages)


def _finish(row: CertificateReading, at: datetime, **facts: Any) -> str | None:
    ended = _own_row(row).update(finished_at=at, version=VERSION, **facts)
    return str(facts["state"]) if ended else None


def _stored_pages(file: CertificateFile) -> PageImages | None:
    """The page images rendered at upload, so that they are not rendered again; None where one is lost."""
    pages = list(file.pages.order_by("number"))
    try:
        images = [EncodedImage(page.width, page.height, files.read(page.stored_name)) for page in pages]
    except FileNotFoundError:
        return None
    pictures = tuple(PageImage(page.number, image, image) for page, image in zip(pages, images, strict=True))
    return PageImages(Kind(file.kind), pictures, 0.0) if pictures else None


def _propose_fields(reading: Reading) -> Fields | None:
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
