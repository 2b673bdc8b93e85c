"""Making a bundle: written to a file on disk piece by piece, noted in the decision log, never kept."""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from django.conf import settings
from django.db import transaction

from audits.desk import log
from audits.models import LogEntry
from buyers.disputes.models import Bundle, Claim, LegalCase
from buyers.disputes.services.bundles import case_sources, order_sources, verify_script
from buyers.disputes.services.bundles.entries import Entry, bytes_entry
from buyers.disputes.services.bundles.index import Listed, index_pdf, index_workbook
from buyers.terms.contract import canonical
from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User
from tools import check_decision

FORMAT = 2
PROOF_IMPORT = "from tools.check_decision import digest_of, is_signed_by, root_above"
MEMORY_BYTES = 4 * 1024 * 1024
"""A larger bundle is written to the disk."""


@dataclass(frozen=True)
class Subject:
    """What a bundle is about: an order, a claim of it, or a case of one side."""

    side: Side
    order: Order | None = None
    claim: Claim | None = None
    case: LegalCase | None = None

    @property
    def title(self) -> str:
        return str(self.case or self.claim or self.order)

    @property
    def address(self) -> str:
        shown = self.case or self.order
        return f"{settings.SITE_URL}{shown.get_absolute_url() if shown else '/'}"

    @property
    def logged_as(self) -> list[str]:
        """Subjects of the decision log that both sides, or the client of the case, may read."""
        named = (("order", self.order), ("claim", self.claim), ("case", self.case))
        return [f"{name}:{one.pk}" for name, one in named if one]


@dataclass
class _Writing:
    archive: ZipFile
    at: datetime
    listed: list[Listed] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def add(self, entry: Entry) -> None:
        """Write it; a file that is gone from storage is named as missing instead."""
        info = ZipInfo(entry.path, date_time=self.at.astimezone(UTC).timetuple()[:6])
        info.compress_type = ZIP_DEFLATED if entry.is_packed else ZIP_STORED
        digest, size, pieces = hashlib.sha256(), 0, entry.chunks()
        try:
            first = next(pieces, b"")
        except FileNotFoundError:
            self.missing.append(entry.path)
            return
        with self.archive.open(info, "w", force_zip64=True) as target:
            for piece in _after(first, pieces):
                target.write(piece)
                digest.update(piece)
                size += len(piece)
        self.listed.append(Listed(entry.path, entry.kind, digest.hexdigest(), size))


def make_bundle(subject: Subject, *, by: User, at: datetime) -> tuple[Bundle, IO[bytes]]:
    """The row that notes it, and the archive as an open file at its beginning, which the caller closes.

    Nothing is locked while it is written: that may take a while, and others sign and decide meanwhile.
    """
    last = LogEntry.objects.order_by("-sequence").first()
    head = last.digest if last else log.BEFORE_THE_FIRST
    target = tempfile.SpooledTemporaryFile(max_size=MEMORY_BYTES)  # noqa: SIM115 - handed over open
    with ZipFile(target, "w", allowZip64=True) as archive:
        writing = _Writing(archive, at)
        for entry in _entries(subject, head):
            writing.add(entry)
        manifest = _finish(writing, subject, head, by)
    facts = {"manifest_sha256": manifest, "files": len(writing.listed), "size": target.tell()}
    target.seek(0)
    return _note(subject, facts, by=by, at=at), target


@transaction.atomic
def _note(subject: Subject, facts: Mapping[str, Any], *, by: User, at: datetime) -> Bundle:
    """Who made it, in a row and in the log, under a name of its own: the other side's bundles do not tell of it."""
    made = Bundle.objects.create(
        order=subject.order, claim=subject.claim, case=subject.case, side=subject.side, made_by=by, made_at=at, **facts
    )
    content = {"manifest": made.manifest_sha256, "files": made.files}
    log.append(act="bundle_made", subject=f"bundle:{made.pk}", by=by, at=at, content=content)
    return made


def _entries(subject: Subject, head: str) -> Iterator[Entry]:
    if subject.order:
        yield from order_sources.entries_of_order(subject.order)
    if subject.case:
        yield from case_sources.entries_of_case(subject.case)
    yield from order_sources.log_entries(subject.logged_as, head)
    yield bytes_entry("verify.py", "verify.py", verify_script_text().encode())


def verify_script_text() -> str:
    """``verify.py`` as one file: where the script imports the code that checks signed heads, that code stands itself."""
    script = Path(verify_script.__file__).read_text(encoding="utf-8")
    code = Path(check_decision.__file__).read_text(encoding="utf-8")
    code = code[code.index("# Ed25519 as in") : code.index("def faults_of(")]
    return script.replace(f"{PROOF_IMPORT}\n", f"\n{code.rstrip()}\n")


def _finish(writing: _Writing, subject: Subject, head: str, by: User) -> str:
    """Index and manifest; the SHA-256 of the manifest."""
    so_far = list(writing.listed)
    digest = hashlib.sha256(canonical_list(so_far)).hexdigest()
    pdf = index_pdf(subject.title, so_far, digest, address=subject.address, at=writing.at)
    writing.add(bytes_entry("index.pdf", "index", pdf))
    writing.add(bytes_entry("index.xlsx", "index", index_workbook(so_far)))
    manifest: dict[str, Any] = {
        "format": FORMAT,
        "subject": subject.title,
        "side": str(subject.side),
        "made_by_account": by.pk,
        "made_at": writing.at.astimezone(UTC).isoformat(),
        "log_head": head,
        "files": [one.as_data() for one in writing.listed],
        "files_sha256": hashlib.sha256(canonical_list(writing.listed)).hexdigest(),
        "missing": writing.missing,
    }
    text = json.dumps(manifest, ensure_ascii=False, indent=1).encode()
    info = ZipInfo("manifest.json", date_time=writing.at.astimezone(UTC).timetuple()[:6])
    writing.archive.writestr(info, text, ZIP_DEFLATED)
    return hashlib.sha256(text).hexdigest()


def canonical_list(listed: list[Listed]) -> bytes:
    """The one text of a list of files."""
    return canonical([one.as_data() for one in listed])  # type: ignore[arg-type]


def _after(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from pieces
