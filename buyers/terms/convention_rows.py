"""The lists of countries where a convention holds, as rows: ``data/cisg.csv``, ``new_york.csv`` and ``apostille.csv``."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from buyers.terms.files import FOLDER


@cache
def convention_rows(convention: str) -> Mapping[str, Mapping[str, str]]:
    """Rows of ``<convention>.csv`` by the ISO 3166 code of the country."""
    with (FOLDER / f"{convention}.csv").open(encoding="utf-8", newline="") as lines:
        return {row["iso2"]: row for row in csv.DictReader(lines)}
