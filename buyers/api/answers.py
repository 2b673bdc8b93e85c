"""What the site knows, put into the shapes of the API."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

from audits.answers.clearance_panel import Panel
from audits.answers.evidence_tree import Node
from audits.answers.messages import route
from audits.claims.offer import JudgedOffer
from audits.clearances.market_status import MarketStatus, capped
from audits.compliance.rulebook import AllOf, AnyOf, Expression, Requirement, Rulebook
from audits.law.upkeep import check_of_row
from audits.models import NO_END
from buyers.api import schemas
from buyers.catalogue import product_facts
from buyers.catalogue.particulars import Row
from buyers.catalogue.reference import Destination
from buyers.guides.addresses import absolute, type_url
from kpmarket.foundation.text.languages import in_reader_language
from suppliers.models import Product, ProductType, Supplier


def state(status: MarketStatus) -> schemas.State:
    """The state under its public name: what the engine calls blocked is not cleared."""
    return cast(schemas.State, "not_cleared" if status is MarketStatus.BLOCKED else status.value)


def place(here: Destination) -> schemas.Place:
    return schemas.Place(code=here.code, name=here.name, market=here.market)


def product_type(one: ProductType) -> schemas.Named:
    return schemas.Named(id=one.pk, name=one.display_name)


def type_reference(one: ProductType) -> schemas.Reference:
    return schemas.Reference(id=one.pk, name=one.display_name, url=absolute(type_url(one.pk)))


def supplier_reference(key: int, *, en: str, zh: str) -> schemas.Reference:
    name = in_reader_language(en=en, zh=zh)
    return schemas.Reference(id=str(key), name=name, url=absolute(Supplier(pk=key).get_absolute_url()))


def product_line(row: Row, *, overdue: frozenset[str], to: str) -> schemas.ProductLine:
    """A row of the catalogue; at most conditional where the check of its rules is overdue."""
    product = Product(pk=row.product_id)
    is_open_ended = row.valid_until == NO_END
    return schemas.ProductLine(
        id=row.product_id,
        name=row.product_en,
        name_zh=row.product_zh,
        model=row.model,
        type=row.product_type,
        supplier=supplier_reference(row.supplier_id, en=row.supplier_en, zh=row.supplier_zh),
        state=state(capped(MarketStatus(row.state), is_overdue=row.product_type in overdue)),
        until=None if is_open_ended else row.valid_until,
        currency=row.currency,
        unit=row.unit,
        unit_price=row.unit_price,
        minimum_order=row.product_moq,
        lead_time_days=row.product_lead_time_days,
        stated_not_verified=(row.unverified or "").splitlines(),
        url=absolute(f"{product.get_absolute_url()}?to={to}"),
    )


def product(one: Product, claims: JudgedOffer) -> schemas.Product:
    """A product on offer; ``claims`` are its words as approved documents show them or not."""
    maker = " / ".join(one.manufacturer_names) or one.supplier.display_name
    return schemas.Product(
        id=one.pk,
        name=one.name_en,
        name_zh=one.name_zh,
        model=one.model,
        description=one.description_en,
        type=product_type(one.product_type),
        supplier=supplier_reference(one.supplier_id, en=one.supplier.name_en, zh=one.supplier.name_zh),
        legal_manufacturer=maker,
        standards_shown=list(claims.shown_standards),
        standards_stated_not_verified=product_facts.unverified_standards(one, claims),
        specification=[
            schemas.Fact(label=str(fact.label), value=fact.value, stated_not_verified=list(fact.claims.unverified))
            for fact in product_facts.specification(one, claims)
        ],
        offer=offer(one),
        url=absolute(one.get_absolute_url()),
    )


def offer(one: Product) -> schemas.Offer:
    tiers = [
        schemas.Tier(from_quantity=tier.from_quantity, unit_price=tier.unit_price) for tier in one.price_tiers.all()
    ]
    return schemas.Offer(
        currency=one.currency,
        unit=one.unit,
        minimum_order=one.moq,
        lead_time_days=one.lead_time_days,
        monthly_capacity=one.monthly_capacity,
        tiers=tiers,
    )


def clearance(one: Product, here: Destination, verdict: Panel, rulebook: Rulebook, address: str) -> schemas.Clearance:
    """The answer for one product, destination and day, with what proves it."""
    return schemas.Clearance(
        product=one.pk,
        destination=place(here),
        on=verdict.on,
        state=state(verdict.state),
        until=verdict.until,
        ends_because=verdict.ends_because,
        confidence=verdict.confidence,
        evidence=[evidence(node) for node in verdict.nodes],
        missing=[[str(document) for document in way] for way in verdict.missing],
        to_arrange=[
            [schemas.Arrange(document=part.name, law=part.citation) for part in way] for way in verdict.arrange
        ],
        open_points=[*map(str, verdict.remarks), *map(str, verdict.contradictions)],
        prohibited_by=[f"{one.title}: {one.law}" for one in verdict.prohibitions],
        rules_checked_on=verdict.check.on if verdict.check else None,
        is_check_overdue=verdict.is_overdue,
        edition=rulebook.edition,
        url=absolute(address),
    )


def evidence(node: Node) -> schemas.Evidence:
    """A node of the evidence tree with what is below it."""
    return schemas.Evidence(
        title=node.title,
        state=node.state.value,
        detail=node.detail,
        of=node.mode,
        document=f"{node.document.label} {node.document.number}".strip() if node.document else "",
        document_until=node.document.until if node.document else None,
        law=node.citation.text if node.citation else "",
        confidence=node.confidence,
        sources=[schemas.Source(title=one.title, url=one.url) for one in node.sources],
        parts=[evidence(part) for part in node.children],
    )


def rules(rows: Iterable[Requirement], rulebook: Rulebook) -> list[schemas.Rule]:
    return [rule(row, rulebook) for row in rows]


def rule(row: Requirement, rulebook: Rulebook) -> schemas.Rule:
    """One row of the rulebook."""
    check = check_of_row(rulebook, row)
    pages = [rulebook.sources[key] for key in row.sources if key in rulebook.sources]
    return schemas.Rule(
        id=row.id,
        route=route(row),
        law=row.legal_basis,
        valid_from=row.effective_from,
        valid_until=row.effective_until,
        confidence=row.confidence.value,
        condition={key: _json_value(value) for key, value in row.condition},
        asks=documents_asked(row.expression),
        sources=[schemas.Source(title=one.title, url=one.url) for one in pages],
        checked_on=check.on if check else None,
    )


def documents_asked(expression: Expression) -> Any:
    """What a row asks for, as the rulebook's files write it."""
    match expression:
        case AllOf(parts):
            return {"all_of": [documents_asked(part) for part in parts]}
        case AnyOf(parts):
            return {"any_of": [documents_asked(part) for part in parts]}
        case leaf:
            states = {key: _json_of_statement(value) for key, value in leaf.narrowing}
            return {leaf.evidence: states} if states else leaf.evidence


def _json_value(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _json_of_statement(value: str | tuple[str, ...]) -> Any:
    """What a document must state: yes and no as JSON has them, several values as a list."""
    if isinstance(value, tuple):
        return list(value)
    return {"true": True, "false": False}.get(value, value)
