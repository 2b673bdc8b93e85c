"""How much of something one person may use in a while: counted in the cache, where it is forgotten by itself."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.core.cache import cache


@dataclass(frozen=True)
class Allowance:
    """So many units for each payer in each window; windows follow one another from the epoch on.

    Without Redis two processes that count in the same instant may count once: the cache table knows no addition. A
    cache that was emptied has forgotten what was taken, and that is all that happens.
    """

    name: str
    amount: int
    window: timedelta

    def take(self, payer: object, units: int, *, at: datetime) -> bool:
        """Whether so much was left; if not, nothing is taken."""
        key = self._key(payer, at)
        cache.add(key, 0, timeout=2 * self.window.total_seconds())
        try:
            taken = cache.incr(key, units)
        except ValueError:
            return True
        if taken > self.amount:
            self.give_back(payer, units, at=at)
        return taken <= self.amount

    def give_back(self, payer: object, units: int, *, at: datetime) -> None:
        """Return what was taken at that moment and not used."""
        with suppress(ValueError):
            cache.decr(self._key(payer, at), units)

    def again(self, *, at: datetime) -> timedelta:
        """How long it takes until the whole allowance is there again."""
        return timedelta(seconds=self.window.total_seconds() - at.timestamp() % self.window.total_seconds())

    def _key(self, payer: object, at: datetime) -> str:
        return f"allowance:{self.name}:{payer}:{int(at.timestamp() // self.window.total_seconds())}"
