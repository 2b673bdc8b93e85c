"""Pictures that a company took away: kept privately for a while, put back by an auditor, then gone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction

from kpmarket.foundation.storage import files
from suppliers.models import Product, ProductPicture, RemovedPicture
from suppliers.products.changed_parts import digest_of
from suppliers.products.picture_files import storage, storage_key

KEPT = timedelta(days=90)
"""Long enough for the review of a change, of the auditor's question and of the answer."""
SUFFIX = ".webp"


class PictureGone(Exception):
    """The file of a picture that is to be put back is not kept any more."""


def keep_removed(picture: ProductPicture, *, at: datetime) -> None:
    """Take a picture away in the caller's transaction; its public files go once that is certain."""
    keys = {width: storage_key(picture.name, width) for width in picture.widths}
    digest = digest_of(picture)
    kept = {str(width): files.store_bytes(_content(key), SUFFIX).name for width, key in keys.items() if _is_there(key)}
    if len(kept) == len(keys):
        RemovedPicture.objects.create(
            product_id=picture.product_id,
            name=picture.name,
            width=picture.width,
            height=picture.height,
            sha256=digest,
            files=kept,
            removed_at=at,
        )
    picture.delete()
    transaction.on_commit(partial(_delete, list(keys.values())))


def kept_digests(product: Product) -> set[str]:
    """SHA-256 of every picture that it shows or that can be put back."""
    removed = RemovedPicture.objects.filter(product=product).values_list("sha256", flat=True)
    return {*removed, *(digest_of(picture) for picture in ProductPicture.objects.filter(product=product))}


def restore(product: Product, wanted: Sequence[dict[str, Any]], *, at: datetime) -> None:
    """Show these pictures in this order with these words, and take away the others. Raises PictureGone.

    ``wanted`` is a list as ``changed_parts.picture_list`` makes it.
    """
    shown = list(ProductPicture.objects.filter(product=product))
    for position, one in enumerate(wanted):
        found = next((picture for picture in shown if digest_of(picture) == one["sha256"]), None)
        if found:
            shown.remove(found)
        else:
            found = _bring_back(product, one["sha256"])
        found.alt, found.position = one["alt"], position
        found.save()
    for picture in shown:
        keep_removed(picture, at=at)


def forget_old(*, at: datetime) -> int:
    """Delete those that were removed long enough ago, with their files; how many."""
    old = list(RemovedPicture.objects.filter(removed_at__lt=at - KEPT))
    RemovedPicture.objects.filter(pk__in=[one.pk for one in old]).delete()
    for one in old:
        _forget_files(one.files.values())
    return len(old)


def _bring_back(product: Product, digest: str) -> ProductPicture:
    removed = RemovedPicture.objects.filter(product=product, sha256=digest).first()
    if removed is None:
        raise PictureGone
    for width, name in removed.files.items():
        try:
            storage().save(storage_key(removed.name, int(width)), ContentFile(files.read(name)))
        except FileNotFoundError as error:
            raise PictureGone from error
    stored = list(removed.files.values())
    removed.delete()
    transaction.on_commit(partial(_forget_files, stored))
    return ProductPicture(product=product, name=removed.name, width=removed.width, height=removed.height, sha256=digest)


def _is_there(key: str) -> bool:
    return storage().exists(key)


def _content(key: str) -> bytes:
    with storage().open(key) as file:
        content: bytes = file.read()
    return content


def _delete(keys: Sequence[str]) -> None:
    for key in keys:
        storage().delete(key)


def _forget_files(names: Any) -> None:
    for name in names:
        files.remove(name)
