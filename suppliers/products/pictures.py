"""Pictures of a product: re-encoded in the sandbox, kept in three widths, in an order that the company chooses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import Storage, storages
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.db.models import Max

from kpmarket.accounts.models import User
from kpmarket.foundation.storage.folder import PARTIAL
from suppliers.documents import render
from suppliers.documents.results import ProductImage, Refused
from suppliers.models import Product, ProductPicture
from suppliers.readings import rendering

MOST_PICTURES = 12
STORED_KEY = re.compile(r"[\w-]+-\d+\.webp")


class PictureRefused(Exception):
    """The file is no picture that we take; ``refused`` says why."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


class TooSmall(Exception):
    """Narrower than the narrowest width that is kept."""


class TooMany(Exception):
    """The product has as many pictures as it may have."""


def add_picture(
    product: Product, upload: TemporaryUploadedFile, *, by: User, at: datetime, alt: str = ""
) -> ProductPicture:
    """Keep a picture behind the others. Raises PictureRefused, TooSmall or TooMany, and then nothing is kept."""
    encode = partial(render.product_image, Path(upload.temporary_file_path()), widths=ProductPicture.WIDTHS)
    encoded = rendering.on_allowance(encode, by=by, at=at)
    if isinstance(encoded, Refused):
        raise PictureRefused(encoded)
    if not encoded.thumbnails:
        raise TooSmall
    return _keep(product, encoded, alt)


@transaction.atomic
def _keep(product: Product, encoded: ProductImage, alt: str) -> ProductPicture:
    Product.objects.select_for_update().get(pk=product.pk)
    if product.pictures.count() >= MOST_PICTURES:
        raise TooMany
    last = product.pictures.aggregate(Max("position"))["position__max"]
    picture = product.pictures.create(
        width=encoded.image.width,
        height=encoded.image.height,
        alt=alt,
        position=0 if last is None else last + 1,
    )
    for pixels in encoded.thumbnails:
        storage().save(storage_key(picture.name, pixels.width), ContentFile(pixels.data))
    return picture


def describe_picture(picture: ProductPicture, alt: str) -> None:
    """Say what the picture shows, for people who do not see it."""
    picture.alt = alt
    picture.save(update_fields=["alt"])


@transaction.atomic
def move_picture(picture: ProductPicture, *, earlier: bool) -> None:
    """Let the picture and its neighbour change places; at the end of the row nothing happens."""
    Product.objects.select_for_update().get(pk=picture.product_id)
    row = list(ProductPicture.objects.filter(product=picture.product_id))
    at = row.index(picture)
    to = max(0, at - 1) if earlier else min(len(row) - 1, at + 1)
    row.insert(to, row.pop(at))
    _number(row)


@transaction.atomic
def remove_picture(picture: ProductPicture) -> None:
    """Remove a picture; its files go once that is certain."""
    keys = [storage_key(picture.name, width) for width in picture.widths]
    picture.delete()
    transaction.on_commit(partial(_delete, keys))


def storage() -> Storage:
    """Where product pictures are kept: a folder or a bucket."""
    return storages["pictures"]


def storage_key(name: str, width: int) -> str:
    """The key of one width of a picture."""
    return f"{name}-{width}.webp"


def stored_keys() -> Iterator[str]:
    """The keys of all product pictures, and of those whose writing was broken off. Files of others stay out."""
    try:
        names = storage().listdir("")[1]
    except FileNotFoundError:
        return
    yield from (name for name in names if STORED_KEY.fullmatch(name.removesuffix(PARTIAL)))


def _number(row: Iterable[ProductPicture]) -> None:
    pictures = list(row)
    for position, picture in enumerate(pictures):
        picture.position = position
    ProductPicture.objects.bulk_update(pictures, ["position"])


def _delete(keys: Iterable[str]) -> None:
    for key in keys:
        storage().delete(key)
