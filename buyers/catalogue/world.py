"""Where a product may go: the states of all countries in words, and as a map that equal answers share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from buyers.catalogue import reference
from kpmarket.foundation.world_grid import CountryState

KEPT_MAPS = 200
"""Maps that a process keeps, of some 50 kB each: many products have the same states."""


def country_list(states: Mapping[str, str], query: str = "") -> tuple[CountryState, ...]:
    """Each country with its state and name, and the address that asks the same page about it; ``query`` is kept in it."""
    kept = f"&{query}" if query else ""
    return tuple(
        CountryState(code, states[code], place.name, f"?to={code}{kept}")
        for code, place in reference.destinations().items()
        if code in states
    )


def map_html(states: Mapping[str, str], *, here: str, query: str) -> SafeString:
    """The map of these states, rendered once for each language, destination and query. Its links are relative to the page."""
    return _map_html(tuple(sorted(states.items())), here, query, get_language() or "en")


@lru_cache(maxsize=KEPT_MAPS)
def _map_html(states: tuple[tuple[str, str], ...], here: str, query: str, _language: str) -> SafeString:
    markets = country_list(dict(states), query)
    return render_to_string("components/world_svg.html", {"markets": markets, "here": here})
