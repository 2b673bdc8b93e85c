"""Whether a kind of document is needed for a shipment, and why not where it is not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from buyers.terms.delivery.apostille import Way, authentication
from buyers.terms.delivery.document_kinds import Kind
from buyers.terms.delivery.pack_facts import PackFacts
from buyers.terms.incoterms import rules

NOBODY = "nobody"
FREE_SALE = frozenset({"export_sales_certificate_1", "export_sales_certificate_2"})
AUTHENTICATED = frozenset({*FREE_SALE, "legalisation"})


def not_needed_because(kind: Kind, facts: PackFacts) -> str:
    """Empty where it is needed, else why it is not.

    Codes: ``repealed``, ``not-yet-law``, ``other-mode``, ``other-product``, ``stated-not``, ``not-agreed``,
    ``not-inspected``, ``no-quote``, ``no-free-sale``, ``other-certificate``, ``no-authentication``, ``nobody-owes``,
    ``other-kind``, ``rulebook-speaks``. What nobody stated counts as needed; what the contract names is always needed.
    """
    day = facts.departs_on or facts.on
    if kind.until and kind.until < day:
        return "repealed"
    if kind.since and day < kind.since:
        return "not-yet-law"
    if kind.id in facts.agreed:
        return ""
    if kind.market and kind.law & {one.type for one in facts.law or ()}:
        return "rulebook-speaks"
    for name, wanted in kind.needs.items():
        if code := _CHECKS[name](wanted, kind, facts):
            return code
    if kind.instead_of:
        return "other-kind" if not _is_on_file(kind.id, facts) else ""
    if kind.duty and doer_of_duty(kind.duty, facts.incoterm) == NOBODY:
        return "nobody-owes"
    return ""


def doer_of_duty(duty: str, incoterm: str) -> str:
    """Who sees to that duty under the delivery term: supplier, buyer or nobody. Under an unknown term the supplier."""
    rule = rules().get(incoterm)
    by = next((one.by for one in rule.duties if one.id == duty), "") if rule else ""
    return by if by in ("buyer", NOBODY) else "supplier"


def _is_on_file(kind: str, facts: PackFacts) -> bool:
    return any(one.kind == kind for one in facts.on_file)


def _modes(wanted: Any, kind: Kind, facts: PackFacts) -> str:
    return "" if facts.mode in wanted else "other-mode"


def _types(wanted: Any, kind: Kind, facts: PackFacts) -> str:
    return "" if facts.types & set(wanted) else "other-product"


def _unless_stated(name: str) -> Callable[[Any, Kind, PackFacts], str]:
    return lambda wanted, kind, facts: "stated-not" if getattr(facts, name) is False else ""


def _agreed(wanted: Any, kind: Kind, facts: PackFacts) -> str:
    return "not-agreed"


def _inspected(wanted: Any, kind: Kind, facts: PackFacts) -> str:
    return "" if facts.is_inspected else "not-inspected"


def _quoted(wanted: Any, kind: Kind, facts: PackFacts) -> str:
    return "" if facts.is_quoted else "no-quote"


def _free_sale(wanted: Any, kind: Kind, facts: PackFacts) -> str:
    return "" if facts.asks_free_sale else "no-free-sale"


def _registered(wanted: Any, kind: Kind, facts: PackFacts) -> str:
    """Certificate (I) speaks of what is registered or filed in China, (II) of what is not: where nobody stated which, (I)."""
    is_registered = facts.registered is not False
    return "" if is_registered == wanted else "other-certificate"


def _authenticated(wanted: Any, kind: Kind, facts: PackFacts) -> str:
    needs = facts.asks_free_sale or facts.agreed & FREE_SALE
    way = authentication(facts.country, facts.arrives_on or facts.on).way
    return "" if needs and way is not Way.OWN else "no-authentication"


_CHECKS: Mapping[str, Callable[[Any, Kind, PackFacts], str]] = {
    "modes": _modes,
    "types": _types,
    "dangerous": _unless_stated("dangerous"),
    "battery": _unless_stated("battery"),
    "cold": _unless_stated("cold"),
    "agreed": _agreed,
    "inspected": _inspected,
    "quoted": _quoted,
    "free_sale": _free_sale,
    "registered": _registered,
    "authenticated": _authenticated,
}
