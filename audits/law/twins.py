"""Markets that copy Union law: where their rows differ from the Union's, each difference wants a written reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from audits.compliance.rulebook import Combine, Outcome, Requirement, Rulebook, leaves
from audits.law.rows import BEFORE
from audits.law.schema import check_document
from audits.law.yaml_reading import RulebookError, read_yaml

MODEL = "EU"
"""The market whose law the others copy."""
FILE = "twins.yaml"
ONE_DAY = timedelta(days=1)
FIRST_DAY, LAST_DAY = date(1998, 6, 14), date(2035, 12, 31)
"""Days that are compared; before, the Directive on devices did not bind."""
LAWS = {
    "eu_ppe_89_686_cert": "89/686",
    "eu_doc_ppe": "PPE",
    "gb_ukca_doc": "UKCA",
    "eu_doc_mdr": "MDR",
    "eu_doc_mdd": "MDD",
    "eu_doc_ivdr": "IVDR",
    "eu_doc_ivdd": "IVDD",
}
"""Document -> the law that a row with it belongs to; the first that a row asks for decides."""
ROW = "row"
"""What differs where a whole row has no counterpart; else it is the id of a kind of document."""


@dataclass(frozen=True, slots=True, order=True)
class Rule:
    """What rows of two markets are compared by. ``is_grace``: only for models of before some day."""

    product_type: str
    law: str
    combine: str
    condition: tuple[tuple[str, str], ...]
    is_grace: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """What one of two markets asks for and the other does not, on the days from ``first`` to ``last``.

    ``side`` is ``missing`` where only the Union has it, ``extra`` where only the twin has it.
    """

    market: str
    side: str
    what: str
    rule: Rule
    first: date
    last: date

    def __str__(self) -> str:
        condition = ", ".join(f"{name}={value}" for name, value in self.rule.condition)
        named = f"{self.rule.product_type} {self.rule.law}" + (f" ({condition})" if condition else "")
        grace = " grace" if self.rule.is_grace else ""
        return f"{self.market}: {self.side} {self.what} of {named}{grace}, {self.first} to {self.last}"


@dataclass(frozen=True, slots=True)
class Reason:
    """Why twins differ. What it leaves open holds for all; a difference must lie inside its days."""

    text: str
    markets: tuple[str, ...]
    laws: tuple[str, ...] = ()
    what: tuple[str, ...] = ()
    product_types: tuple[str, ...] = ()
    side: str = ""
    first: date = date.min
    last: date = date.max

    def explains(self, one: Difference) -> bool:
        """Whether the difference is one of those that the reason is about."""
        named = (
            (self.markets, one.market),
            (self.laws, one.rule.law),
            (self.what, one.what),
            (self.product_types, one.rule.product_type),
        )
        fits = all(not wanted or value in wanted for wanted, value in named) and self.side in ("", one.side)
        return fits and self.first <= one.first and one.last <= self.last


def read_reasons(text: str) -> tuple[tuple[str, ...], tuple[Reason, ...]]:
    """The twin markets and the reasons in the text of ``twins.yaml``. Raises RulebookError for what cannot be read."""
    document = read_yaml(text, FILE)
    check_document(document, FILE, "twins_file")
    return tuple(document["markets"]), tuple(map(_reason, document["reasons"]))


def unexplained(book: Rulebook, markets: Iterable[str], reasons: Iterable[Reason]) -> list[Difference]:
    """Every difference between the Union and a twin that no reason explains."""
    known = tuple(reasons)
    return [one for one in differences(book, markets) if not any(reason.explains(one) for reason in known)]


def unused(book: Rulebook, markets: Iterable[str], reasons: Iterable[Reason]) -> list[Reason]:
    """Reasons that explain nothing any more."""
    found = list(differences(book, markets))
    return [reason for reason in reasons if not any(reason.explains(one) for one in found)]


def differences(book: Rulebook, markets: Iterable[str]) -> Iterator[Difference]:
    """Each difference of each twin, in the order of product types and days."""
    model = _rows_by_rule(book, MODEL)
    for market in markets:
        twin = _rows_by_rule(book, market)
        for rule in sorted({*model, *twin}):
            yield from _merge(_differences_of(market, rule, model.get(rule, ()), twin.get(rule, ())))


def _rows_by_rule(book: Rulebook, market: str) -> dict[Rule, tuple[Requirement, ...]]:
    found: dict[Rule, tuple[Requirement, ...]] = {}
    for row in book.requirements:
        rule = _rule_of(row)
        if row.market == market and rule:
            found[rule] = (*found.get(rule, ()), row)
    return found


def _rule_of(row: Requirement) -> Rule | None:
    """None for rows that are no Union law: information, and products under laws that each state makes."""
    asked = {leaf.evidence for leaf in leaves(row.expression)}
    law = next((law for document, law in LAWS.items() if document in asked), None)
    if law is None or row.combine is Combine.INFORMATIONAL or row.outcome is not Outcome.ALLOWED_IF:
        return None
    condition = tuple(sorted((name, str(value)) for name, value in row.condition if not name.endswith(BEFORE)))
    return Rule(row.product_type, law, row.combine, condition, len(condition) < len(row.condition))


def _differences_of(
    market: str, rule: Rule, model: tuple[Requirement, ...], twin: tuple[Requirement, ...]
) -> Iterator[Difference]:
    for first, last in _periods((*model, *twin)):
        here, there = _documents_on(model, first), _documents_on(twin, first)
        if here is None and there is None:
            continue
        if here is None or there is None:
            yield Difference(market, "extra" if here is None else "missing", ROW, rule, first, last)
            continue
        yield from (Difference(market, "missing", one, rule, first, last) for one in sorted(here - there))
        yield from (Difference(market, "extra", one, rule, first, last) for one in sorted(there - here))


def _periods(rows: tuple[Requirement, ...]) -> Iterator[tuple[date, date]]:
    """The days on which nothing begins or ends, from the first to the last that are compared."""
    starts = {max(row.effective_from or FIRST_DAY, FIRST_DAY) for row in rows}
    starts |= {row.effective_until + ONE_DAY for row in rows if row.effective_until and row.effective_until < LAST_DAY}
    ordered = sorted({FIRST_DAY, *starts})
    ends = [day - ONE_DAY for day in ordered[1:]] + [LAST_DAY]
    return zip(ordered, ends, strict=True)


def _documents_on(rows: tuple[Requirement, ...], day: date) -> frozenset[str] | None:
    """Documents that every row in force asks for; None where none is in force."""
    asked = [frozenset(leaf.evidence for leaf in leaves(row.expression)) for row in rows if row.in_force(day)]
    return frozenset.intersection(*asked) if asked else None


def _merge(found: Iterable[Difference]) -> Iterator[Difference]:
    """The same difference in periods that follow each other, as one."""
    open_: dict[tuple[str, str], Difference] = {}
    for one in found:
        key = (one.side, one.what)
        before = open_.get(key)
        if before and before.last + ONE_DAY == one.first:
            open_[key] = replace(before, last=one.last)
            continue
        if before:
            yield before
        open_[key] = one
    yield from open_.values()


def _reason(entry: Mapping[str, Any]) -> Reason:
    try:
        first = date.fromisoformat(entry.get("from", date.min.isoformat()))
        last = date.fromisoformat(entry.get("until", date.max.isoformat()))
    except ValueError as error:
        raise RulebookError(FILE, entry["reason"][:40], f"bad date: {error}") from None
    lists = {key: tuple(entry.get(key, ())) for key in ("markets", "laws", "what", "product_types")}
    return Reason(entry["reason"], side=entry.get("side", ""), first=first, last=last, **lists)
