"""Clearances as the cards that the catalogue shows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from audits.messages import wanted
from audits.models import NO_END, Clearance
from buyers.catalogue import reference
from buyers.prices import number, price_of_tiers
from kpmarket.languages import in_reader_language
from suppliers.models import PriceTier, Product, ProductPicture

CARD_WIDTH = 320
CARDS_KEPT = 8192
"""Cards that a process keeps drawn: some ten megabytes."""
OF_CLEARANCE = ("id", "state", "valid_until", "price_usd", "lead_time_days", "moq", "product_id", "supplier_id")
OF_PRODUCT = ("model", "name_en", "name_zh", "currency", "unit", "moq", "lead_time_days")
"""What is shown is the product's own, not what the clearance carries of it."""
OF_SUPPLIER = ("name_en", "name_zh")


class Facts(NamedTuple):
    """All that one card depends on, beside the reader's language. Equal facts give the same card."""

    row: Any
    tiers: tuple[tuple[Any, ...], ...]
    picture: tuple[Any, ...]


def with_particulars(rows: QuerySet[Clearance]) -> QuerySet[Clearance, Any]:
    """What a card shows, in the page's own query: plain values, because a page of model instances takes its time."""
    of_product = (f"product__{name}" for name in OF_PRODUCT)
    of_supplier = (f"supplier__{name}" for name in OF_SUPPLIER)
    told = rows.annotate(arrange=Cast("to_arrange", TextField()))
    return told.values_list(*OF_CLEARANCE, *of_product, *of_supplier, "arrange", named=True)


def cards(rows: Sequence[Any]) -> list[dict[str, Any]]:
    """One card per row of with_particulars; pictures and prices of all of them in two queries."""
    return [card(one) for one in facts(rows)]


def drawn(rows: Sequence[Any], *, destination: str, can_pick: bool) -> list[SafeString]:
    """The same cards as HTML. Who sees a card again that has not changed gets the one drawn before."""
    language = get_language() or ""
    return [_drawn(one, destination, can_pick, language) for one in facts(rows)]


def facts(rows: Sequence[Any]) -> list[Facts]:
    """What the cards depend on, with the first picture and the price tiers of each product."""
    keys = [row.product_id for row in rows]
    tiers: dict[int, list[tuple[Any, ...]]] = defaultdict(list)
    for key, *tier in _rows(PriceTier.objects.order_by("from_quantity"), keys, "from_quantity", "unit_price"):
        tiers[key].append(tuple(tier))
    pictures: dict[int, tuple[Any, ...]] = {}
    for key, *shown in _rows(ProductPicture.objects.order_by("position", "pk"), keys, "name", "width", "height", "alt"):
        pictures.setdefault(key, tuple(shown))
    return [Facts(row, tuple(tiers[row.product_id]), pictures.get(row.product_id, ())) for row in rows]


def card(one: Facts) -> dict[str, Any]:
    """What components/card.html takes."""
    row = one.row
    product = Product(currency=row.product__currency, unit=row.product__unit)
    price = price_of_tiers(product, [PriceTier(from_quantity=start, unit_price=price) for start, price in one.tiers])
    return {
        "key": row.product_id,
        "product": {
            "name": in_reader_language(en=row.product__name_en, zh=row.product__name_zh),
            "model": row.product__model,
            "url": reverse("buyers:product", args=[row.product_id]),
            "picture": picture(*one.picture) if one.picture else None,
            "price": price.text if price else "",
            "price_from": price.note if price else "",
            "moq": number(row.product__moq),
            "lead_time": days(row.product__lead_time_days),
        },
        "state": row.state,
        "until": None if row.valid_until == NO_END else row.valid_until,
        "arrange": papers_to_arrange(json.loads(row.arrange)),
        "supplier": {
            "name": in_reader_language(en=row.supplier__name_en, zh=row.supplier__name_zh),
            "url": reverse("buyers:supplier", args=[row.supplier_id]),
        },
    }


def papers_to_arrange(papers: Sequence[Mapping[str, Any]]) -> list[str]:
    """What the buyer's side must add, in words."""
    types = reference.certificate_types() if papers else {}
    names = ((types[one["type"]].display_name if one["type"] in types else one["type"], one["with"]) for one in papers)
    return [wanted(name, said.items()) for name, said in names]


def days(count: int | None) -> str:
    """A lead time in words; nothing where none is named."""
    return "" if count is None else ngettext("%(number)s day", "%(number)s days", count) % {"number": count}


def picture(name: str, width: int, height: int, alt: str) -> dict[str, Any]:
    """A picture at the size of a card."""
    return {
        "url": ProductPicture(name=name).url(CARD_WIDTH),
        "width": CARD_WIDTH,
        "height": round(CARD_WIDTH * height / width),
        "alt": alt or _("Product picture"),
    }


def _rows(rows: QuerySet[Any], products: Iterable[int], *fields: str) -> Iterable[tuple[Any, ...]]:
    return rows.filter(product__in=products).values_list("product_id", *fields)


@lru_cache(maxsize=CARDS_KEPT)
def _drawn(one: Facts, destination: str, can_pick: bool, language: str) -> SafeString:
    shown = card(one)
    return render_to_string(
        "components/card.html",
        {**shown, "destination": destination, "pick": shown["key"] if can_pick else None},
    )
