"""How many products each choice of a filter would leave."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from django.db.models import Count

from audits.models import Clearance
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.pages import SURVEYED
from suppliers.provinces import Province


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter: its value, its words, how many products it leaves, and whether it is chosen."""

    value: str
    label: str
    count: int
    chosen: bool


def survey(catalogue: CatalogueFilter) -> dict[str, list[Choice]]:
    """The choices of standard and province with their counts, in one query.

    A facet does not count against itself. Beyond SURVEYED products the counts are of the first ones found.
    """
    open_ends = frozenset({"standard", "province"})
    found = Clearance.objects.filter(pk__in=catalogue.narrowed(but=open_ends).order_by().values("pk")[:SURVEYED])
    groups = list(found.values_list("province", "standards").annotate(Count("pk")).order_by())
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
            Choice(code, str(labels.get(code, code)), by_province[code], code in provinces)
            for code in sorted(set(by_province) | provinces, key=lambda code: (-by_province[code], code))
        ],
        "standard": [
            Choice(name, name, by_standard[name], name == standards)
            for name in sorted(set(by_standard) | ({standards} - {""}), key=lambda name: (-by_standard[name], name))
        ],
    }
