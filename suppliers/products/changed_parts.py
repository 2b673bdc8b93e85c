"""What buyers read of a product besides its terms, part by part, and which parts differ."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any, NamedTuple

from suppliers.models import Product, ProductPicture
from suppliers.products.picture_files import storage, storage_key

WORDS = ("name_en", "name_zh", "description_en", "standards")
SPECIFICATION = "specification."
ATTRIBUTES = "attributes."
"""Facts that rules ask for and that were not stated before."""
PICTURES = "pictures"
UNKNOWN = "unknown"


class ChangedSince(Exception):
    """What is to be put back is no longer as that change left it."""


class ChangedPart(NamedTuple):
    """One part before and after: the name of a column, ``specification.<field>``, ``attributes.<fact>`` or ``pictures``.

    Values are as JSON keeps them; None where there is none. Pictures are lists of their SHA-256 and words, in order.
    """

    part: str
    before: Any
    after: Any


def changed_words(before: Product, after: Product) -> Iterator[ChangedPart]:
    """The parts in words that differ between two states of a product."""
    for name in WORDS:
        if getattr(before, name) != getattr(after, name):
            yield ChangedPart(name, getattr(before, name), getattr(after, name))
    old, new = before.specification, after.specification
    for key in sorted(old.keys() | new.keys()):
        if old.get(key) != new.get(key):
            yield ChangedPart(f"{SPECIFICATION}{key}", old.get(key), new.get(key))
    for key in sorted(after.attributes.keys() - before.attributes.keys() - new.keys()):
        yield ChangedPart(f"{ATTRIBUTES}{key}", None, after.attributes[key])


def picture_list(product: Product) -> list[dict[str, str]]:
    """Its pictures in order: hash and words."""
    pictures = ProductPicture.objects.filter(product=product)
    return [{"sha256": digest_of(picture), "alt": picture.alt} for picture in pictures]


def digest_of(picture: ProductPicture) -> str:
    """SHA-256 of its widest file, read where it is older than the column; ``unknown`` where that file is gone."""
    if picture.sha256:
        return picture.sha256
    try:
        with storage().open(storage_key(picture.name, picture.widths[-1])) as file:
            return hashlib.sha256(file.read()).hexdigest()
    except (OSError, IndexError):
        return UNKNOWN
