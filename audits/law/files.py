"""Reads the rulebook's files: the only way from YAML to the law that the rules judge by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from audits.compliance.acceptance import DESTINATION
from audits.compliance.reference import Authority, Confidence, Market, Source
from audits.compliance.rulebook import (
    DESTINATION_LANGUAGES,
    MANUFACTURER,
    EvidenceType,
    HomeStatus,
    MustBeEntitled,
    Rulebook,
    StandardEdition,
)
from audits.law import checks, standards
from audits.law.accepted_approvals import accepted_approvals
from audits.law.buyer_facts import buyer_facts
from audits.law.dated import known_sources
from audits.law.information import information
from audits.law.issuing_bodies import issuing_bodies
from audits.law.label_languages import label_languages
from audits.law.rows import REVIEW_DAYS, RowReader, requirements
from audits.law.schema import SCHEMA_FILE, check_document
from audits.law.yaml_reading import Document, RulebookError, read_text, read_yaml

RULEBOOK_DIR = SCHEMA_FILE.parent
LISTS = ("sources", "evidence_types", "product_types", "countries")
OPTIONAL_LISTS = (
    "standards",
    "standard_editions",
    "terms",
    "issuing_bodies",
    "routes",
    "notes",
    "label_languages",
    "accepted_approvals",
    "buyer_facts",
    "information",
)
"""Files that older editions did not have."""
EVERY_MARKET = "*"
"""Market of an evidence type that is used everywhere."""


def load(directory: Path = RULEBOOK_DIR) -> Rulebook:
    """The rulebook of that directory, whole and consistent, or a ``RulebookError`` that names file, row and reason."""
    return accept(texts_of(directory))


def accept(texts: Mapping[str, str]) -> Rulebook:
    """The rulebook in these files, checked as a new edition is: see ``audits.law.checks``."""
    book = read(texts)
    checks.check(book)
    return book


def texts_of(directory: Path) -> dict[str, str]:
    """Every YAML file of a directory by its name, byte for byte."""
    paths = sorted(directory.rglob("*.yaml"))
    names = [path.relative_to(directory).as_posix() for path in paths]
    return {name: read_text(path, name) for name, path in zip(names, paths, strict=True)}


def read(texts: Mapping[str, str]) -> Rulebook:
    """The rulebook in these files, by name as ``markets/EU.yaml``. Enough for an edition that was accepted before.

    Raises RulebookError for what cannot be read; agreement between rows is checked in ``accept`` only.
    """
    lists = [*LISTS, *(name for name in OPTIONAL_LISTS if f"{name}.yaml" in texts)]
    documents = {name: _read_document(texts, f"{name}.yaml", f"{name}_file") for name in lists}
    markets_in = sorted(name for name in texts if name.startswith("markets/"))
    market_files = {name: _read_document(texts, name, "market_file") for name in markets_in}
    sources = {id_: _source(id_, entry) for id_, entry in documents["sources"].items()}
    countries = _countries(documents["countries"], sources)
    markets = _markets(market_files, countries)
    evidence_types = {
        id_: _evidence_type(id_, entry, markets, sources) for id_, entry in documents["evidence_types"].items()
    }
    facts = buyer_facts(documents.get("buyer_facts", {}))
    routes, notes = documents.get("routes", {}), documents.get("notes", {})
    reader = RowReader(evidence_types, documents["product_types"], sources, routes, notes, facts)
    return Rulebook(
        edition=_edition_hash([documents, market_files]),
        markets=markets,
        countries=countries,
        product_types=documents["product_types"],
        evidence_types=evidence_types,
        requirements=tuple(requirements(market_files, reader)),
        standard_editions=tuple(_editions(documents, sources)),
        sources=sources,
        label_languages=label_languages(documents.get("label_languages", {}), sources),
        accepted_authorities=accepted_approvals(
            documents.get("accepted_approvals", {}), markets, evidence_types, sources
        ),
        issuing_bodies=issuing_bodies(documents.get("issuing_bodies", ()), evidence_types, sources),
        vocabulary=standards.vocabulary(documents.get("standards", {"standards": ()})),
        terms=standards.terms(documents.get("terms", {})),
        buyer_facts=facts,
        information=information(documents.get("information", ()), markets, documents["product_types"], facts, sources),
    )


def _editions(documents: Document, sources: Mapping[str, Source]) -> Iterator[StandardEdition]:
    if "standards" in documents:
        return standards.editions(documents["standards"], sources)
    if "standard_editions" in documents:
        return standards.older_editions(documents["standard_editions"], sources)
    raise RulebookError(standards.FILE, "", "the file is missing")


def _edition_hash(documents: object) -> str:
    """Sixteen hex digits that change with any content, and not with comments or the order of keys."""
    canonical = json.dumps(documents, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _read_document(texts: Mapping[str, str], name: str, definition: str) -> Any:
    if name not in texts:
        raise RulebookError(name, "", "the file is missing")
    return _parse_document(texts[name], name, definition)


@lru_cache(maxsize=128)
def _parse_document(text: str, name: str, definition: str) -> Any:
    """Cached: from one edition to the next most files stay as they are. Callers must not change what is returned."""
    document = read_yaml(text, name)
    check_document(document, name, definition)
    return document


def _source(id_: str, entry: Document) -> Source:
    return Source(
        id_,
        entry["title"],
        entry.get("url", ""),
        entry["quality"],
        entry.get("published"),
        is_exact=entry.get("url_exact", True),
        is_watched=entry.get("watch", False),
    )


def _countries(groups: Document, sources: Mapping[str, Source]) -> dict[str, str]:
    countries: dict[str, str] = {}
    for market, names in groups.items():
        for country, said in names.items():
            if isinstance(said, dict) and "sources" in said:
                known_sources(said, sources, "countries.yaml", country)
            if country in countries:
                reason = f"stands in two markets, {countries[country]} and {market}"
                raise RulebookError("countries.yaml", country, reason)
            countries[country] = market
    return countries


def _markets(files: Mapping[str, Document], countries: Mapping[str, str]) -> dict[str, Market]:
    markets: dict[str, Market] = {}
    for file, entry in files.items():
        id_ = entry["market"]
        if file != f"markets/{id_}.yaml":
            raise RulebookError(file, id_, "the file is not named after its market")
        own = tuple(country for country, market in countries.items() if market == id_)
        authority = Authority(**entry["authority"]) if "authority" in entry else None
        markets[id_] = Market(
            id_,
            entry["name"],
            own,
            entry.get("note", ""),
            entry["name_zh"],
            authority,
            entry.get("review_days", REVIEW_DAYS),
        )
    for country, market in countries.items():
        if market not in markets:
            raise RulebookError("countries.yaml", country, f"unknown market {market!r}")
    return markets


EVIDENCE_TYPES = "evidence_types.yaml"


def _check_evidence_type(id_: str, entry: Document, markets: Mapping[str, Market]) -> None:
    """Raise RulebookError for a market that is unknown, or a parameter that such a document cannot have."""
    if entry["market"] != EVERY_MARKET and entry["market"] not in markets:
        raise RulebookError(EVIDENCE_TYPES, id_, f"unknown market {entry['market']!r}")
    for market in entry.get("established_in", ()):
        if market != DESTINATION and market not in markets:
            raise RulebookError(EVIDENCE_TYPES, id_, f"established_in: unknown market {market!r}")
    if entry.get("parameter") == DESTINATION_LANGUAGES and entry["held_by"] != MANUFACTURER:
        raise RulebookError(EVIDENCE_TYPES, id_, "parameter: languages only for documents of the manufacturer")


def _evidence_type(
    id_: str, entry: Document, markets: Mapping[str, Market], sources: Mapping[str, Source]
) -> EvidenceType:
    _check_evidence_type(id_, entry, markets)
    validity, number, register = (entry.get(key, {}) for key in ("validity", "number", "register"))
    return EvidenceType(
        id=id_,
        name=entry["name"],
        name_zh=entry["name_zh"],
        kind=entry["kind"],
        market=entry["market"],
        issuer_kind=entry["issued_by"]["kind"],
        issuer=entry["issued_by"]["name"],
        issuer_law=entry["issued_by"].get("law"),
        issuer_must_be_entitled=MustBeEntitled(entry["issued_by"].get("entitled", MustBeEntitled.ON_ISSUE)),
        held_by=entry["held_by"],
        home_status=HomeStatus(entry["home_status"]) if "home_status" in entry else None,
        covers=entry.get("covers", "product"),
        parameter=entry.get("parameter"),
        established_in=tuple(entry.get("established_in", ())),
        validity_months=validity.get("months"),
        validity_note=validity.get("note", ""),
        validity_note_zh=validity.get("note_zh", ""),
        extended_by_law=validity.get("extended_by_law", False),
        number_pattern=number.get("pattern"),
        number_pattern_is_guess=number.get("basis") == "guess",
        number_example=number.get("example"),
        number_identifies=number.get("identifies", "document"),
        register_name=register.get("name"),
        register_url=register.get("url"),
        reminder_lead_days=entry.get("reminder_lead_days"),
        confidence=Confidence(entry["confidence"]),
        sources=known_sources(entry, sources, EVIDENCE_TYPES, id_),
    )
