"""What the API answers with. Texts are in the language of Accept-Language, English or Chinese, but where a name says which."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from ninja import Schema

State = Literal["cleared", "conditional", "ready", "ready_conditional", "not_cleared", "prohibited", "not_assessed"]


class Reference(Schema):
    """Something with a page of its own."""

    id: str
    name: str
    url: str


class Named(Schema):
    """Something that is named by an id."""

    id: str
    name: str


class Place(Schema):
    """A country or a part of one. ``market`` is whose rules apply; null: we hold none, which is neither a yes nor a no."""

    code: str
    name: str
    market: str | None


class Tier(Schema):
    """The price of one unit from a quantity on, in the currency of the offer."""

    from_quantity: int
    unit_price: Decimal


class Offer(Schema):
    """The terms that the supplier names; ``lead_time_days`` and ``monthly_capacity`` null: not named."""

    currency: str
    unit: str
    minimum_order: int
    lead_time_days: int | None
    monthly_capacity: int | None
    tiers: list[Tier]


class ProductLine(Schema):
    """A product in a list: its state at the destination on the day, and the last day on which that holds (null: no end).

    ``unit_price`` is that of the minimum order; null: the supplier names none.
    """

    id: int
    name: str
    name_zh: str
    model: str
    type: str
    supplier: Reference
    state: State
    until: date | None
    currency: str
    unit: str
    unit_price: Decimal | None
    minimum_order: int
    lead_time_days: int | None
    stated_not_verified: list[str]
    url: str


class Products(Schema):
    """A page of products. ``next`` is the address of the next page; null on the last one."""

    destination: Place
    on: date
    items: list[ProductLine]
    next: str | None


class Fact(Schema):
    """One line of a specification; ``stated_not_verified`` are claims in it that no approved document shows."""

    label: str
    value: str
    stated_not_verified: list[str]


class Product(Schema):
    """A product on offer. ``standards_shown`` are those that approved documents show."""

    id: int
    name: str
    name_zh: str
    model: str
    description: str
    type: Named
    supplier: Reference
    legal_manufacturer: str
    standards_shown: list[str]
    standards_stated_not_verified: list[str]
    specification: list[Fact]
    offer: Offer
    url: str


class Source(Schema):
    """A page that a requirement rests on; ``url`` is empty where it comes from general knowledge."""

    title: str
    url: str


class Evidence(Schema):
    """A requirement, a group of documents (``of``: all or any of the parts) or one document, and whether it is met."""

    title: str
    state: str
    detail: str
    of: str
    document: str
    document_until: date | None
    law: str
    confidence: str
    sources: list[Source]
    parts: list[Evidence]


class Arrange(Schema):
    """A document that the buyer's side must add, and the law that asks for it."""

    document: str
    law: str


class Clearance(Schema):
    """Whether the product may be shipped there that day, until when, what proves it, what is missing.

    ``missing`` and ``to_arrange`` are ways: each alone would do. ``confidence`` is how sure we are of the rules;
    ``rules_checked_on`` is when a person last compared them with their sources.
    """

    product: int
    destination: Place
    on: date
    state: State
    until: date | None
    ends_because: str
    confidence: str
    evidence: list[Evidence]
    missing: list[list[str]]
    to_arrange: list[list[Arrange]]
    open_points: list[str]
    prohibited_by: list[str]
    rules_checked_on: date | None
    is_check_overdue: bool
    edition: str
    url: str


class CountryState(Schema):
    """The state in one country."""

    code: str
    state: State


class Countries(Schema):
    """The state of a product in every country that we hold rules for, on one day."""

    product: int
    on: date
    edition: str
    countries: list[CountryState]


class Rule(Schema):
    """One row of the rulebook. ``asks`` is an id of a document with what it must state, or all_of / any_of such."""

    id: str
    route: str
    law: str
    valid_from: date | None
    valid_until: date | None
    confidence: str
    condition: dict[str, Any]
    asks: Any
    sources: list[Source]
    checked_on: date | None


class Guide(Schema):
    """What a destination asks of a product type on a day. Without a route it is not assessed."""

    type: Named
    destination: Place
    on: date
    is_assessed: bool
    edition: str
    routes: list[Rule]
    also_required: list[Rule]
    on_leaving_china: list[Rule]
    prohibitions: list[Rule]
    url: str


class Checked(Schema):
    """Something that was checked at a supplier, and the day."""

    what: str
    on: date


class SharedDocument(Schema):
    """A document in force whose pages the supplier shares."""

    type: str
    number: str
    issuer: str
    issued_on: date | None
    valid_until: date | None


class Supplier(Schema):
    """A qualified supplier. ``credit_code`` is the unified social credit code."""

    id: int
    name: str
    name_zh: str
    credit_code: str
    role: str
    province: str
    city: str
    checked: list[Checked]
    documents: list[SharedDocument]
    products: int
    url: str
