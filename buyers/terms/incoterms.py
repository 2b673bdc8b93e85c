"""The eleven rules of Incoterms 2020: who does what, where risk passes, what fits a shipment, and what a price contains."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, label_of, read_data

ORIGIN = "CN"
NEAR_ORIGIN = frozenset({ORIGIN, "HK", "MO"})
"""Where rules of the origin may be named: goods of southern China are often handed over in Hong Kong."""
SEA = "sea"
MODES = frozenset({SEA, "air", "rail", "road", "courier"})
BY_SEA = frozenset({SEA, ""})
"""Modes for which a rule for ships can be meant."""
DOERS = frozenset({"supplier", "buyer", "contract", "nobody", "premises"})
WARNINGS = frozenset({"export-by-buyer", "risk-before-costs", "second-place", "import-by-buyer", "least-insurance"})


@dataclass(frozen=True)
class NamedPlace:
    """What the place after the three letters is. ``in_origin``: it lies in China."""

    id: str
    label: Label
    in_origin: bool


@dataclass(frozen=True)
class Duty:
    """Something that has to be done for a delivery, and who does it and pays for it: ``supplier``, ``buyer``, ``nobody``,
    ``contract`` (as the contract of carriage says) or ``premises`` (the supplier at its own premises, else the buyer).
    """

    id: str
    label: Label
    by: str


@dataclass(frozen=True)
class Insurance:
    """Cover that the supplier owes: Institute Cargo Clauses and the sum insured in percent of the price."""

    clauses: str
    percent_of_price: int


@dataclass(frozen=True)
class Rule:
    """One rule. ``risk`` says when it passes to the buyer, ``costs`` until where the supplier pays.

    ``proof``: the event by which the supplier has delivered. ``is_for_containers``: it fits goods handed over in a
    container; ``better`` is the rule that does instead.
    """

    code: str
    label: Label
    is_sea_only: bool
    place: NamedPlace
    risk: Label
    costs: Label
    duties: tuple[Duty, ...]
    insurance: Insurance | None
    proof: str
    is_for_containers: bool
    needs_importer: bool
    warnings: tuple[str, ...]
    better: str


@dataclass(frozen=True)
class CostPart:
    """Something that a buyer pays until the goods are there, and the rules whose price contains it."""

    id: str
    label: Label
    rules: frozenset[str]


@dataclass(frozen=True)
class Remark:
    """What is wrong (``is_refusal``) or worth knowing about a rule for a shipment; ``facts`` for its sentence.

    Refusals: ``unknown-rule``, ``unknown-mode``, ``place-needed``, ``sea-only`` (mode), ``place-not-in-origin`` and
    ``place-in-origin`` (place, country), ``importer-needed``. Warnings: ``not-for-containers`` and ``export-by-buyer``
    (better), ``risk-before-costs``, ``second-place``, ``import-by-buyer``, ``least-insurance`` (clauses).
    """

    code: str
    is_refusal: bool
    facts: Mapping[str, str] = field(default_factory=dict)


@cache
def rules() -> Mapping[str, Rule]:
    """The rules by their code, in the order of the ICC: any mode first, then those for sea only."""
    return rules_of(_data())


@cache
def cost_parts() -> tuple[CostPart, ...]:
    """The parts of a delivered price, from the factory to the buyer's place."""
    return tuple(CostPart(row["id"], label_of(row), frozenset(row["rules"])) for row in _data()["cost_parts"])


def edition() -> str:
    """The edition that is named with rule and place on every document."""
    return str(_data()["meta"]["edition"])


def who_does_what(code: str) -> tuple[Duty, ...]:
    """The duties under a rule, as they come up. Raises TermsError ``unknown-rule``."""
    return _rule(code).duties


def check(
    code: str, place: str, mode: str, *, in_container: bool = True, has_importer: bool = False, country: str = ""
) -> tuple[Remark, ...]:
    """What a rule with its named place means for a shipment: refusals first, none where the rule fits without remark.

    ``mode`` is empty where it is not known; ``in_container`` matters by sea only; ``has_importer``: an importer of the supplier's side is on file; ``country`` is
    that of the named place (ISO 3166), empty where it is not known.
    """
    rule = rules().get(code)
    if rule is None:
        return (Remark("unknown-rule", True, {"rule": code}),)
    refusals = _refusals(rule, place, mode, has_importer=has_importer, country=country)
    return (*refusals, *_warnings(rule, in_container=in_container and mode in BY_SEA))


def included(code: str) -> tuple[CostPart, ...]:
    """The parts of a delivered price that a price under this rule contains. Raises TermsError ``unknown-rule``."""
    known = _rule(code).code
    return tuple(part for part in cost_parts() if known in part.rules)


def lacks(code: str, basis: str) -> tuple[CostPart, ...]:
    """The parts of a price under ``basis`` that a price under ``code`` lacks: what a comparison has to add.

    Raises TermsError ``unknown-rule``.
    """
    there = included(code)
    return tuple(part for part in included(basis) if part not in there)


def widest(codes: Iterable[str]) -> str:
    """The rule among these whose price contains most, the first of several: quotes are compared on it.

    Raises TermsError ``unknown-rule``, ValueError for no rule.
    """
    return max(codes, key=lambda code: len(included(code)))


@cache
def _data() -> Mapping[str, Any]:
    return read_data("incoterms.yaml")


def _rule(code: str) -> Rule:
    rule = rules().get(code)
    if rule is None:
        raise TermsError("unknown-rule", rule=code)
    return rule


def _refusals(rule: Rule, place: str, mode: str, *, has_importer: bool, country: str) -> list[Remark]:
    found = []
    if mode and mode not in MODES:
        found.append(Remark("unknown-mode", True, {"mode": mode}))
    elif rule.is_sea_only and mode not in BY_SEA:
        found.append(Remark("sea-only", True, {"rule": rule.code, "mode": mode, "better": rule.better}))
    if not place.strip():
        found.append(Remark("place-needed", True, {"rule": rule.code}))
    facts = {"rule": rule.code, "place": place.strip(), "country": country}
    if country and rule.place.in_origin and country not in NEAR_ORIGIN:
        found.append(Remark("place-not-in-origin", True, facts))
    if country == ORIGIN and not rule.place.in_origin:
        found.append(Remark("place-in-origin", True, facts))
    if rule.needs_importer and not has_importer:
        found.append(Remark("importer-needed", True, {"rule": rule.code}))
    return found


def _warnings(rule: Rule, *, in_container: bool) -> list[Remark]:
    facts = {"rule": rule.code, "better": rule.better}
    if rule.insurance:
        facts["clauses"] = rule.insurance.clauses
    misfit = [Remark("not-for-containers", False, facts)] if in_container and not rule.is_for_containers else []
    return [*misfit, *(Remark(code, False, facts) for code in rule.warnings)]


def rules_of(data: Mapping[str, Any]) -> Mapping[str, Rule]:
    """The rules of such a file. Raises TermsError where it contradicts itself, KeyError where something is missing."""
    places = {id_: NamedPlace(id_, label_of(row), row["in_origin"]) for id_, row in data["places"].items()}
    duties = {id_: label_of(row) for id_, row in data["duties"].items()}
    found = {row["code"]: _rule_of(row, places, duties) for row in data["rules"]}
    if len(found) != len(data["rules"]):
        raise TermsError("id-twice")
    for rule in found.values():
        if (not rule.is_for_containers or rule.better) and not found[rule.better].is_for_containers:
            raise TermsError("no-better-rule", rule=rule.code)
    return found


def _rule_of(row: dict[str, Any], places: Mapping[str, NamedPlace], duties: Mapping[str, Label]) -> Rule:
    doers: dict[str, str] = row["duties"]
    if list(doers) != list(duties) or not set(doers.values()) <= DOERS:
        raise TermsError("duties-differ", rule=row["code"])
    if (doers["insurance"] == "supplier") != ("insurance" in row) or not set(row.get("warnings", ())) <= WARNINGS:
        raise TermsError("unknown-warning", rule=row["code"])
    return Rule(
        code=row["code"],
        label=label_of(row),
        is_sea_only=row["sea_only"],
        place=places[row["place"]],
        risk=label_of(row, "risk"),
        costs=label_of(row, "costs"),
        duties=tuple(Duty(id_, duties[id_], doer) for id_, doer in doers.items()),
        insurance=Insurance(**row["insurance"]) if "insurance" in row else None,
        proof=row["proof"],
        is_for_containers=row["contained"],
        needs_importer=row.get("needs_importer", False),
        warnings=tuple(row.get("warnings", ())),
        better=row.get("better", ""),
    )
