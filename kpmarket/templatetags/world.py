"""The map of markets: tiles for drawing, groups for reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import template

from kpmarket.foundation.world_grid import HEIGHT, POSITIONS, TILE, WIDTH, CountryState
from kpmarket.templatetags.kp import STATES, country

register = template.Library()


@dataclass(frozen=True)
class Tile:
    """One country on the map; ``x`` and ``y`` in units of the drawing."""

    code: str
    name: str
    state: str
    word: object
    url: str
    x: int
    y: int


@dataclass(frozen=True)
class Group:
    state: str
    names: list[str]


@register.simple_tag
def world_tiles(markets: Iterable[CountryState]) -> dict[str, Any]:
    """Every country in its place; one that the list does not name is not assessed."""
    known = {market.code: market for market in markets}
    tiles = [_tile(code, known.get(code, CountryState(code, "not_assessed"))) for code in POSITIONS]
    return {"tiles": tiles, "width": WIDTH, "height": HEIGHT}


@register.simple_tag
def world_groups(markets: Iterable[CountryState]) -> list[Group]:
    """The same in words: the countries of each state, in the order of the alphabet."""
    by_state: dict[str, list[str]] = {state: [] for state in STATES}
    for market in markets:
        by_state[market.state].append(str(market.name or country(market.code)))
    return [Group(state, sorted(names)) for state, names in by_state.items() if names]


def _tile(code: str, market: CountryState) -> Tile:
    column, row = POSITIONS[code]
    return Tile(
        code=code,
        name=market.name or country(code),
        state=market.state,
        word=STATES[market.state].word,
        url=market.url,
        x=column * TILE + 1,
        y=row * TILE + 1,
    )
