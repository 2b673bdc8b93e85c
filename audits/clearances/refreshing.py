"""Judges every product again, chunk by chunk: in bounded memory, while the site serves, resumable at any point."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from django.db import transaction
from django.db.models import Count, Q, Sum

from audits.clearances import initial_backfill
from audits.clearances.judging import refresh_products
from audits.law.current import current_edition
from audits.models import Pattern, Refresh, RefreshChunk
from suppliers.models import Product

PRODUCTS_A_CHUNK = 2000
"""Products of one transaction: some seconds of work."""


class Progress(NamedTuple):
    """How far a refresh is, and how many clearance rows it changed so far."""

    done: int
    chunks: int
    changed: int


@transaction.atomic
def start(*, at: datetime) -> Refresh:
    """A refresh by the edition in force: the one that was interrupted, else a new one. Raises NoRulebook."""
    edition = current_edition()
    unfinished = Refresh.objects.filter(rulebook=edition, finished_at=None).first()
    if unfinished:
        return unfinished
    initial_backfill.drop_indexes()
    refresh = Refresh.objects.create(rulebook=edition, started_at=at)
    RefreshChunk.objects.bulk_create(
        (RefreshChunk(refresh=refresh, first=first, last=last) for first, last in _ranges()), batch_size=500
    )
    return refresh


def _ranges() -> Iterator[tuple[int, int]]:
    """First and last key of each chunk of products."""
    keys: list[int] = []
    for key in Product.objects.order_by("pk").values_list("pk", flat=True).iterator():
        keys.append(key)
        if len(keys) == PRODUCTS_A_CHUNK:
            yield keys[0], keys[-1]
            keys = []
    if keys:
        yield keys[0], keys[-1]


def to_do(refresh: Refresh) -> list[int]:
    """Keys of the chunks that are not done."""
    return list(refresh.chunks.filter(done_at=None).values_list("pk", flat=True))


@transaction.atomic
def do(chunk: int, *, at: datetime, force: bool = True) -> int:
    """Judge the products of a chunk, see ``refresh_products``; returns the number of rows changed, 0 for a chunk that is done."""
    if not RefreshChunk.objects.filter(pk=chunk, done_at=None).update(done_at=at):
        return 0
    row = RefreshChunk.objects.get(pk=chunk)
    products = Product.objects.filter(pk__range=(row.first, row.last)).only("pk").order_by("pk")
    row.changed = refresh_products(products, at=at, force=force)
    row.save(update_fields=["changed"])
    return row.changed


@transaction.atomic
def finish(refresh: Refresh, *, at: datetime) -> bool:
    """Close a refresh whose chunks are all done and delete patterns that no product has; returns whether it is closed."""
    if refresh.chunks.filter(done_at=None).exists():
        return False
    initial_backfill.create_missing_indexes()
    if Refresh.objects.filter(pk=refresh.pk, finished_at=None).update(finished_at=at):
        Pattern.objects.filter(products=None).delete()
    return True


def progress(refresh: Refresh) -> Progress:
    """How far it is."""
    counts = refresh.chunks.aggregate(
        done=Count("pk", filter=Q(done_at__isnull=False)), chunks=Count("pk"), changed=Sum("changed", default=0)
    )
    return Progress(**counts)
