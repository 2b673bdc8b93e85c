"""Reads rows of the market files as requirements; a row that names something unknown is refused."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from audits.compliance.ages import RuleCheck
from audits.compliance.buyer_facts import BuyerFact
from audits.compliance.doubt import Doubt
from audits.compliance.reference import Confidence, Source
from audits.compliance.rulebook import AllOf, AnyOf, Combine, EvidenceType, Expression, Leaf, Outcome, Requirement
from audits.law.buyer_facts import buyer_condition
from audits.law.dated import day, days, known_sources
from audits.law.notes import chinese_note
from audits.law.yaml_reading import Document, RulebookError

BEFORE = "_before"
"""A condition ``<name>_before: day`` asks for an attribute ``<name>_on`` that is earlier than the day."""

REVIEW_DAYS = 180
"""Days for which a check suffices in a market that sets none of its own."""

ALTERNATIVES = re.compile(r"\s+or\s+|\s+/\s+", re.IGNORECASE)
PARTS = re.compile(r"\s+\+\s+|[,;]\s*")
"""How older editions wrote several standards into one text: "A or B" for either, "A + B" and "A, B" for both."""


def _statement(value: str | bool | list[str]) -> str | tuple[str, ...]:
    if isinstance(value, bool):
        return str(value).lower()
    return tuple(value) if isinstance(value, list) else value


def rule_check(entry: Document | None, review_days: int, file: str, row: str) -> RuleCheck | None:
    """The check that a file or row names; without a ``review_by`` of its own it suffices for ``review_days``."""
    if entry is None:
        return None
    on = day(entry["on"], file, row) or date.min
    review_by = day(entry.get("review_by"), file, row) or on + timedelta(days=review_days)
    if review_by < on:
        raise RulebookError(file, row, f"must be reviewed by {review_by}, before it was checked on {on}")
    return RuleCheck(on, entry["by"], review_by)


def requirements(files: Mapping[str, Document], reader: RowReader) -> Iterator[Requirement]:
    files_by_id: dict[str, str] = {}
    for file, entry in files.items():
        for requirement in _requirements_of_file(file, entry, reader):
            if requirement.id in files_by_id:
                raise RulebookError(file, requirement.id, f"duplicate id, already in {files_by_id[requirement.id]}")
            files_by_id[requirement.id] = file
            yield requirement


def _requirements_of_file(file: str, entry: Document, reader: RowReader) -> Iterator[Requirement]:
    """A file whose rows are the law of other markets gives each of them its own requirement, with the market in its id."""
    for market in entry.get("law_of", ()):
        for requirement in _rows_of_market(file, {**entry, "market": market}, reader):
            yield replace(requirement, id=f"{requirement.id}.{market}")
    if "law_of" not in entry:
        yield from _rows_of_market(file, entry, reader)


def _rows_of_market(file: str, entry: Document, reader: RowReader) -> Iterator[Requirement]:
    for product_type, rows in entry.get("requirements", {}).items():
        for row in rows:
            if "product_types" in row:
                raise RulebookError(file, row["id"], "product_types belongs to a shared row")
            yield reader.read(row, row["id"], product_type, entry, file)
    for row in entry.get("shared", ()):
        for product_type in row.get("product_types", ()):
            yield reader.read(row, f"{row['id']}.{product_type}", product_type, entry, file)


def facts_of_type(product_type: Mapping[str, Any]) -> dict[str, Document]:
    """What conditions may ask of such a product, by name: its attributes and the fields of its specification that are facts."""
    fields = {field["key"]: field for field in product_type.get("specification", ()) if field.get("fact")}
    return {**fields, **product_type["attributes"]}


class RowReader:
    """Reads one row as a requirement. Raises RulebookError when it names something unknown."""

    def __init__(
        self,
        evidence_types: Mapping[str, EvidenceType],
        product_types: Mapping[str, Document],
        sources: Mapping[str, Source],
        routes: Mapping[str, str],
        notes: Mapping[str, str],
        buyer_facts: Mapping[str, BuyerFact],
    ) -> None:
        self.evidence_types = evidence_types
        self.product_types = product_types
        self.sources = sources
        self.routes = routes
        self.notes = notes
        self.buyer_facts = buyer_facts

    def read(self, row: Document, id_: str, product_type: str, market: Document, file: str) -> Requirement:
        """The row as a requirement of that product type; ``market`` is the whole file that it stands in."""
        if product_type not in self.product_types:
            raise RulebookError(file, id_, f"unknown product type {product_type!r}")
        start, end = days(row, file, id_)
        return Requirement(
            id=id_,
            product_type=product_type,
            market=market["market"],
            route=row["route"],
            regulatory_class=row.get("class", ""),
            legal_basis=row["legal_basis"],
            expression=self._asks(row, file, id_),
            effective_from=start,
            effective_until=end,
            outcome=Outcome(row.get("outcome", Outcome.ALLOWED_IF)),
            combine=Combine(row.get("combine", Combine.ALTERNATIVE)),
            confidence=Confidence.LOW if "doubt" in row else Confidence(row["confidence"]),
            condition=tuple(
                (name, self._condition(name, value, product_type, file, id_))
                for name, value in row.get("condition", {}).items()
            ),
            buyer=buyer_condition(row, self.buyer_facts, file, id_),
            class_basis=row.get("class_basis", "knowledge"),
            effective_from_basis="stated" if start else "not_researched",
            notes=row.get("notes", ""),
            notes_zh=chinese_note(row.get("notes", ""), self.notes),
            doubt=self._doubt(row, file, id_),
            sources=known_sources(row, self.sources, file, id_),
            corrected=tuple(row.get("corrected", {}).items()),
            route_zh=self.routes.get(row["route"], ""),
            checked=rule_check(
                row.get("checked", market.get("checked")), market.get("review_days", REVIEW_DAYS), file, id_
            ),
        )

    def _doubt(self, row: Document, file: str, id_: str) -> Doubt | None:
        if "doubt" not in row:
            return None
        text, due = row["doubt"]["text"], row["doubt"]["due"]
        try:
            return Doubt(text, date.fromisoformat(due), chinese_note(text, self.notes))
        except ValueError:
            raise RulebookError(file, id_, f"the doubt is due on a bad date {due!r}") from None

    def _condition(self, name: str, value: bool | str, product_type: str, file: str, row: str) -> bool | str | date:
        is_before = name.endswith(BEFORE)
        attribute = f"{name.removesuffix(BEFORE)}_on" if is_before else name
        known = facts_of_type(self.product_types[product_type]).get(attribute)
        if known is None:
            raise RulebookError(file, row, f"unknown condition attribute {name!r} of {product_type}")
        if is_before:
            return day(str(value), file, row) or date.min
        if known["kind"] == "choice" and value not in known["values"]:
            raise RulebookError(file, row, f"{name} has no value {value!r} in {product_type}")
        if known["kind"] == "yes_no" and not isinstance(value, bool):
            raise RulebookError(file, row, f"{name} of {product_type} is true or false, not {value!r}")
        return value

    def _asks(self, row: Document, file: str, id_: str) -> Expression:
        """What the row asks for; a prohibition asks for nothing, because no document helps."""
        is_prohibition = row.get("outcome") == Outcome.PROHIBITED
        if is_prohibition == ("asks" in row):
            reason = "a prohibition asks for no document" if is_prohibition else "'asks' is missing"
            raise RulebookError(file, id_, reason)
        return AllOf(()) if is_prohibition else self._expression(row["asks"], file, id_)

    def _expression(self, required: str | Document, file: str, row: str) -> Expression:
        if isinstance(required, str):
            return self._leaf(required, {}, file, row)
        ((key, value),) = required.items()
        if key == "all_of":
            return AllOf(tuple(self._expression(part, file, row) for part in value))
        if key == "any_of":
            return AnyOf(tuple(self._expression(part, file, row) for part in value))
        return self._leaf(key, value, file, row)

    def _leaf(self, evidence: str, narrowing: Document, file: str, row: str) -> Expression:
        if evidence not in self.evidence_types:
            raise RulebookError(file, row, f"unknown evidence type {evidence!r}")
        standard = narrowing.get("standard")
        if isinstance(standard, str):
            for separator, branch in ((ALTERNATIVES, AnyOf), (PARTS, AllOf)):
                named = [one for one in separator.split(standard) if one.strip()]
                if len(named) > 1:
                    return branch(
                        tuple(self._leaf(evidence, {**narrowing, "standard": one}, file, row) for one in named)
                    )
        return Leaf(evidence, tuple((key, _statement(value)) for key, value in narrowing.items()))
