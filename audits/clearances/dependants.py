"""Who relies on clearances: told by the apps downstream, without importing them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import NamedTuple

Pairs = Mapping[str, Collection[int]]
"""Market -> keys of products."""


class Reliance(NamedTuple):
    """How many people keep an eye on these products for these markets, and how many open enquiries ask about them."""

    buyers: int = 0
    shortlisted: int = 0
    enquiries: int = 0


Teller = Callable[[Pairs, date], Reliance]
_tellers: list[Teller] = []


def subscribe(teller: Teller) -> None:
    """Called once by an app's ``ready()``."""
    if teller not in _tellers:
        _tellers.append(teller)


def relying(pairs: Pairs, *, on: date) -> Reliance:
    """Everybody who relies on any of these, that day."""
    told = [teller(pairs, on) for teller in _tellers]
    return Reliance(*(sum(column) for column in zip(*told, strict=True))) if told else Reliance()
