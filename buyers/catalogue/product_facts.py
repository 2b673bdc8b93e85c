"""What a product's page says of it in words: terms, standards, specification, and which of its claims are shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from audits.claims.offer import STANDARDS, JudgedOffer, JudgedText
from audits.claims.support import Support
from buyers.catalogue.cards import days
from buyers.catalogue.prices import decimal, number
from suppliers.models import Product
from suppliers.products import field_facts
from suppliers.products.field_facts import FieldFact

NOT_VERIFIED = (Support.NOT_SHOWN, Support.CONTRADICTED)


@dataclass(frozen=True)
class ClaimWords:
    """Words of a text that are claims: those that approved documents show, and those that they do not."""

    shown: tuple[str, ...] = ()
    unverified: tuple[str, ...] = ()


@dataclass(frozen=True)
class Value:
    """A row of a specification list. ``claims`` are those in its value."""

    label: str
    value: str
    claims: ClaimWords = ClaimWords()


def title(offer: JudgedOffer) -> ClaimWords:
    """The claims in names and model."""
    return _claim_words(*(offer.parts.get(name) for name in ("name_en", "name_zh", "model")))


def about(offer: JudgedOffer, part: str) -> ClaimWords:
    """The claims in one part of the offer."""
    return _claim_words(offer.parts.get(part))


def _claim_words(*texts: JudgedText | None) -> ClaimWords:
    known = [text for text in texts if text]
    shown = dict.fromkeys(word for text in known for word in text.words(Support.SHOWN))
    unverified = dict.fromkeys(word for text in known for word in text.words(*NOT_VERIFIED))
    return ClaimWords(tuple(shown), tuple(unverified))


def offer(product: Product, claims: JudgedOffer) -> list[Value]:
    """The terms of the offer as rows. Standards that documents show stand apart from those that the supplier states."""
    rows = [
        (_("Minimum order"), number(product.moq)),
        (_("Lead time"), days(product.lead_time_days)),
        (_("Monthly capacity"), number(product.monthly_capacity) if product.monthly_capacity else ""),
        (_("Standards and classes, shown by approved documents"), ", ".join(claims.shown_standards)),
    ]
    stated = [Value(label, value) for label, value in rows if value]
    if unverified := unverified_standards(product, claims):
        value = Value(_("Standards and classes"), ", ".join(unverified), ClaimWords(unverified=tuple(unverified)))
        stated.append(value)
    return stated


def unverified_standards(product: Product, claims: JudgedOffer) -> list[str]:
    """Standards and classes that the supplier states and no approved document shows."""
    parts = (claims.parts.get(f"{STANDARDS}{place}") for place in range(len(product.standards)))
    return [part.text for part in parts if part and part.support != Support.SHOWN]


def specification(product: Product, claims: JudgedOffer) -> list[Value]:
    """The fields that the type defines, with what the supplier stated."""
    stated = (
        (field, product.specification.get(field.key)) for field in field_facts.specification(product.product_type)
    )
    return [
        Value(field.label, in_words(field, value), about(claims, f"specification.{field.key}"))
        for field, value in stated
        if value not in (None, "")
    ]


def in_words(field: FieldFact, value: Any) -> str:
    """A stated value in the reader's language, with its unit."""
    words = {choice.value: choice.label for choice in field.choices}
    if value is True or value == "yes":
        text = _("Yes")
    elif value is False or value == "no":
        text = _("No")
    elif isinstance(value, int | float):
        text = decimal(value)
    elif field.kind == "day" and (day := parse_date(str(value))):
        text = date_format(day)
    else:
        text = words.get(str(value), str(value))
    return f"{text} {field.unit}".strip()
