"""Countries, markets and product types as buyers choose them: read once a minute, because they hardly ever change."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import get_language

from audits.law import upkeep
from audits.law.current import current_rulebook
from audits.models import Country, Market
from buyers.search import keeping
from kpmarket.foundation.places import place_names
from suppliers.models import CertificateType, ProductType

SECONDS = 60
T = TypeVar("T")
_kept: dict[str, tuple[float, object]] = {}


@dataclass(frozen=True, slots=True)
class Destination:
    """A country, or a part of one, that goods are shipped to, and its market: None where we hold no rules."""

    code: str
    name: str
    market: str | None


def forget() -> None:
    """Read everything again at the next question."""
    _kept.clear()
    keeping.forget()


def _keep(key: str, read: Callable[[], T]) -> T:
    at, value = _kept.get(key, (0.0, None))
    if value is None or time.monotonic() - at > SECONDS:
        value = read()
        _kept[key] = (time.monotonic(), value)
    return value  # type: ignore[return-value]


def product_types() -> dict[str, ProductType]:
    """Every product type by its id."""
    return _keep("product_types", lambda: {one.pk: one for one in ProductType.objects.all()})


def certificate_types() -> dict[str, CertificateType]:
    """Every certificate type by its id."""
    return _keep("certificate_types", lambda: {one.pk: one for one in CertificateType.objects.all()})


def markets() -> dict[str, Market]:
    """Every market by its id."""
    return _keep("markets", lambda: {one.pk: one for one in Market.objects.all()})


def market_of(code: str) -> str | None:
    """The market of an ISO 3166 code; None: not assessed."""
    return _keep("countries", lambda: dict(Country.objects.values_list("code", "market_id"))).get(code)


def overdue_types(market: str | None, *, on: date, today: date) -> frozenset[str]:
    """Product types whose rules in that market nobody has compared with their sources for too long."""
    if market is None:
        return frozenset()
    return _keep(
        f"overdue {market} {on} {today}", lambda: upkeep.overdue_types(current_rulebook(), market, on=on, today=today)
    )


def destination(code: str) -> Destination | None:
    """The destination with that code; None for what is no country."""
    return destinations().get(code.upper())


def destinations() -> dict[str, Destination]:
    """Every country of the world by its code, in the reader's language, sorted by name."""
    language = (get_language() or "en")[:2]
    return _keep(f"destinations {language}", lambda: _destinations(language))


def _destinations(language: str) -> dict[str, Destination]:
    names = place_names(language)
    names.pop("CN")
    ordered = sorted(names.items(), key=lambda pair: pair[1])
    return {code: Destination(code, name, market_of(code)) for code, name in ordered}
