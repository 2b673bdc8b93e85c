"""Files of evidence: which ones rows hold, and the same file in two orders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from buyers.trade.models import EvidenceFile, EvidencePage, Order


@dataclass(frozen=True)
class SameFile:
    """A file of this order that proves something of another order too, which a person should look at."""

    file: EvidenceFile
    elsewhere: EvidenceFile


def stored_names() -> Iterator[str]:
    """Names of all files that evidence holds, for the sweep of files that no row names."""
    return chain.from_iterable(
        rows.values_list("stored_name", flat=True).iterator() for rows in (EvidenceFile.objects, EvidencePage.objects)
    )


def same_files(orders: Iterable[Order]) -> list[SameFile]:
    """Files of these orders that are, byte by byte, files of another order as well; in two queries."""
    rows = EvidenceFile.objects.select_related("evidence__order").order_by("pk")
    own = list(rows.filter(evidence__order__in=[order.pk for order in orders]))
    others = rows.filter(sha256__in={file.sha256 for file in own})
    by_digest: dict[str, list[EvidenceFile]] = {}
    for file in others:
        by_digest.setdefault(file.sha256, []).append(file)
    return [
        SameFile(file, other)
        for file in own
        for other in by_digest[file.sha256]
        if other.evidence.order_id != file.evidence.order_id
    ]
