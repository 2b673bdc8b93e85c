"""Which words of an offer's name no approved document shows: for pages and letters that name an offer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template

from buyers.catalogue.cards import unverified_in

if TYPE_CHECKING:
    from suppliers.models import Product

register = template.Library()


@register.simple_tag
def unverified_words(product: Product) -> tuple[str, ...]:
    """Claims in its name and model, as they stood at the last act or sweep; lists ask for ``listing`` in their query."""
    listing = getattr(product, "listing", None)
    return unverified_in(listing.unverified, product.display_name, product.model) if listing else ()
