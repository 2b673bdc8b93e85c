"""Product pictures of the demonstration: committed files, one per product type, variant and width."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile

from kpmarket.foundation.storage.folder import local_path
from kpmarket.site.demo.offerings import OFFERINGS
from suppliers.models import Product, ProductPicture
from suppliers.products.picture_files import storage, storage_key

FOLDER = Path(__file__).resolve().parent.parent / "pictures"
VARIANTS = 8
"""Pictures of each product type; they differ in colour and detail."""
SIZE = (640, 480)
"""Pixels of the largest width that is committed."""
WIDTHS = tuple(width for width in ProductPicture.WIDTHS if width <= SIZE[0])


def picture_file(product_type: str, variant: int, width: int) -> Path:
    """The committed WebP file of that product type, variant and width in pixels."""
    return FOLDER / f"{product_type}-{variant}-{width}.webp"


def picture_of(product: Product) -> int:
    """The number of a picture of its type that shows such a product: nothing printed on it contradicts the offer."""
    offering = OFFERINGS.get(product.product_type_id)
    shown = offering.pictures_of(product.name_en, VARIANTS) if offering else tuple(range(VARIANTS))
    return shown[product.pk % len(shown)]


def attach(products: Iterable[Product]) -> None:
    """Give every product its picture. Products with the same picture share its bytes in a folder."""
    ProductPicture.objects.bulk_create([_attach(product) for product in products])


def _attach(product: Product) -> ProductPicture:
    name = secrets.token_urlsafe(16)
    variant = picture_of(product)
    for width in WIDTHS:
        source = picture_file(product.product_type_id, variant, width)
        _store(source, storage_key(name, width))
    return ProductPicture(product=product, name=name, width=SIZE[0], height=SIZE[1])


def _store(source: Path, key: str) -> None:
    """Keep a picture under that key: in a folder as a hard link, which takes no space and no time, in a bucket as it is."""
    path = local_path(storage(), key)
    if path is None:
        storage().save(key, ContentFile(source.read_bytes()))
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.link(_copy_to_var(source), path)


def _copy_to_var(source: Path) -> Path:
    """A copy next to the served pictures: the checkout may lie on another disk, where no hard link can be made."""
    copy = Path(settings.VAR_DIR) / "demo" / source.name
    if not copy.exists():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, copy)
    return copy
