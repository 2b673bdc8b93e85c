"""What the first screen of a product's page says of it: class, key facts, and the three parties behind it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from audits.claims.offer import JudgedOffer
from buyers.catalogue.product_facts import Value, in_words, specification
from suppliers.models import Product, Supplier
from suppliers.products import field_facts
from suppliers.products.field_facts import FieldFact
from suppliers.products.hs_codes import codes_of

KEY_FACTS = 6
"""Rows of the specification that the first screen shows."""


@dataclass(frozen=True)
class Party:
    """One of the companies behind a product. ``note`` says what is not known of it, or what follows from it."""

    role: str
    name: str
    note: str = ""
    url: str = ""


def class_of(product: Product) -> str:
    """The class or level of the product as the supplier states it; empty where its type has none, or none is stated."""
    for field in field_facts.specification(product.product_type):
        if field.is_fact and field.kind == "choice" and (value := product.specification.get(field.key)):
            return in_words(field, value)
    return ""


def regulatory_facts(product: Product) -> list[Value]:
    """The facts that rules ask for, with what the supplier stated: sterile, intended use…"""
    return [
        Value(field.label, in_words(field, value))
        for field in field_facts.attributes(product.product_type)
        if (value := product.attributes.get(field.key)) not in (None, "")
    ]


def whole_specification(product: Product, claims: JudgedOffer) -> list[Value]:
    """All that is stated of the product itself, and where the supplier names no customs code, those that such products have."""
    return [*specification(product, claims), *regulatory_facts(product), *_codes(product)]


def key_facts(product: Product, claims: JudgedOffer) -> list[Value]:
    """The rows that tell such products apart: facts that rules ask for first, then the rest in its order."""
    decisive = {field.label for field in _decisive_fields(product)}
    rows = [*specification(product, claims), *regulatory_facts(product)]
    return sorted(rows, key=lambda row: row.label not in decisive)[:KEY_FACTS]


def _decisive_fields(product: Product) -> list[FieldFact]:
    facts = [field for field in field_facts.specification(product.product_type) if field.is_fact]
    return [*facts, *(field for field in field_facts.attributes(product.product_type) if field.key == "sterile")]


def _codes(product: Product) -> list[Value]:
    headings = ", ".join(code.code for code in codes_of(product.product_type))
    if product.hs_code or not headings:
        return []
    return [Value(_("HS 2022 headings of such products; customs decides"), headings)]


def parties(product: Product) -> list[Party]:
    """Who sells it, whose name stands on it in law, and who makes it."""
    seller = product.supplier
    return [
        Party(_("Seller"), seller.display_name, place_and_role(seller), seller.get_absolute_url()),
        _legal_manufacturer(product),
        _factory(product),
    ]


def place_and_role(seller: Supplier) -> str:
    """Maker or trader, and the province."""
    return pgettext("between facts", ", ").join(
        str(one) for one in (seller.get_role_display(), seller.get_province_display()) if one
    )


def _legal_manufacturer(product: Product) -> Party:
    role = _("Legal manufacturer")
    if named := " / ".join(product.manufacturer_names):
        return Party(role, named, _("as the seller states it"))
    name = product.supplier.display_name
    if product.supplier.role == Supplier.Role.TRADER:
        return Party(role, name, _("a trading company that names no other: ask whose name stands on the label"))
    return Party(role, name, _("the seller itself"))


def _factory(product: Product) -> Party:
    if product.factory:
        return Party(_("Factory"), product.factory, _("as the seller states it, not checked"))
    return Party(_("Factory"), _("not stated"), _("ask the seller where it is made"))
