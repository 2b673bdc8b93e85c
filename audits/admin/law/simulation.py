"""What a draft edition would do, on one page: who loses, who gains, whom it touches, and the letters that would go out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from audits.clearances.dependants import count_dependants
from audits.editions import drafts
from audits.editions.effects import Effect, MarketChange
from audits.editions.letters import letters, place_of
from audits.editions.mail import law_letter_context
from audits.editions.simulation import mark_of, simulate
from audits.models import Market, RulebookDraft
from kpmarket.accounts.models import User
from suppliers.models import Product, ProductType, Supplier

MAX_NAMED = 12
"""Products that a line names."""
MAX_LETTERS = 3
"""Letters that are shown before they are sent."""


@dataclass(frozen=True, slots=True)
class EffectRow:
    """What happens to products of one type in one market, with the first products by name."""

    change: MarketChange
    place: str
    """The market, with its countries where the change is not about all."""
    product_type: ProductType
    count: int
    suppliers: int
    named: list[Product]
    more: int
    """Products that are not named."""


@dataclass(frozen=True, slots=True)
class EffectGroup:
    """All losses, or all gains."""

    kind: str
    rows: list[EffectRow]


@dataclass(frozen=True, slots=True)
class LetterPreview:
    """A letter as it would go out."""

    supplier: Supplier
    text: str


def context(draft: RulebookDraft, *, on: date, user: User) -> dict[str, Any]:
    """What the page shows, judged again."""
    result = simulate(drafts.rulebook_in(draft), on=on)
    rows = _EffectRows(result.effects)
    groups = [EffectGroup("loss", rows.of(result.losses)), EffectGroup("gain", rows.of(result.gains))]
    return {
        "on": on,
        "mark": mark_of(result, user),
        "groups": [group for group in groups if group.rows],
        "judged": result.products,
        "touched": len(result.touched),
        "kept": result.products - len(result.touched),
        "suppliers": rows.suppliers,
        "dependants": count_dependants(result.pairs, on=on),
        "letters": [
            LetterPreview(one.supplier, render_to_string("mail/audits/law_changes.txt", law_letter_context(one)))
            for one in letters(result.effects, limit=MAX_LETTERS)
        ],
    }


class _EffectRows:
    """Names for the keys in effects: four queries however many there are."""

    def __init__(self, effects: Iterable[Effect]) -> None:
        effects = list(effects)
        named = {key for one in effects for key in one.products[:MAX_NAMED]}
        self.products = Product.objects.select_related("supplier").in_bulk(named)
        self.types = ProductType.objects.in_bulk()
        self.markets = Market.objects.in_bulk()
        touched = {key for one in effects for key in one.products}
        self.suppliers = Product.objects.filter(pk__in=touched).values("supplier").distinct().count()

    def of(self, effects: Iterable[Effect]) -> list[EffectRow]:
        return [
            EffectRow(
                change=one.change,
                place=place_of(self.markets[one.change.market], one.change),
                product_type=self.types[one.change.product_type],
                count=len(one.products),
                suppliers=one.suppliers,
                named=[self.products[key] for key in one.products[:MAX_NAMED] if key in self.products],
                more=max(0, len(one.products) - MAX_NAMED),
            )
            for one in effects
        ]
