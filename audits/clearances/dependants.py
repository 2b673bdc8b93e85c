"""How many people depend on clearances; apps downstream register their counts, so that none is imported here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

Pairs = Mapping[str, Collection[int]]
"""Market -> keys of products."""


class Dependants(NamedTuple):
    """How many people watch these products for these markets, and how many open enquiries ask about them."""

    buyers: int = 0
    shortlisted: int = 0
    enquiries: int = 0


Counter = Callable[[Pairs, date], Dependants]
_counters: list[Counter] = []


def subscribe(counter: Counter) -> None:
    """Called once by an app's ``ready()``."""
    if counter not in _counters:
        _counters.append(counter)


def count_dependants(pairs: Pairs, *, on: date) -> Dependants:
    """Everybody who depends on any of these, that day."""
    counts = [counter(pairs, on) for counter in _counters]
    return Dependants(*(sum(column) for column in zip(*counts, strict=True))) if counts else Dependants()
