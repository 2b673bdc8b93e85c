"""What the law refers to: markets with their authorities, sources, issuing bodies, and how sure we are of a fact."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Confidence(StrEnum):
    """How sure we are of a requirement and its dates. ``low`` never clears a product by itself."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


CONFIDENCE_ORDER = (Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH)
"""From the least to the most sure."""


@dataclass(frozen=True, slots=True)
class Source:
    """A page or text that a requirement rests on."""

    id: str
    title: str
    url: str
    quality: str
    published: str | None = None
    is_exact: bool = True
    """Whether ``url`` leads to the very page or text, and not only to the site that has it."""
    is_watched: bool = False
    """Whether the page is fetched regularly, so that a change is noticed."""


@dataclass(frozen=True, slots=True)
class Authority:
    """Whom to ask in a market where our own rows have low confidence."""

    name: str
    name_zh: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Market:
    """One regulatory area with its countries (ISO 3166-1 alpha-2, or a subdivision such as GB-NIR)."""

    id: str
    name: str
    countries: tuple[str, ...]
    note: str = ""
    name_zh: str = ""
    authority: Authority | None = None
    """None: the facts name none; then it is "the market's authority"."""
    review_days: int = 180
    """Days after which a person must compare the market's rules with their sources again."""


@dataclass(frozen=True, slots=True)
class LabelLanguages:
    """The languages that the law of a country asks of a label and its instructions.

    ``ways`` are alternatives: a label needs every language of one of them. ``professional`` are further ways that are
    enough for some users alone: professionals, or where nothing is sold over the counter.
    """

    country: str
    ways: tuple[frozenset[str], ...]
    confidence: Confidence
    professional: tuple[frozenset[str], ...] = ()
    note: str = ""
    sources: tuple[str, ...] = ()

    def is_met_by(self, printed: frozenset[str]) -> bool:
        """Whether a label in these languages is enough for everybody."""
        return any(way <= printed for way in self.ways)

    def is_met_for_professionals(self, printed: frozenset[str]) -> bool:
        """Whether a label in these languages is enough for some users alone."""
        return any(way <= printed for way in self.professional)


@dataclass(frozen=True, slots=True)
class AcceptedAuthorities:
    """Whose approvals a market accepts in place of, or next to, its own: markets, or countries by their ISO 3166 codes.

    ``takes_origin``: also that of the country of origin, for certificates of free sale.
    """

    market: str
    evidence: str
    markets: tuple[str, ...]
    confidence: Confidence
    takes_origin: bool = True
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What a body may issue under one law, on which days (inclusive; None: no known start or end), for which scopes."""

    law: str
    effective_from: date | None
    effective_until: date | None
    confidence: Confidence
    scopes: tuple[str, ...] = ()
    """Empty: every scope."""
    note: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class IssuingBody:
    """A body that issues documents, by its number. The list is partial: absence proves nothing."""

    number: str
    name: str
    country: str
    entitled: tuple[Entitlement, ...]
