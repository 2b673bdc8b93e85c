"""The map of markets: tiles for drawing, groups for reading."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import template

from kpmarket.foundation.world_grid import HEIGHT, POSITIONS, TILE, WIDTH
from kpmarket.templatetags.kp import STATES, country

register = template.Library()

Markets = Iterable[Mapping[str, Any]]


@register.simple_tag
def world_tiles(markets: Markets) -> dict[str, Any]:
    """Every country in its place; one that the list does not name is not assessed."""
    known = {market["code"]: market for market in markets}
    tiles = [_tile(code, known.get(code, {})) for code in POSITIONS]
    return {"tiles": tiles, "width": WIDTH, "height": HEIGHT}


@register.simple_tag
def world_groups(markets: Markets) -> list[dict[str, Any]]:
    """The same in words: the countries of each state, in the order of the alphabet."""
    by_state: dict[str, list[str]] = {state: [] for state in STATES}
    for market in markets:
        by_state[market["state"]].append(str(market.get("name") or country(market["code"])))
    return [{"state": state, "names": sorted(names)} for state, names in by_state.items() if names]


def _tile(code: str, market: Mapping[str, Any]) -> dict[str, Any]:
    column, row = POSITIONS[code]
    state = market.get("state", "not_assessed")
    return {
        "code": code,
        "name": market.get("name") or country(code),
        "state": state,
        "word": STATES[state].word,
        "url": market.get("url", ""),
        "x": column * TILE + 1,
        "y": row * TILE + 1,
    }
