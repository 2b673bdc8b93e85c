"""Readable addresses: /guides/medical-mask/germany/. They stay the same in every language."""

from __future__ import annotations

from functools import cache

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.text import slugify

from buyers.catalogue import reference
from buyers.catalogue.reference import Destination
from kpmarket.foundation.places import place_name
from suppliers.models import ProductType


def type_slug(key: str) -> str:
    """A product type in an address."""
    return key.replace("_", "-")


def product_type(slug: str) -> ProductType | None:
    """The product type of an address; None where it names none."""
    return reference.product_types().get(slug.replace("-", "_")) if slug == slug.lower().replace("_", "-") else None


def place_slug(code: str) -> str:
    """A destination in an address: its English name."""
    return _slugs()[code]


def place(slug: str) -> Destination | None:
    """The destination of an address, named or as a code; None where it names none."""
    return reference.destination(_codes().get(slug, slug))


@cache
def _slugs() -> dict[str, str]:
    with translation.override("en"):
        return {code: slugify(place_name(code)) for code in reference.destinations()}


@cache
def _codes() -> dict[str, str]:
    return {slug: code for code, slug in _slugs().items()}


def guide_url(product_type: str, code: str) -> str:
    """The page of one product type and one destination."""
    return reverse("buyers:guide", args=[type_slug(product_type), place_slug(code)])


def type_url(product_type: str) -> str:
    """The page of one product type with all its destinations."""
    return reverse("buyers:guides-of-type", args=[type_slug(product_type)])


def absolute(path: str) -> str:
    """An address for other sites to keep: our own name, whatever the request called us."""
    return f"{settings.SITE_URL}{path}"
