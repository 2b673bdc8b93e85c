"""Notices are kept by version, once, and compared with what is on record. Loading the same file again changes nothing."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from buyers.delivery.models import RecallNotice, RecallQuestion
from buyers.delivery.notices.notice import Notice
from buyers.delivery.services.recalls.matching import Known, known_things, whom

BATCH = 500


@dataclass(frozen=True)
class Loaded:
    """What a file brought: ``added`` notices, ``changed`` ones as another version, ``same`` as before, and ``questions``."""

    added: int = 0
    changed: int = 0
    same: int = 0
    questions: int = 0


@transaction.atomic
def load_notices(notices: Sequence[Notice], source: str, *, at: datetime) -> Loaded:
    """Keep what is new or changed, and ask whom it may concern. ``source``: the format, or the name of the feed."""
    known_versions = _versions(source, [one.source_id for one in notices])
    rows: list[tuple[RecallNotice, Notice]] = []
    added = changed = 0
    for notice in notices:
        version, digest = known_versions.get(notice.source_id, (0, ""))
        if digest == notice.digest:
            continue
        rows.append((_row(notice, source, version + 1, at), notice))
        added, changed = added + (version == 0), changed + (version > 0)
    questions = _keep(rows) if rows else 0
    return Loaded(added, changed, len(notices) - added - changed, questions)


def _keep(rows: Sequence[tuple[RecallNotice, Notice]]) -> int:
    """Store them and the questions; how many questions. A version that another load stored meanwhile stays that one's."""
    known, count = known_things(), 0
    RecallNotice.objects.bulk_create([row for row, _ in rows], batch_size=BATCH, ignore_conflicts=True)
    first = rows[0][0]
    stored = RecallNotice.objects.filter(source=first.source, loaded_at=first.loaded_at)
    by_digest = {(row.source_id, row.digest): row for row in stored.iterator()}
    asked: list[RecallQuestion] = []
    for row, notice in rows:
        if kept := by_digest.get((row.source_id, row.digest)):
            asked += _questions(kept, notice, known)
    RecallQuestion.objects.bulk_create(asked, batch_size=BATCH, ignore_conflicts=True)
    count += len(asked)
    return count


def _questions(row: RecallNotice, notice: Notice, known: Known) -> Iterable[RecallQuestion]:
    for (supplier, product), agreement in sorted(
        whom(notice, known).items(), key=lambda one: (one[0][0], one[0][1] or 0)
    ):
        yield RecallQuestion(
            notice=row,
            supplier_id=supplier,
            product_id=product,
            because=sorted(agreement.because),
            words=agreement.words[:50],
            asked_at=row.loaded_at,
        )


def _versions(source: str, numbers: Sequence[str]) -> dict[str, tuple[int, str]]:
    """The newest version and its digest, by the number at the source."""
    found: dict[str, tuple[int, str]] = {}
    for start in range(0, len(numbers), BATCH):
        rows = RecallNotice.objects.filter(source=source, source_id__in=numbers[start : start + BATCH])
        for number, version, digest in rows.order_by("version").values_list("source_id", "version", "digest"):
            found[number] = (version, digest)
    return found


def _row(notice: Notice, source: str, version: int, at: datetime) -> RecallNotice:
    return RecallNotice(
        source=source,
        source_id=notice.source_id,
        version=version,
        digest=notice.digest,
        title=notice.title,
        text=notice.text,
        maker=notice.maker,
        brand=notice.brand,
        model_names=list(notice.models),
        lots=list(notice.lots),
        gtins=list(notice.gtins),
        grade=notice.grade,
        origin=notice.origin,
        published_on=notice.published_on,
        url=notice.url,
        loaded_at=at,
    )
