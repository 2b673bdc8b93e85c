"""Clearances as the cards that the catalogue shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from audits.models import Clearance
from buyers.prices import number, price_of
from suppliers.models import PriceTier, ProductPicture

CARD_WIDTH = 320


def with_particulars(rows: QuerySet[Clearance]) -> QuerySet[Clearance]:
    """What a card shows, in the page's own query."""
    return rows.select_related("product", "supplier")


def cards(rows: Sequence[Clearance]) -> list[dict[str, Any]]:
    """One card per clearance; pictures and prices of all of them in two queries."""
    prefetch_related_objects(
        list(rows),
        Prefetch("product__pictures", queryset=ProductPicture.objects.order_by("position", "pk")),
        Prefetch("product__price_tiers", queryset=PriceTier.objects.order_by("from_quantity")),
    )
    return [card(row) for row in rows]


def card(row: Clearance) -> dict[str, Any]:
    """What components/card.html takes."""
    product, supplier = row.product, row.supplier
    price = price_of(product)
    return {
        "key": product.pk,
        "product": {
            "name": product.display_name,
            "model": product.model,
            "url": product.get_absolute_url(),
            "picture": picture(product.pictures.all()),
            "price": price.text if price else "",
            "price_from": price.note if price else "",
            "moq": number(product.moq),
            "lead_time": days(product.lead_time_days),
        },
        "state": row.state,
        "until": row.last_day,
        "supplier": {"name": supplier.display_name, "url": supplier.get_absolute_url()},
    }


def days(count: int | None) -> str:
    """A lead time in words; nothing where none is named."""
    return "" if count is None else ngettext("%(number)s day", "%(number)s days", count) % {"number": count}


def picture(pictures: Iterable[ProductPicture]) -> dict[str, Any] | None:
    """The first picture at the size of a card."""
    first = next(iter(pictures), None)
    if first is None:
        return None
    height = round(CARD_WIDTH * first.height / first.width)
    return {
        "url": first.url(CARD_WIDTH),
        "width": CARD_WIDTH,
        "height": height,
        "alt": first.alt or _("Product picture"),
    }
