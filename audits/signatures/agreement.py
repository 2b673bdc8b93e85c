"""How far two people agree who judged the same cases apart: pure, from pairs of outcomes alone.

Kappa is that of Cohen (1960): the agreement beyond the one that chance would give two people with these habits. Its standard
error is the asymptotic one of Fleiss, Cohen and Everitt (1969), which statistical packages print. With few pairs, or where
nearly all outcomes are the same, kappa says little while raw agreement is high: both are shown, with the number of pairs.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

MIN_PAIRS = 30
"""Fewer are not shown as a share: one case more or less would move it too far."""
QUANTILE = 1.959964
"""Of the normal distribution, for an interval of 95 %."""


@dataclass(frozen=True)
class Agreement:
    """Of ``pairs`` the number that agreed, the same as a share, and kappa with its interval.

    ``kappa`` is None where chance alone would give agreement: all outcomes were the same.
    """

    pairs: int
    agreed: int
    raw: float
    kappa: float | None
    low: float | None
    high: float | None

    @property
    def percent(self) -> int:
        return round(self.raw * 100)

    @property
    def may_be_shown(self) -> bool:
        return self.pairs >= MIN_PAIRS


def agreement_of(outcomes: Iterable[tuple[str, str]]) -> Agreement | None:
    """The agreement of first and second outcomes; None without any."""
    table = Counter(outcomes)
    pairs = table.total()
    if not pairs:
        return None
    share = {cell: count / pairs for cell, count in table.items()}
    first = _margin(share, 0)
    second = _margin(share, 1)
    agreed = sum(count for (one, other), count in table.items() if one == other)
    by_chance = sum(part * second[name] for name, part in first.items())
    if math.isclose(by_chance, 1):
        return Agreement(pairs, agreed, agreed / pairs, None, None, None)
    kappa = (agreed / pairs - by_chance) / (1 - by_chance)
    error = _standard_error(share, first, second, kappa, by_chance) / math.sqrt(pairs)
    low, high = max(-1.0, kappa - QUANTILE * error), min(1.0, kappa + QUANTILE * error)
    return Agreement(pairs, agreed, agreed / pairs, kappa, low, high)


def _margin(share: dict[tuple[str, str], float], place: int) -> dict[str, float]:
    found: dict[str, float] = defaultdict(float)
    for cell, part in share.items():
        found[cell[place]] += part
    return found


def _standard_error(
    share: dict[tuple[str, str], float],
    first: dict[str, float],
    second: dict[str, float],
    kappa: float,
    by_chance: float,
) -> float:
    """Of one pair: formula 13 of Fleiss, Cohen and Everitt, Psychological Bulletin 72 (1969), with weights of 0 and 1."""
    rest = 1 - kappa
    on = sum(
        part * (1 - (first[one] + second[one]) * rest) ** 2 for (one, other), part in share.items() if one == other
    )
    off = sum(part * (second[one] + first[other]) ** 2 for (one, other), part in share.items() if one != other)
    variance = on + rest**2 * off - (kappa - by_chance * rest) ** 2
    return math.sqrt(max(0.0, variance)) / (1 - by_chance)
