"""Reads the rulebook's files: the only door from YAML to the law that the rules judge by."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import best_match

from audits.compliance.rulebook import (
    AllOf,
    AnyOf,
    Authority,
    Combine,
    Confidence,
    EvidenceType,
    Expression,
    Leaf,
    Market,
    Outcome,
    Requirement,
    Rulebook,
    Source,
    StandardEdition,
)
from audits.rulebook_yaml import RulebookError, read_text, read_yaml

HERE = Path(__file__).parent / "rulebook"
LISTS = ("sources", "evidence_types", "product_types", "standard_editions", "countries")
EVERY_MARKET = "*"
"""Market of an evidence type that is used everywhere."""
BEFORE = "_before"
"""A condition ``<name>_before: day`` asks for an attribute ``<name>_on`` that is earlier than the day."""

Document = dict[str, Any]


def load(directory: Path = HERE) -> Rulebook:
    """The rulebook of that directory, whole and consistent, or a ``RulebookError`` that names file, row and reason."""
    return read(texts_of(directory))


def texts_of(directory: Path) -> dict[str, str]:
    """Every YAML file of a directory by its name, byte for byte."""
    paths = sorted(directory.rglob("*.yaml"))
    names = [path.relative_to(directory).as_posix() for path in paths]
    return {name: read_text(path, name) for name, path in zip(names, paths, strict=True)}


def read(texts: Mapping[str, str]) -> Rulebook:
    """The rulebook that these files say, by name as ``markets/EU.yaml``."""
    documents = {name: _document(texts, f"{name}.yaml", f"{name}_file") for name in LISTS}
    markets_in = sorted(name for name in texts if name.startswith("markets/"))
    market_files = {name: _document(texts, name, "market_file") for name in markets_in}
    sources = {id_: _source(id_, entry) for id_, entry in documents["sources"].items()}
    countries = _countries(documents["countries"])
    markets = _markets(market_files, countries)
    evidence_types = {
        id_: _evidence_type(id_, entry, markets, sources) for id_, entry in documents["evidence_types"].items()
    }
    reader = _RowReader(evidence_types, documents["product_types"], sources)
    return Rulebook(
        edition=_edition([documents, market_files]),
        markets=markets,
        countries=countries,
        product_types=documents["product_types"],
        evidence_types=evidence_types,
        requirements=tuple(_requirements(market_files, reader)),
        standard_editions=tuple(_standard_edition(entry, sources) for entry in documents["standard_editions"]),
        sources=sources,
    )


def _edition(documents: object) -> str:
    """Sixteen hex digits that change with any content, and not with comments or the order of keys."""
    canonical = json.dumps(documents, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:16]


def _document(texts: Mapping[str, str], name: str, definition: str) -> Any:
    if name not in texts:
        raise RulebookError(name, "", "the file is missing")
    document = read_yaml(texts[name], name)
    error = best_match(_validator(definition).iter_errors(document))
    if error is not None:
        path = list(error.absolute_path)
        raise RulebookError(name, _row_at(document, path), f"{'.'.join(map(str, path)) or 'file'}: {error.message}")
    return document


@cache
def _validator(definition: str) -> Draft202012Validator:
    schema = json.loads((HERE / "schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator({**schema, "$ref": f"#/$defs/{definition}"})


def _row_at(document: object, path: list[Any]) -> str:
    """The id of the row that a schema error lies in; without one, its place in the file."""
    row = str(path[0]) if path else ""
    for step in path:
        document = document[step]  # type: ignore[index]
        if isinstance(document, dict) and "id" in document:
            row = str(document["id"])
    return row


def _day(value: str | None, file: str, row: str) -> date | None:
    if value is None:
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise RulebookError(file, row, f"bad date {value!r}") from None


def _days(entry: Document, file: str, row: str) -> tuple[date | None, date | None]:
    start, end = _day(entry.get("from"), file, row), _day(entry.get("until"), file, row)
    if start and end and end < start:
        raise RulebookError(file, row, f"ends on {end} before it starts on {start}")
    return start, end


def _known_sources(entry: Document, sources: Mapping[str, Source], file: str, row: str) -> tuple[str, ...]:
    for id_ in entry["sources"]:
        if id_ not in sources:
            raise RulebookError(file, row, f"unknown source {id_!r}")
    return tuple(entry["sources"])


def _source(id_: str, entry: Document) -> Source:
    return Source(id_, entry["title"], entry.get("url", ""), entry["quality"], entry.get("published"))


def _countries(groups: Document) -> dict[str, str]:
    countries: dict[str, str] = {}
    for market, names in groups.items():
        for country in names:
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
        markets[id_] = Market(id_, entry["name"], own, entry.get("note", ""), entry["name_zh"], authority)
    for country, market in countries.items():
        if market not in markets:
            raise RulebookError("countries.yaml", country, f"unknown market {market!r}")
    return markets


def _evidence_type(
    id_: str, entry: Document, markets: Mapping[str, Market], sources: Mapping[str, Source]
) -> EvidenceType:
    file = "evidence_types.yaml"
    if entry["market"] != EVERY_MARKET and entry["market"] not in markets:
        raise RulebookError(file, id_, f"unknown market {entry['market']!r}")
    validity, number, register = (entry.get(key, {}) for key in ("validity", "number", "register"))
    return EvidenceType(
        id=id_,
        name=entry["name"],
        name_zh=entry["name_zh"],
        kind=entry["kind"],
        market=entry["market"],
        issuer_kind=entry["issued_by"]["kind"],
        issuer=entry["issued_by"]["name"],
        held_by=entry["held_by"],
        covers=entry.get("covers", "product"),
        validity_months=validity.get("months"),
        validity_note=validity.get("note", ""),
        extended_by_law=validity.get("extended_by_law", False),
        number_pattern=number.get("pattern"),
        number_pattern_is_guess=number.get("basis") == "guess",
        number_example=number.get("example"),
        number_identifies=number.get("identifies", "paper"),
        register_name=register.get("name"),
        register_url=register.get("url"),
        reminder_lead_days=entry.get("reminder_lead_days"),
        confidence=Confidence(entry["confidence"]),
        sources=_known_sources(entry, sources, file, id_),
    )


def _standard_edition(entry: Document, sources: Mapping[str, Source]) -> StandardEdition:
    file, row = "standard_editions.yaml", f"{entry['standard']}:{entry['edition']}"
    start, end = _days(entry, file, row)
    known = _known_sources(entry, sources, file, row)
    confidence = Confidence(entry["confidence"])
    return StandardEdition(entry["standard"], entry["edition"], start, end, confidence, entry.get("note", ""), known)


def _requirements(files: Mapping[str, Document], reader: _RowReader) -> Iterator[Requirement]:
    seen: dict[str, str] = {}
    for file, entry in files.items():
        for requirement in _rows_of(file, entry, reader):
            if requirement.id in seen:
                raise RulebookError(file, requirement.id, f"duplicate id, already in {seen[requirement.id]}")
            seen[requirement.id] = file
            yield requirement


def _rows_of(file: str, entry: Document, reader: _RowReader) -> Iterator[Requirement]:
    market = entry["market"]
    for product_type, rows in entry.get("requirements", {}).items():
        for row in rows:
            if "product_types" in row:
                raise RulebookError(file, row["id"], "product_types belongs to a shared row")
            yield reader.read(row, row["id"], product_type, market, file)
    for row in entry.get("shared", ()):
        for product_type in row.get("product_types", ()):
            yield reader.read(row, f"{row['id']}.{product_type}", product_type, market, file)


class _RowReader:
    """Turns one row into a requirement, refusing whatever it names that does not exist."""

    def __init__(
        self,
        evidence_types: Mapping[str, EvidenceType],
        product_types: Mapping[str, Document],
        sources: Mapping[str, Source],
    ) -> None:
        self.evidence_types = evidence_types
        self.product_types = product_types
        self.sources = sources

    def read(self, row: Document, id_: str, product_type: str, market: str, file: str) -> Requirement:
        if product_type not in self.product_types:
            raise RulebookError(file, id_, f"unknown product type {product_type!r}")
        start, end = _days(row, file, id_)
        return Requirement(
            id=id_,
            product_type=product_type,
            market=market,
            route=row["route"],
            regulatory_class=row.get("class", ""),
            legal_basis=row["legal_basis"],
            expression=self._expression(row["asks"], file, id_),
            effective_from=start,
            effective_until=end,
            outcome=Outcome(row.get("outcome", Outcome.ALLOWED_IF)),
            combine=Combine(row.get("combine", Combine.ALTERNATIVE)),
            confidence=Confidence(row["confidence"]),
            condition=tuple(
                (name, self._condition(name, value, product_type, file, id_))
                for name, value in row.get("condition", {}).items()
            ),
            class_basis=row.get("class_basis", "knowledge"),
            effective_from_basis="stated" if start else "not_researched",
            notes=row.get("notes", ""),
            sources=_known_sources(row, self.sources, file, id_),
            corrected=tuple(row.get("corrected", {}).items()),
        )

    def _condition(self, name: str, value: bool | str, product_type: str, file: str, row: str) -> bool | str | date:
        is_before = name.endswith(BEFORE)
        attribute = f"{name.removesuffix(BEFORE)}_on" if is_before else name
        known = self.product_types[product_type]["attributes"].get(attribute)
        if known is None:
            raise RulebookError(file, row, f"unknown condition attribute {name!r} of {product_type}")
        if is_before:
            return _day(str(value), file, row) or date.min
        if known["kind"] == "choice" and value not in known["values"]:
            raise RulebookError(file, row, f"{name} has no value {value!r} in {product_type}")
        if known["kind"] == "yes_no" and not isinstance(value, bool):
            raise RulebookError(file, row, f"{name} of {product_type} is true or false, not {value!r}")
        return value

    def _expression(self, asked: str | Document, file: str, row: str) -> Expression:
        if isinstance(asked, str):
            return self._leaf(asked, {}, file, row)
        ((key, value),) = asked.items()
        if key == "all_of":
            return AllOf(tuple(self._expression(part, file, row) for part in value))
        if key == "any_of":
            return AnyOf(tuple(self._expression(part, file, row) for part in value))
        return self._leaf(key, value, file, row)

    def _leaf(self, evidence: str, narrowing: Document, file: str, row: str) -> Leaf:
        if evidence not in self.evidence_types:
            raise RulebookError(file, row, f"unknown evidence type {evidence!r}")
        pairs = ((key, tuple(value) if isinstance(value, list) else value) for key, value in narrowing.items())
        return Leaf(evidence, tuple(pairs))
