"""A change of the law that closes or narrows a market for products whose documents stay as they are, in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.utils.translation import ngettext, pgettext

from audits.answers import messages
from audits.clearances.market_status import MarketStatus
from audits.compliance.causes import CauseCode
from audits.compliance.dossier import Statement
from audits.compliance.missing import MissingDocument
from audits.compliance.reference import Source
from audits.compliance.rulebook import Requirement, Rulebook
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import Certificate, CertificateType, Product

MAX_MODELS = 6
"""Products that a letter names."""
MAX_DOCUMENTS = 4
"""Documents that a letter names as staying valid."""
_K = CertificateType.Kind
KINDS = (_K.TEST_REPORT, _K.CERTIFICATE, _K.DECLARATION, _K.REGISTRATION, _K.LICENCE)
Cause = Mapping[str, str]
"""As a clearance stores it: ``code``, and ``type``, ``ref`` and ``id`` where it has them."""


@dataclass(frozen=True)
class Citation:
    """The legal basis of a rule as text, and pages where it can be read."""

    text: str
    sources: tuple[Source, ...] = ()


class Names:
    """Names for the ids of a rulebook, in the language that is active when each is asked for."""

    def __init__(self, law: Rulebook, types: Mapping[str, CertificateType]) -> None:
        self.law = law
        self.types = types

    @cached_property
    def _rows(self) -> dict[str, Requirement]:
        return {row.id: row for row in self.law.requirements}

    def market(self, id_: str) -> str:
        known = self.law.markets.get(id_)
        return in_reader_language(en=known.name, zh=known.name_zh) if known else id_

    def document(self, id_: str, stated: Iterable[tuple[str, Statement]] = ()) -> str:
        known = self.types.get(id_)
        return messages.document_text(known.display_name if known else id_, stated)

    def place(self, id_: str | None) -> int:
        """The position of a type among others: test reports and certificates come first."""
        known = self.types.get(id_ or "")
        return KINDS.index(known.kind) if known else len(KINDS)

    def route(self, requirement: str) -> str:
        known = self._rows.get(requirement)
        return messages.route(known) if known else requirement

    def citation(self, cause: Cause) -> Citation:
        """The law behind a cause: the rule's, or the sources of the list that an edition or a body stands in."""
        if cause["code"] in (CauseCode.REQUIREMENT_BEGINS, CauseCode.REQUIREMENT_ENDS):
            row = self._rows.get(cause["id"])
            return self._citation(row.legal_basis, row.sources) if row else Citation(cause["id"])
        if cause["code"] in (CauseCode.ISSUER_BEGINS, CauseCode.ISSUER_ENDS):
            body = self.law.issuing_bodies.get(cause.get("id", ""))
            named = [(one.law, one.sources) for one in body.entitled] if body else []
        else:
            editions = [one for one in self.law.standard_editions if one.standard == cause["type"]]
            named = [(one.note, one.sources) for one in editions if one.edition == cause["ref"]]
        texts = "; ".join(dict.fromkeys(text for text, _sources in named if text))
        return self._citation(texts, (source for _text, sources in named for source in sources))

    def _citation(self, text: str, sources: Iterable[str]) -> Citation:
        known = (self.law.sources[id_] for id_ in dict.fromkeys(sources) if id_ in self.law.sources)
        return Citation(text, tuple(one for one in known if one.url.startswith("https://") and " " not in one.url))


@dataclass(frozen=True)
class Way:
    """Products with the same status after the change, and what keeps their market open or opens it again.

    ``documents`` are provided by the supplier, ``arrange`` by the buyer's side where the supplier's part stays complete.
    """

    after: MarketStatus | None
    documents: tuple[MissingDocument, ...]
    arrange: tuple[MissingDocument, ...]
    products: tuple[Product, ...]
    names: Names = field(repr=False, compare=False)

    @property
    def documents_text(self) -> str:
        """The supplier's documents by name."""
        return self._names_of(self.documents)

    @property
    def to_arrange(self) -> str:
        """The documents of the buyer's side by name."""
        return self._names_of(self.arrange)

    def _names_of(self, documents: Iterable[MissingDocument]) -> str:
        return pgettext("between documents", "; ").join(
            self.names.document(one.type, one.narrowing) for one in documents
        )

    @property
    def models(self) -> str:
        """The first few products by type and model, and how many more there are."""
        by_type: dict[str, list[str]] = defaultdict(list)
        for product in self.products[:MAX_MODELS]:
            by_type[product.product_type.display_name].append(product.model)
        comma = pgettext("between product types", ", ")
        named = pgettext("between documents", "; ").join(f"{kind}: {comma.join(by_type[kind])}" for kind in by_type)
        return _and_more(named, len(self.products) - MAX_MODELS)


@dataclass(frozen=True)
class LawChange:
    """One change of the law in one market on one day, for the products of one company."""

    market: str
    day: date
    """The first day under the changed law."""
    causes: tuple[Cause, ...]
    ways: tuple[Way, ...]
    documents: tuple[Certificate, ...]
    """Those that stay valid and still count."""
    names: Names = field(repr=False, compare=False)

    @property
    def market_name(self) -> str:
        return self.names.market(self.market)

    @property
    def products(self) -> int:
        """How many products it affects."""
        return sum(len(way.products) for way in self.ways)

    @property
    def why(self) -> str:
        """What changes, as a sentence."""
        return messages.ends_because(
            self.causes, document=lambda type_, _ref: self.names.document(type_), route=self.names.route
        )

    @property
    def citations(self) -> list[Citation]:
        """The legal basis, each law once."""
        by_text = {one.text: one for one in map(self.names.citation, self.causes)}
        return list(by_text.values())

    @property
    def stays(self) -> str:
        """The documents that stay valid, the first few by name; empty where none does."""
        named = list(dict.fromkeys(_document_names(self.documents, self.names)))
        comma = pgettext("between documents", "; ")
        return _and_more(comma.join(named[:MAX_DOCUMENTS]), len(named) - MAX_DOCUMENTS)


def _document_names(documents: Iterable[Certificate], names: Names) -> Iterator[str]:
    for document in documents:
        standard = document.stated.get("standard")
        stated = tuple(standard) if isinstance(standard, list) else standard
        yield names.document(str(document.certificate_type_id), [("standard", stated)] if stated else [])


def _and_more(named: str, more: int) -> str:
    if more <= 0:
        return named
    words = ngettext("%(named)s and %(more)s more", "%(named)s and %(more)s more", more)
    return words % {"named": named, "more": more}
