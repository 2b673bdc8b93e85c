"""What an act at the desk would do, found by doing it and taking it back: the same code decides, and no copy of it guesses.

Everything happens in a transaction that never ends well: no row, no letter and no entry of the log stays.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from audits.clearances.dependants import Dependants, count_dependants
from audits.models import Clearance, Decision, Market
from kpmarket.foundation.outbox.models import Letter
from suppliers.models import Certificate, Supplier

Subject = Supplier | Certificate
Pair = tuple[str, int]
"""A market and the key of a product."""
Standing = tuple[str, date]
"""The best state that a product has in a market, and until when."""
CONFIRM_FROM = 20
"""Where more products than this lose a market, the act is confirmed by typing the company's name."""


class _TakenBack(Exception):
    """Ends the transaction of a rehearsal."""


@dataclass(frozen=True)
class Effects:
    """What an act would change. Pairs are markets and products; ``letters`` are as they would go, one for each language."""

    lost: frozenset[Pair]
    gained: frozenset[Pair]
    changed: frozenset[Pair]
    dependants: Dependants
    letters: tuple[Letter, ...]
    recipients: int

    @property
    def needs_confirmation(self) -> bool:
        return len(self.lost) > CONFIRM_FROM

    @property
    def is_nothing(self) -> bool:
        return not (self.lost or self.gained or self.changed)

    @property
    def lost_products(self) -> int:
        return len({product for _market, product in self.lost})

    @property
    def gained_products(self) -> int:
        return len({product for _market, product in self.gained})

    @property
    def lost_markets(self) -> list[Market]:
        """The markets of which products are lost, by name."""
        return markets_of(self.lost)

    @property
    def gained_markets(self) -> list[Market]:
        return markets_of(self.gained)


def rehearse(subject: Subject, act: Callable[[Subject], object], *, on: date) -> Effects:
    """Do ``act`` to a copy of the subject, see what follows, and take all of it back. Raises what the act raises."""
    company = subject.supplier_id if isinstance(subject, Certificate) else subject.pk
    letters: tuple[Letter, ...] = ()
    before = _on_offer(company, on)
    after = before
    try:
        with transaction.atomic():
            result = act(type(subject)._default_manager.get(pk=subject.pk))
            after = _on_offer(company, on)
            letters = _letters_of(result)
            raise _TakenBack
    except _TakenBack:
        lost = frozenset(before.keys() - after.keys())
        return Effects(
            lost=lost,
            gained=frozenset(after.keys() - before.keys()),
            changed=frozenset(pair for pair in before.keys() & after.keys() if before[pair] != after[pair]),
            dependants=count_dependants(_by_market(lost), on=on),
            letters=tuple({letter.subject: letter for letter in letters}.values()),
            recipients=len(letters),
        )


def markets_of(pairs: frozenset[Pair]) -> list[Market]:
    return sorted(Market.objects.in_bulk({market for market, _product in pairs}).values(), key=str)


def _on_offer(company: int, on: date) -> dict[Pair, Standing]:
    """What buyers can have of the company, on that day or later."""
    rows = Clearance.objects.current().open().filter(product__supplier=company, is_on_offer=True, valid_until__gte=on)
    found: dict[Pair, Standing] = {}
    for market, product, state, until in rows.values_list("market", "product", "state", "valid_until"):
        found[market, product] = max(found.get((market, product), ("", date.min)), (state, until), key=_best)
    return found


def _best(standing: Standing) -> tuple[date, bool, str]:
    state, until = standing
    return until, state == Clearance.State.CLEARED, state


def _letters_of(result: object) -> tuple[Letter, ...]:
    """The letters that a decision wrote, in the order of writing."""
    if not isinstance(result, Decision):
        return ()
    return tuple(Letter.objects.filter(key__startswith=f"decision-{result.pk}-").order_by("pk"))


def _by_market(pairs: frozenset[Pair]) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for market, product in pairs:
        found.setdefault(market, set()).add(product)
    return found
