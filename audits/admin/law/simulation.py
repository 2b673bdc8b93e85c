"""What a draft edition would do, on one page: who loses, who gains, whom it touches, and the letters that would go out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.template.loader import render_to_string

from audits.clearances.dependants import count_dependants
from audits.editions import drafts
from audits.editions.effects import Effect
from audits.editions.letters import letters
from audits.editions.mail import law_letter_context
from audits.editions.simulation import simulate
from audits.models import Market, RulebookDraft
from suppliers.models import Product, ProductType

NAMED = 12
"""Products that a line names."""
LETTERS = 3
"""Letters that are shown before they are sent."""


def context(draft: RulebookDraft, *, on: date) -> dict[str, Any]:
    """What the page shows, judged again."""
    found = simulate(drafts.rulebook_in(draft), on=on)
    words = _Words(found.effects)
    return {
        "on": on,
        "groups": [group for group in (words.group(found.losses, "loss"), words.group(found.gains, "gain")) if group],
        "judged": found.products,
        "touched": len(found.touched),
        "kept": found.products - len(found.touched),
        "suppliers": words.suppliers,
        "reliance": count_dependants(found.pairs, on=on),
        "letters": [
            {"supplier": one.supplier, "text": render_to_string("mail/audits/law_changes.txt", law_letter_context(one))}
            for one in letters(found.effects, most=LETTERS)
        ],
    }


class _Words:
    """Names for the keys that effects speak of: four queries however many there are."""

    def __init__(self, effects: Iterable[Effect]) -> None:
        effects = list(effects)
        named = {key for one in effects for key in one.products[:NAMED]}
        self.products = Product.objects.select_related("supplier").in_bulk(named)
        self.types = ProductType.objects.in_bulk()
        self.markets = Market.objects.in_bulk()
        touched = {key for one in effects for key in one.products}
        self.suppliers = Product.objects.filter(pk__in=touched).values("supplier").distinct().count()

    def group(self, effects: Iterable[Effect], kind: str) -> dict[str, Any]:
        rows = [self._row(one) for one in effects]
        return {"kind": kind, "rows": rows} if rows else {}

    def _row(self, effect: Effect) -> dict[str, Any]:
        change = effect.change
        return {
            "change": change,
            "market": self.markets[change.market],
            "product_type": self.types[change.product_type],
            "count": len(effect.products),
            "suppliers": effect.suppliers,
            "named": [self.products[key] for key in effect.products[:NAMED] if key in self.products],
            "more": max(0, len(effect.products) - NAMED),
        }
