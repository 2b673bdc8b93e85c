"""Countries, markets and product types as buyers choose them: read once a minute, because they hardly ever change."""

from __future__ import annotations

import time
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from audits.law import guide, upkeep
from audits.law.current import current_rulebook
from audits.models import Country, Market
from buyers.search import keeping
from kpmarket.foundation.places import place_names
from kpmarket.foundation.text.search import is_chinese
from suppliers.models import CertificateType, ProductType
from suppliers.products.type_groups import GroupedChoices, grouped_choices

SECONDS = 60
NO_DESTINATION = frozenset({"CN", "AQ", "BV", "GS", "HM", "TF", "UM"})
"""Where the goods come from, and places where nobody lives for long."""
OTHER_CODES = {"UK": "GB", "EL": "GR"}
"""Codes that people and offices write besides those of ISO 3166."""
KINGDOM = {"en": "United Kingdom", "zh": "英国"}
BRACKETS = {"en": " ({})", "zh": "（{}）"}
T = TypeVar("T")
_kept: dict[str, tuple[float, object]] = {}


@dataclass(frozen=True, slots=True)
class Destination:
    """A country, or a part of one, that goods are shipped to, and its market: None where we hold no rules."""

    code: str
    name: str
    market: str | None
    listed_as: str = ""
    """How lists to choose from name it."""


GroupedPlaces = tuple[tuple[str, tuple[Destination, ...]], ...]
"""The name of a group with its destinations."""


def forget() -> None:
    """Read everything again at the next question."""
    _kept.clear()
    keeping.forget()


def keep(key: str, read: Callable[[], T]) -> T:
    """What ``read`` returns, read once in SECONDS."""
    at, value = _kept.get(key, (0.0, None))
    if value is None or time.monotonic() - at > SECONDS:
        value = read()
        _kept[key] = (time.monotonic(), value)
    return value  # type: ignore[return-value]


def product_types() -> dict[str, ProductType]:
    """Every product type by its id."""
    return keep("product_types", lambda: {one.pk: one for one in ProductType.objects.all()})


def type_choices() -> GroupedChoices:
    """The same as choices of a select: by group, in the reader's language."""
    return keep(f"type choices {get_language()}", lambda: grouped_choices(product_types().values()))


def certificate_types() -> dict[str, CertificateType]:
    """Every certificate type by its id."""
    return keep("certificate_types", lambda: {one.pk: one for one in CertificateType.objects.all()})


def markets() -> dict[str, Market]:
    """Every market by its id."""
    return keep("markets", lambda: {one.pk: one for one in Market.objects.all()})


def market_of(code: str) -> str | None:
    """The market of an ISO 3166 code; None: not assessed."""
    return keep("countries", lambda: dict(Country.objects.values_list("code", "market_id"))).get(code)


def codes_of(market: str) -> tuple[str, ...]:
    """The destinations of a market."""
    return keep("codes by market", _codes_by_market).get(market, ())


def _codes_by_market() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for code, place in destinations().items():
        if place.market:
            found[place.market].append(code)
    return {market: tuple(codes) for market, codes in found.items()}


def overdue_types(market: str | None, *, on: date, today: date) -> frozenset[str]:
    """Product types whose rules in that market nobody has compared with their sources for too long."""
    if market is None:
        return frozenset()
    return keep(
        f"overdue {market} {on} {today}", lambda: upkeep.overdue_types(current_rulebook(), market, on=on, today=today)
    )


def assessed_types(market: str | None, *, on: date) -> frozenset[str]:
    """Product types that we hold rules for in that market on that day; of the others nothing is known there."""
    if market is None:
        return frozenset()
    return keep(f"assessed {market} {on}", lambda: guide.assessed_types(current_rulebook(), market, on=on))


def destination(code: str) -> Destination | None:
    """The destination with that code, or with that other code for it; None for what is no country to ship to."""
    code = code.upper()
    return destinations().get(OTHER_CODES.get(code, code))


def destinations() -> dict[str, Destination]:
    """Every country that goods are shipped to by its code, in the reader's language, in the order of its alphabet."""
    language = (get_language() or "en")[:2]
    return keep(f"destinations {language}", lambda: _destinations(language))


def grouped_destinations() -> GroupedPlaces:
    """The same for lists to choose from: countries that we hold rules for, then the others."""
    return keep(f"grouped destinations {get_language()}", _grouped_destinations)


def _grouped_destinations() -> GroupedPlaces:
    places = destinations().values()
    return (
        (_("With rules"), tuple(one for one in places if one.market)),
        (_("Not assessed yet"), tuple(one for one in places if not one.market)),
    )


def destination_choices() -> GroupedChoices:
    """The same as choices of a select."""
    return keep(f"destination choices {get_language()}", _destination_choices)


def _destination_choices() -> GroupedChoices:
    groups = grouped_destinations()
    return tuple((name, tuple((one.code, one.listed_as) for one in places)) for name, places in groups)


def _destinations(language: str) -> dict[str, Destination]:
    names = {code: name for code, name in place_names(language).items() if code not in NO_DESTINATION}
    ordered = sorted(names.items(), key=lambda pair: alphabetical(listed_name(pair[0], pair[1], language)))
    return {code: Destination(code, name, market_of(code), listed_name(code, name, language)) for code, name in ordered}


def listed_name(code: str, name: str, language: str) -> str:
    """How lists name it: the parts of the United Kingdom under that name, where people look for them."""
    kingdom = KINGDOM.get(language)
    return f"{kingdom}{BRACKETS[language].format(name)}" if kingdom and code.partition("-")[0] == "GB" else name


def alphabetical(name: str) -> tuple[str, str]:
    """Where a name stands in a list: letters with accents among those without, Chinese ones by how they are read."""
    read = " ".join(lazy_pinyin(name)) if is_chinese(name[:1]) else name
    plain = "".join(one for one in unicodedata.normalize("NFKD", read) if not unicodedata.combining(one))
    return plain.replace("’", "'").casefold(), name
