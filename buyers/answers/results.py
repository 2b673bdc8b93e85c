"""One answer of a search, with the reason why it stands where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _


class ResultKind(StrEnum):
    """What a result leads to."""

    GUIDE = "guide"
    TYPE = "type"
    STANDARD = "standard"
    BODY = "body"
    DOCUMENT = "document"
    NEWS = "news"
    SUPPLIER = "supplier"
    PRODUCT = "product"
    CERTIFICATE = "certificate"


class Rank(StrEnum):
    """Why a result stands where it stands, the first reason first. Nothing else decides, and nobody can pay for a place."""

    NUMBER = "number"
    QUESTION = "question"
    EXACT = "exact"
    NAMED = "named"
    WORDS = "words"
    RELATED = "related"
    ELSEWHERE = "elsewhere"


ORDER = list(Rank)


@dataclass(frozen=True, slots=True)
class Link:
    """A place to go to."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Result:
    """Where to go, and why. ``key`` tells results apart: "standard:EN 149". ``more`` are further pages of the same answer."""

    kind: ResultKind
    key: str
    title: str
    url: str
    rank: Rank
    about: str = ""
    more: tuple[Link, ...] = ()

    @property
    def kind_name(self) -> str:
        """The kind in the reader's language."""
        return kind_names()[self.kind]

    @property
    def reason(self) -> str:
        """The reason in the reader's language."""
        return reasons()[self.rank]


def kind_names() -> dict[ResultKind, str]:
    """What each kind is called."""
    return {
        ResultKind.GUIDE: _("Guide"),
        ResultKind.TYPE: _("Product type"),
        ResultKind.STANDARD: _("Standard"),
        ResultKind.BODY: _("Issuing body"),
        ResultKind.DOCUMENT: _("Document"),
        ResultKind.NEWS: _("News"),
        ResultKind.SUPPLIER: _("Supplier"),
        ResultKind.PRODUCT: _("Product"),
        ResultKind.CERTIFICATE: _("Certificate"),
    }


def reasons() -> dict[Rank, str]:
    """Why a result stands where it stands, in the order of the list."""
    return {
        Rank.NUMBER: _("It has exactly this number."),
        Rank.QUESTION: _("It answers for the product and the place that you named."),
        Rank.EXACT: _("It is called exactly so."),
        Rank.NAMED: _("Your words name it."),
        Rank.WORDS: _("All your words are in its name or its facts."),
        Rank.RELATED: _("It belongs to something that you named."),
        Rank.ELSEWHERE: _("Your words are in its name, where they may mean something else."),
    }
