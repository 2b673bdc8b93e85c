"""Parts of a product in words, for auditors: what each is called, how its claims stand, before and after."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from audits.claims.offer import JudgedOffer
from audits.claims.support import JudgedClaim, Support
from audits.models import ProductChange
from kpmarket.templatetags.kp import Look
from suppliers.models import Product, ProductPicture
from suppliers.products.changed_parts import ATTRIBUTES, PICTURES, SPECIFICATION, digest_of, picture_list
from suppliers.products.field_facts import attributes, specification

PARTS: dict[str, Promise] = {
    "name_en": _("Name in English"),
    "name_zh": _("Name in Chinese"),
    "model": _("Model"),
    "description_en": _("Description"),
    "standards": _("Standards and classes"),
    PICTURES: _("Pictures"),
}
LOOKS = {
    Support.SHOWN: Look("ok", "check-circle", _("shown by an approved document")),
    Support.NOT_SHOWN: Look("warn", "question", _("not verified")),
    Support.CONTRADICTED: Look("bad", "alert", _("contradicted, or false without a document")),
}
HASH_CHARACTERS = 12


@dataclass(frozen=True)
class ClaimRow:
    """One claim: in which part, its words, how it stands, and what documents state instead."""

    part: str
    words: str
    look: Look
    instead: str


@dataclass(frozen=True)
class Line:
    """One line of a part; ``src`` is the address of a picture that buyers see."""

    text: str
    src: str = ""


@dataclass(frozen=True)
class ComparedPart:
    """One part before and after, as lines."""

    label: str
    before: list[Line]
    after: list[Line]


def label_of(product: Product, part: str) -> str:
    """What a part is called; ``standards.0`` is one of the standards."""
    if part.startswith(SPECIFICATION):
        key = part.removeprefix(SPECIFICATION)
        labels = {field.key: field.label for field in specification(product.product_type)}
        return labels.get(key, key)
    if part.startswith(ATTRIBUTES):
        key = part.removeprefix(ATTRIBUTES)
        return {fact.key: fact.label for fact in attributes(product.product_type)}.get(key, key)
    return str(PARTS.get(part.split(".")[0], part))


def claim_rows(product: Product, offer: JudgedOffer) -> list[ClaimRow]:
    """Every claim of the product."""
    rows = []
    for name, part in offer.parts.items():
        label = label_of(product, name)
        rows += [_claim_row(label, claim) for claim in part.claims]
        if not part.claims:
            rows.append(ClaimRow(label, part.text, LOOKS[Support.NOT_SHOWN], ""))
    return rows


def _claim_row(label: str, claim: JudgedClaim) -> ClaimRow:
    return ClaimRow(label, claim.claim.words, LOOKS[claim.support], claim.instead)


def compared_parts(product: Product, change: ProductChange) -> list[ComparedPart]:
    """What one change did."""
    shown = shown_pictures(product) if any(part["part"] == PICTURES for part in change.parts) else {}
    return [
        ComparedPart(label_of(product, part["part"]), _lines(part["before"], shown), _lines(part["after"], shown))
        for part in change.parts
    ]


def shown_pictures(product: Product) -> dict[str, str]:
    """The address of the smallest width of each of its pictures, by SHA-256."""
    pictures = ProductPicture.objects.filter(product=product)
    return {digest_of(picture): picture.url(picture.widths[0]) for picture in pictures if picture.widths}


def since_judged(product: Product, changes: Iterable[ProductChange]) -> list[ComparedPart]:
    """What buyers read now where it differs from what was judged: at the first clearance, or when it was last closed.

    ``changes`` come the latest first, with their answers.
    """
    judged: dict[str, Any] = {}
    for change in changes:
        if any(answer.answer in answer.CLOSING for answer in change.answers.all()):
            break
        judged |= {part["part"]: part["before"] for part in change.parts}
    rows = [(part, before, value_of(product, part)) for part, before in sorted(judged.items())]
    shown = shown_pictures(product) if PICTURES in judged else {}
    return [
        ComparedPart(label_of(product, part), _lines(before, shown), _lines(now, shown))
        for part, before, now in rows
        if before != now
    ]


def value_of(product: Product, part: str) -> Any:
    """The value of a part now, as changes keep it."""
    if part == PICTURES:
        return picture_list(product)
    if part.startswith(SPECIFICATION):
        return product.specification.get(part.removeprefix(SPECIFICATION))
    if part.startswith(ATTRIBUTES):
        return product.attributes.get(part.removeprefix(ATTRIBUTES))
    return getattr(product, part)


def _lines(value: Any, shown: Mapping[str, str]) -> list[Line]:
    if isinstance(value, list):
        return [_picture_line(one, shown) if isinstance(one, dict) else Line(str(one)) for one in value]
    if isinstance(value, bool):
        return [Line(gettext("Yes") if value else gettext("No"))]
    return [Line(text) for text in str(value).splitlines()] if value not in (None, "") else []


def _picture_line(picture: dict[str, str], shown: Mapping[str, str]) -> Line:
    digest = picture["sha256"]
    return Line(f"{digest[:HASH_CHARACTERS]}… {picture['alt']}".strip(), shown.get(digest, ""))
