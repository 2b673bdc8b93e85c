"""Numbers of certificates that buyers may see."""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.db.models import QuerySet

from buyers.search.keeping import Kept
from kpmarket.foundation.text.search import squeeze
from suppliers.models import Certificate, Product, Supplier

MIN_NUMBER, MIN_DIGITS = 5, 4
"""Letters and digits of a number that is looked up, and how many of these must be digits."""
DIGITS = re.compile(r"[0-9]+")
SAME_DIGITS = 4
"""Digits at the end of the longest row of them, by which the database finds what may be the number."""
MOST_CERTIFICATES = 5000
"""Numbers with the same digits that are compared with what was typed, the latest first."""
MOST_PRODUCTS = 500
_products: Kept[tuple[int, ...]] = Kept()


def certified_products(number: str) -> tuple[int, ...]:
    """Products on offer that a certificate with this number covers. Only certificates whose pages buyers may see count."""
    return _products.get(squeeze(number), lambda: _read(squeeze(number)))


def sharing(types: Iterable[str]) -> QuerySet[Certificate, tuple[int]]:
    """Keys of the suppliers that share an approved certificate of one of these types."""
    return Certificate.objects.approved().filter(is_shared=True, certificate_type__in=types).values_list("supplier")


def shared_certificates(number: str) -> list[Certificate]:
    """Approved certificates with that number, squeezed, which their qualified suppliers share."""
    if len(number) < MIN_NUMBER or sum(map(len, DIGITS.findall(number))) < MIN_DIGITS:
        return []
    shared = Certificate.objects.approved().filter(is_shared=True, supplier__in=Supplier.objects.qualified())
    similar = shared.filter(number__contains=max(DIGITS.findall(number), key=len)[-SAME_DIGITS:]).order_by("-pk")
    keys = [pk for pk, one in similar.values_list("pk", "number")[:MOST_CERTIFICATES] if squeeze(one) == number]
    return list(shared.filter(pk__in=keys).select_related("certificate_type", "supplier").order_by("pk"))


def _read(number: str) -> tuple[int, ...]:
    found: dict[int, None] = {}
    for certificate in shared_certificates(number):
        named = certificate.products.on_offer().order_by("pk").values_list("pk", flat=True)
        of_company = Product.objects.on_offer().filter(supplier=certificate.supplier).order_by("pk")
        keys = list(named[:MOST_PRODUCTS]) if certificate.products.exists() else of_company.values_list("pk", flat=True)
        found.update(dict.fromkeys(keys[:MOST_PRODUCTS]))
    return tuple(found)
