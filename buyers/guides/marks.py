"""Which mark opens a market: of each product type the ways that rest on the CE mark, and those that rest on the UKCA mark."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audits.answers import messages
from audits.compliance.rulebook import Requirement, Rulebook, leaves
from audits.law.guide import guide
from buyers.catalogue.reference import Destination
from buyers.guides import words
from buyers.guides.addresses import guide_url
from suppliers.models import ProductType


class Mark(StrEnum):
    """A mark of conformity."""

    CE = "CE"
    UKCA = "UKCA"


LAW_OF = {"EU": Mark.CE, "GB": Mark.UKCA}
"""The market whose declarations of conformity come with the mark."""


@dataclass(frozen=True)
class Way:
    """A row that opens the market by a mark; without ``until`` no end is known."""

    title: str
    conditions: list[str]
    until: date | None
    url: str


@dataclass(frozen=True)
class MarkedType:
    """A product type with its ways by each mark."""

    name: str
    url: str
    ce: list[Way]
    ukca: list[Way]

    @property
    def ce_ends(self) -> date | None:
        """The last day of the longest way by CE; None where one of them has no end, or there is none."""
        days = [one.until for one in self.ce]
        return None if None in days else max((day for day in days if day), default=None)


def marked_types(
    book: Rulebook, types: Iterable[ProductType], place: Destination, *, on: date
) -> tuple[list[MarkedType], list[MarkedType]]:
    """The types that a mark opens that market to on that day, and those for which the rules there ask for none."""
    marked: list[MarkedType] = []
    others: list[MarkedType] = []
    for one in types:
        rows = guide(book, one.pk, place.market or "", on=on).routes
        if not rows:
            continue
        url = guide_url(one.pk, place.code)
        ways = {mark: [_way(book, row, url) for row in rows if mark_of(book, row) is mark] for mark in Mark}
        found = MarkedType(one.display_name, url, ways[Mark.CE], ways[Mark.UKCA])
        (marked if found.ce or found.ukca else others).append(found)
    return marked, others


def mark_of(book: Rulebook, row: Requirement) -> Mark | None:
    """The mark on which the row rests: that of the law under which its declaration of conformity is made."""
    kinds = (book.evidence_types[leaf.evidence] for leaf in leaves(row.expression))
    return next((LAW_OF[one.market] for one in kinds if one.market in LAW_OF and _is_declaration(one.id)), None)


def _is_declaration(key: str) -> bool:
    """Whether documents of that type declare conformity: ids are ``eu_doc_mdr``, ``gb_ukca_doc``."""
    return "doc" in key.split("_")


def _way(book: Rulebook, row: Requirement, url: str) -> Way:
    shown = words.route(book, row)
    return Way(messages.route(row), shown.conditions, row.effective_until, f"{url}#{shown.anchor}")
