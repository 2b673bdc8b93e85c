"""What search engines and other sites read of a public page: its one address, its languages, and its facts as data."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django.utils.translation import get_language, gettext

from audits.claims.offer import JudgedOffer
from buyers.catalogue.product_facts import title
from buyers.catalogue.reference import Destination
from buyers.catalogue.supply_facts import supply_facts
from buyers.guides.addresses import absolute
from suppliers.models import Product, ProductType, Supplier

DESCRIPTION = 155
"""Letters of a description that search engines show."""
HIDDEN = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
"""Characters that could end the element or begin another."""
NAME = "KP Medical Supplies"

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Head:
    """The machine-readable head of one public page; ``path`` has no parts that only change how it is shown."""

    title: str
    about: str
    path: str
    kind: str = "article"
    image: str = ""
    data: Sequence[Facts] = ()
    is_indexed: bool = True
    asked_language: str = ""
    """The language that the address names; without one the reader's own language is shown."""
    speaks_by_address: bool = True
    """Whether each language has an address of its own."""

    @property
    def description(self) -> str:
        return Truncator(self.about).chars(DESCRIPTION)

    @property
    def canonical(self) -> str:
        """The address to keep: English, which is what a visitor without wishes sees, has the bare one."""
        return _in_language(self.path, self.asked_language)

    @property
    def alternates(self) -> list[tuple[str, str]]:
        """The page's address in every language; none where only the reader's choice decides."""
        if not self.speaks_by_address:
            return []
        languages = [(code, _in_language(self.path, code)) for code, _name in settings.LANGUAGES]
        return [*languages, ("x-default", absolute(self.path))]

    @property
    def structured(self) -> list[SafeString]:
        """Facts for ``<script type="application/ld+json">``: data, which no browser runs."""
        return [as_data(facts) for facts in self.data]


def as_data(facts: Facts) -> SafeString:
    """JSON that can stand inside an element: no markup character is left in it."""
    text = json.dumps({"@context": "https://schema.org", **facts}, ensure_ascii=False)
    return mark_safe(text.translate(HIDDEN))  # noqa: S308 - nothing that could be markup is left


def breadcrumbs(crumbs: Sequence[Mapping[str, str]], here: str) -> Facts:
    """Where the page stands, as a BreadcrumbList."""
    steps = [(crumb["label"], {"item": absolute(crumb["url"])}) for crumb in crumbs]
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": label, **facts}
            for number, (label, facts) in enumerate([*steps, (here, {})], 1)
        ],
    }


def article(title: str, about: str, path: str, *, reviewed: date | None) -> Facts:
    """A page of text with the day on which it was last reviewed."""
    facts: dict[str, Any] = {
        "@type": "Article",
        "headline": title,
        "description": about,
        "inLanguage": get_language(),
        "mainEntityOfPage": absolute(path),
        "publisher": {"@type": "Organization", "name": NAME, "url": absolute("/")},
        "author": {"@type": "Organization", "name": NAME, "url": absolute("/")},
    }
    return {**facts, "dateModified": reviewed.isoformat()} if reviewed else facts


def questions(pairs: Sequence[tuple[str, str]]) -> Facts:
    """Questions that the page answers in these words, as a FAQPage."""
    return {
        "@type": "FAQPage",
        "mainEntity": [
            {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
            for question, answer in pairs
        ],
    }


def of_product(
    product: Product, crumbs: Sequence[Mapping[str, str]], claims: JudgedOffer, asked_language: str = ""
) -> Head:
    """The head of a product's page. Prices are those that the supplier lists by quantity, as a range.

    Standards are those that approved documents show; what its name claims beyond them is said to be the supplier's word.
    """
    unverified = title(claims).unverified
    facts: dict[str, Any] = {
        "@type": "Product",
        "name": f"{product.display_name} {product.model}".strip(),
        "model": product.model,
        "category": product.product_type.display_name,
        "url": absolute(product.get_absolute_url()),
        "image": [absolute(picture.src) for picture in product.pictures.all()],
        "offers": _offers(product),
        "disambiguatingDescription": _said_of(unverified),
        "additionalProperty": [
            *_properties((gettext("Standard shown by an approved document"), one) for one in claims.shown_standards),
            *_properties((fact.label, fact.value) for fact in supply_facts(product)),
        ],
    }
    image = next(iter(facts["image"]), "")
    if product.supplier.role == Supplier.Role.MANUFACTURER and not product.manufacturer_names:
        facts["manufacturer"] = facts["brand"] = {"@type": "Organization", "name": product.supplier.display_name}
    return Head(
        f"{product.display_name} {product.model}".strip(),
        _summary(product),
        product.get_absolute_url(),
        kind="product",
        image=image,
        data=[{key: value for key, value in facts.items() if value}, breadcrumbs(crumbs, product.model)],
        is_indexed=product.is_on_offer,
        asked_language=asked_language,
    )


def of_catalogue(place: Destination, kind: ProductType | None, *, asked_language: str) -> Head:
    """The head of a list: its address has destination and product type alone, whatever else is filtered, sorted or paged."""
    parts = {"to": place.code, **({"type": kind.pk} if kind else {})}
    name = kind.display_name if kind else gettext("Catalogue")
    about = gettext(
        "%(what)s from verified suppliers in China for %(place)s: where each stands today, and what proves it."
    )
    return Head(
        f"{name} · {place.name}",
        about % {"what": kind.display_name if kind else gettext("Medical products"), "place": place.name},
        f"{reverse('buyers:catalogue')}?{urlencode(parts)}",
        kind="website",
        asked_language=asked_language,
    )


def _properties(pairs: Iterable[tuple[str, str]]) -> list[Facts]:
    return [{"@type": "PropertyValue", "name": name, "value": value} for name, value in pairs]


def _summary(product: Product) -> str:
    """What search engines show of the page."""
    about = gettext(
        "%(product)s from %(supplier)s: where it may go today, until when, and which documents prove it. %(type)s, %(model)s."
    )
    return about % {
        "product": product.display_name,
        "supplier": product.supplier.display_name,
        "type": product.product_type.display_name,
        "model": product.model,
    }


def _offers(product: Product) -> Facts | None:
    """What the supplier lists, from the price of the largest quantity to that of the smallest; None where it lists none."""
    prices = [tier.unit_price for tier in product.price_tiers.all()]
    if not prices:
        return None
    return {
        "@type": "AggregateOffer",
        "priceCurrency": product.currency,
        "lowPrice": f"{min(prices).normalize():f}",
        "highPrice": f"{max(prices).normalize():f}",
        "offerCount": len(prices),
        "seller": {"@type": "Organization", "name": product.supplier.display_name},
    }


def of_supplier(supplier: Supplier, *, asked_language: str) -> Head:
    """The head of a supplier's page: what an auditor compared with the business licence, and nothing else."""
    place = supplier.get_province_display()
    facts = {
        "@type": "Organization",
        "name": supplier.display_name,
        "alternateName": supplier.name_zh if supplier.name_zh != supplier.display_name else "",
        "url": absolute(supplier.get_absolute_url()),
        "address": {
            "@type": "PostalAddress",
            "addressLocality": supplier.city,
            "addressRegion": str(place),
            "addressCountry": "CN",
        },
        "identifier": {"@type": "PropertyValue", "propertyID": "USCC", "value": supplier.credit_code},
    }
    about = gettext(
        "%(role)s in %(place)s, China. What was checked and when, where its products may go, and its documents."
    )
    return Head(
        supplier.display_name,
        about % {"role": supplier.get_role_display(), "place": place},
        supplier.get_absolute_url(),
        kind="profile",
        data=[{key: value for key, value in facts.items() if value}],
        asked_language=asked_language,
    )


def _said_of(unverified: Sequence[str]) -> str:
    return gettext("Stated by the supplier, not verified:") + " " + ", ".join(unverified) if unverified else ""


def _in_language(path: str, language: str) -> str:
    if not language or language == settings.LANGUAGE_CODE:
        return absolute(path)
    separator = "&" if "?" in path else "?"
    return f"{absolute(path)}{separator}{urlencode({'lang': language})}"
