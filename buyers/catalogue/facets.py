"""How many products each choice of a filter would leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.core.exceptions import EmptyResultSet
from django.db import connection

from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.pages import SURVEYED, SURVEYED_WITH_WORDS
from suppliers.provinces import Province


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its value, its words, how many products it leaves, and whether it is chosen.

    ``is_more``: so many are certain, there may be more.
    """

    value: str
    label: str
    count: int
    chosen: bool
    is_more: bool = False


def survey(catalogue: CatalogueFilter) -> dict[str, list[Choice]]:
    """The choices of standard and province with their counts, in one query.

    A facet does not count against itself. Beyond SURVEYED products the counts are of the first ones found, and say so.
    """
    most = SURVEYED_WITH_WORDS if catalogue.form.cleaned_data.get("q") else SURVEYED
    groups = _groups(catalogue, most)
    is_more = sum(count for _province, _standards, count in groups) >= most
    cleaned = catalogue.form.cleaned_data
    provinces, standards = set(cleaned.get("province") or []), cleaned.get("standard") or ""
    by_province: Counter[str] = Counter()
    by_standard: Counter[str] = Counter()
    for province, met, count in groups:
        names = [name for name in met.split("|") if name]
        if not standards or standards in names:
            by_province[province] += count
        if not provinces or province in provinces:
            by_standard.update(dict.fromkeys(names, count))
    labels = dict(Province.choices)
    return {
        "province": [
            Choice(code, str(labels.get(code, code)), by_province[code], code in provinces, is_more)
            for code in sorted(set(by_province) | provinces, key=lambda code: (-by_province[code], code))
        ],
        "standard": [
            Choice(name, name, by_standard[name], name == standards, is_more)
            for name in sorted(set(by_standard) | ({standards} - {""}), key=lambda name: (-by_standard[name], name))
        ],
    }


def _groups(catalogue: CatalogueFilter, most: int) -> list[tuple[str, str, int]]:
    """Provinces and standards together, with their products. The ORM cannot group what was cut off at a number."""
    rows = catalogue.narrowed(but=frozenset({"standard", "province"})).order_by()
    try:
        found, parameters = rows.values("province", "standards")[:most].query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT province, standards, COUNT(*) FROM ({found}) AS found GROUP BY province, standards",  # noqa: S608 - the ORM's own SQL
            parameters,
        )
        return cursor.fetchall()
