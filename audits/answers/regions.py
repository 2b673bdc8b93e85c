"""Regions in which people look for a market: order and headings of lists of markets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REGIONS: tuple[tuple[Promise, frozenset[str]], ...] = (
    (_("Europe"), frozenset({"EU", "GB", "XI", "CH", "RS", "TR", "UA"})),
    (_("Eurasian Economic Union"), frozenset({"EAEU", "AM", "BY", "KG", "KZ", "RU"})),
    (_("North America"), frozenset({"US", "CA", "MX"})),
    (_("South America"), frozenset({"AR", "BR", "CL", "CO", "PE"})),
    (_("Middle East"), frozenset({"GCC", "AE", "BH", "IL", "KW", "OM", "QA", "SA"})),
    (_("Africa"), frozenset({"EG", "GH", "KE", "NG", "ZA"})),
    (_("East and South-East Asia"), frozenset({"HK", "ID", "JP", "KR", "MY", "PH", "SG", "TH", "TW", "VN"})),
    (_("South Asia"), frozenset({"IN", "PK"})),
    (_("Australia and New Zealand"), frozenset({"AU", "NZ"})),
    (_("Organisations that buy"), frozenset({"WHO"})),
)
ELSEWHERE = _("Elsewhere")


def by_region(markets: Iterable[str]) -> Iterator[tuple[Promise, list[str]]]:
    """The markets of each region that has some, in the order given; those of no region last."""
    left = list(markets)
    for name, keys in REGIONS:
        found = [key for key in left if key in keys]
        left = [key for key in left if key not in keys]
        if found:
            yield name, found
    if left:
        yield ELSEWHERE, left
