"""Small rulebooks and documents, made in the test that reads them."""

from datetime import date

from audits.compliance.buyer_facts import BuyerFact
from audits.compliance.dossier import Dossier, Evidence, statements
from audits.compliance.reference import Confidence, LabelLanguages, Market
from audits.compliance.rulebook import (
    AllOf,
    AnyOf,
    Combine,
    EvidenceType,
    Leaf,
    Outcome,
    Requirement,
    Rulebook,
    StandardEdition,
)

TODAY = date(2026, 11, 22)
MASK = "medical_mask"


def leaf(evidence, **narrowing):
    return Leaf(evidence, statements(narrowing))


def all_of(*parts):
    return AllOf(tuple(leaf(part) if isinstance(part, str) else part for part in parts))


def any_of(*parts):
    return AnyOf(tuple(leaf(part) if isinstance(part, str) else part for part in parts))


def row(id_, expression, since=None, until=None, *, market="EU", confidence=Confidence.HIGH, **fields):
    return Requirement(
        id=id_,
        product_type=fields.pop("product_type", MASK),
        market=market,
        route="a route",
        regulatory_class="I",
        legal_basis="a law",
        expression=leaf(expression) if isinstance(expression, str) else expression,
        effective_from=since,
        effective_until=until,
        outcome=fields.pop("outcome", Outcome.ALLOWED_IF),
        combine=fields.pop("combine", Combine.ALTERNATIVE),
        confidence=confidence,
        condition=tuple(fields.pop("condition", {}).items()),
        buyer=tuple(fields.pop("buyer", {}).items()),
        **fields,
    )


def edition(standard, text, since=None, until=None, **facts):
    return StandardEdition(standard, text, since, until, Confidence.HIGH, **facts)


def book(
    *rows,
    editions=(),
    sources=None,
    yours=(),
    types=(),
    bodies=(),
    asks=(),
    information=(),
    countries=None,
    languages=(),
    accepts=(),
):
    """A rulebook of these rows; the types in ``yours`` are documents of the buyer's side, the facts in ``asks`` are asked of it."""
    countries = countries or {}
    markets = {
        one: Market(one, one, tuple(code for code, market in countries.items() if market == one))
        for one in countries.values()
    }
    known = {one.id: one for one in (*(evidence_type(id_, held_by="importer") for id_ in yours), *types)}
    listed = {one.number: one for one in bodies}
    return Rulebook(
        "test",
        markets,
        countries,
        {},
        known,
        tuple(rows),
        tuple(editions),
        sources or {},
        issuing_bodies=listed,
        buyer_facts={one.name: one for one in asks},
        information={one.id: one for one in information},
        label_languages={one.country: one for one in languages},
        accepted_authorities={(one.market, one.evidence): one for one in accepts},
    )


def buyer_fact(name, *values):
    """A fact of the buyer's side with these possible answers; without any it is a question of yes or no."""
    words = tuple((value, (str(value), str(value))) for value in values or (True, False))
    return BuyerFact(name, f"{name}?", f"{name}?", name, name, words)


def languages(country, *ways, confidence=Confidence.HIGH, professional=()):
    """The languages that a country asks of labels: each way a text such as "fr nl"."""
    all_users, some_users = (tuple(frozenset(way.split()) for way in texts) for texts in (ways, professional))
    return LabelLanguages(country, all_users, confidence, some_users)


def evidence_type(id_, held_by="manufacturer", **facts):
    known = {"validity_months": None, "number_pattern": None, "number_example": None}
    unknown = {"register_name": None, "register_url": None, "number_pattern_is_guess": False}
    texts = dict.fromkeys(("name", "market", "issuer_kind", "issuer", "validity_note"), "")
    return EvidenceType(id=id_, held_by=held_by, confidence=Confidence.HIGH, **{**known, **unknown, **texts, **facts})


def document(type_, since=None, until=None, *, ref=None, **stated):
    return Evidence(type_, since, until, statements(stated), ref)


def dossier(*documents, market="EU", shipped_from_china=False, buyer=None, shipped_on=None, **attributes):
    return Dossier(MASK, attributes, market, documents, shipped_from_china, buyer=buyer or {}, shipped_on=shipped_on)
