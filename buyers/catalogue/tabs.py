"""How many products each list has, counted in one statement, and which list a page opens with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import connection

from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.kept_statements import statement
from buyers.catalogue.pages import COUNTED, FEW
from buyers.catalogue.standings import Rows, Standing, Where

BRANCH = "SELECT '{name}' AS standing, COUNT(*) AS products FROM ({rows}) AS {name}"


@dataclass(frozen=True, slots=True)
class Count:
    """So many products; ``is_more``: there are more than these."""

    products: int = 0
    is_more: bool = False


def counts(catalogue: CatalogueFilter) -> dict[Standing, Count]:
    """The count of each list under every filter. Each stops where the headline's own count stops: its price does not grow."""
    most = FEW if catalogue.words else COUNTED
    branches: list[str] = []
    parameters: list[Any] = []
    for standing in Standing:
        found = statement(catalogue, (standing, most), partial(_rows, catalogue, standing, most))
        if found:
            branches.append(BRANCH.format(name=standing.value, rows=found[0]))
            parameters += found[1]
    answered: dict[str, int] = {}
    if branches:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(branches), parameters)
            answered = dict(cursor.fetchall())
    return {
        standing: Count(min(answered.get(standing, 0), most), answered.get(standing, 0) > most) for standing in Standing
    }


def _rows(catalogue: CatalogueFilter, standing: Standing, most: int, where: Where) -> Rows:
    return catalogue.narrowed(standing, where=where).order_by().values("product_id")[: most + 1]


def opening(asked: str, found: Mapping[Standing, Count]) -> Standing:
    """The list that the address names, else the first one that is not empty; where all are, what is cleared."""
    if asked:
        return Standing(asked)
    return next((standing for standing in Standing if found[standing].products), Standing.CLEARED)
