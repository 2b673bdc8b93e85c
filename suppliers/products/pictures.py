"""Pictures of a product: re-encoded in the sandbox, kept in three widths, in an order that the company chooses."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.db import transaction
from django.db.models import Max

from kpmarket.accounts.models import User
from kpmarket.foundation.storage.folder import PARTIAL
from suppliers.documents import render
from suppliers.documents.results import ProductImage, Refused
from suppliers.models import Product, ProductPicture
from suppliers.products import offer_events
from suppliers.products.changed_parts import PICTURES, ChangedPart, ChangedSince, picture_list
from suppliers.products.offer_events import OfferChange
from suppliers.products.picture_files import storage, storage_key
from suppliers.products.removed_pictures import keep_removed, restore
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
    with _recorded(product, by=by, at=at):
        return _keep(product, encoded, alt)


@contextmanager
def _recorded(product: Product, *, by: User, at: datetime) -> Iterator[None]:
    """One change of the product's pictures: alone at it, in one transaction, with what buyers saw before and after."""
    with transaction.atomic():
        Product.objects.select_for_update().get(pk=product.pk)
        before = picture_list(product)
        yield
        after = picture_list(product)
        parts = (ChangedPart(PICTURES, before, after),) if before != after else ()
        offer_events.words_changed(OfferChange(product, parts, by, at))


def _keep(product: Product, encoded: ProductImage, alt: str) -> ProductPicture:
    if product.pictures.count() >= MOST_PICTURES:
        raise TooMany
    last = product.pictures.aggregate(Max("position"))["position__max"]
    picture = product.pictures.create(
        width=encoded.image.width,
        height=encoded.image.height,
        alt=alt,
        position=0 if last is None else last + 1,
        sha256=hashlib.sha256(encoded.thumbnails[-1].data).hexdigest(),
    )
    for pixels in encoded.thumbnails:
        storage().save(storage_key(picture.name, pixels.width), ContentFile(pixels.data))
    return picture


def describe_picture(picture: ProductPicture, alt: str, *, by: User, at: datetime) -> None:
    """Say what the picture shows, for people who do not see it."""
    with _recorded(picture.product, by=by, at=at):
        picture.alt = alt
        picture.save(update_fields=["alt"])


def move_picture(picture: ProductPicture, *, earlier: bool, by: User, at: datetime) -> None:
    """Let the picture and its neighbour change places; at the end of the row nothing happens."""
    with _recorded(picture.product, by=by, at=at):
        row = list(ProductPicture.objects.filter(product=picture.product_id))
        place = row.index(picture)
        to = max(0, place - 1) if earlier else min(len(row) - 1, place + 1)
        row.insert(to, row.pop(place))
        _number(row)


def remove_picture(picture: ProductPicture, *, by: User, at: datetime) -> None:
    """Take a picture away from buyers; it is kept for an auditor who wants it back."""
    with _recorded(picture.product, by=by, at=at):
        keep_removed(picture, at=at)


def put_pictures_back(product: Product, part: ChangedPart, *, by: User, at: datetime) -> None:
    """Let the pictures be as before that change. Raises ChangedSince, or PictureGone."""
    with _recorded(product, by=by, at=at):
        if picture_list(product) != part.after:
            raise ChangedSince
        restore(product, part.before, at=at)


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
