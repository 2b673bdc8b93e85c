"""Customs codes of product types: subheadings of the Harmonized System 2022, in our words, with how sure we are.

``hs_codes.csv`` carries the research of 28 and 29 November 2026 (the WCO's list for COVID-19 goods and trade tables);
rows whose source is ``unsourced-knowledge`` rest on nothing else. Which codes a type has is the rulebook's to say.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import ProductType

FILE = Path(__file__).with_name("hs_codes.csv")


@dataclass(frozen=True)
class HsCode:
    """One subheading for one type of product."""

    product_type: str
    code: str
    """As '6307.90'."""
    text_en: str
    text_zh: str
    confidence: str
    """high, medium or low."""
    source: str

    @property
    def words(self) -> str:
        """What it covers, in the reader's language."""
        return in_reader_language(en=self.text_en, zh=self.text_zh)


@cache
def _rows_of_file() -> dict[tuple[str, str], HsCode]:
    with FILE.open(encoding="utf-8", newline="") as file:
        rows = [
            HsCode(row["product_type"], row["hs6"], row["text_en"], row["text_zh"], row["confidence"], row["source"])
            for row in csv.DictReader(file)
        ]
    return {(row.product_type, row.code): row for row in rows}


def codes_of(product_type: ProductType) -> list[HsCode]:
    """The codes that the rulebook names for the type, in its order; without words where the file has none."""
    named = [str(code) for code in product_type.facts.get("hs_2022", ())]
    return [hs_code(product_type.pk, code) for code in named]


def hs_code(product_type: str, code: str) -> HsCode:
    """What is known of one code for that type."""
    return _rows_of_file().get((product_type, code)) or HsCode(product_type, code, "", "", "low", "")
