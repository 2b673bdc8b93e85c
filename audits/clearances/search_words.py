"""What a product is found by, as search pieces: its words, its supplier's words, and what its words mean.

Four kinds of pieces stand side by side. Plain ones are the product's own words. Those after TYPE are names of its type, which
say "latex gloves" of nitrile ones too. Those after SUPPLIER are words of the companies behind it, so that "latex" finds what
is made of it and not what a company of that name sells. Those after MEANING are ids: the product type, standards and grades
whatever their spelling, and the model without its spaces.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Any

from django.utils import translation
from pypinyin import lazy_pinyin

from audits.claims.recognising import claims_in
from kpmarket.foundation.text.search import is_chinese, pieces, runs, squeeze
from suppliers.identity.provinces import Province
from suppliers.models import Product, Supplier

TYPE, SUPPLIER, MEANING = "~", "@", "="
"""No run of letters and digits begins with these, so nobody can type such a piece."""
SAME_TEXT = re.compile(r"^ansi(?=aami|astm|isea)|(?<=^gb)t|(?<=^yy)t|(?<=^ws)t")
"""Letters that only say who approved a text, or that it is recommended: GB/T keeps the numbers of GB."""


def search_words(product: Product) -> str:
    """All pieces of a product with its supplier and type, each once and between spaces."""
    own = pieces(" ".join(_own_texts(product)))
    of_type = [f"{TYPE}{piece}" for piece in pieces(" ".join(product.product_type.search_names))]
    company = [f"{SUPPLIER}{piece}" for piece in pieces(" ".join(_company_texts(product)))]
    return f" {' '.join(dict.fromkeys((*own, *of_type, *_meanings(product), *company)))} "


def type_piece(product_type: str) -> str:
    """The piece that every product of that type has."""
    return f"{MEANING}t{squeeze(product_type)}"


def standard_piece(number: str) -> str:
    """The piece of a standard, by its number as ``audits.claims.recognising.bare`` writes it."""
    return f"{MEANING}s{SAME_TEXT.sub('', squeeze(number))}"


def grade_piece(grade: str) -> str:
    """The piece of a grade, by its usual name."""
    return f"{MEANING}g{squeeze(grade)}"


def model_piece(model: str) -> str:
    """The piece of a model, or of any number, whatever stands between its parts."""
    return f"{MEANING}m{squeeze(model)}"


@cache
def province_names(code: str) -> tuple[str, ...]:
    """Its English and its Chinese name; none for an empty code."""
    if not code:
        return ()
    names = []
    for language in ("en", "zh-hans"):
        with translation.override(language):
            names.append(str(Province(code).label))
    return tuple(dict.fromkeys(names))


def _own_texts(product: Product) -> Iterator[str]:
    yield from (product.name_en, product.name_zh, product.model, *product.standards, *_specified(product))
    for key, facts in product.product_type.facts.get("attributes", {}).items():
        if product.attributes.get(key) is True:
            yield from (facts.get("label", ""), facts.get("label_zh", "").removeprefix("是否"))


def _specified(product: Product) -> Iterator[str]:
    for field in product.product_type.facts.get("specification", ()):
        yield from _words_of_value(field, product.specification.get(field["key"]))


def _words_of_value(field: dict[str, Any], value: object) -> Iterator[str]:
    """A value of the specification as buyers read it, in both languages; numbers say nothing without their field."""
    choice = field.get("values", {}).get(value) if isinstance(value, str) else None
    if choice:
        yield from (choice.get("label", ""), choice.get("label_zh", ""))
    elif isinstance(value, str):
        yield value
    elif value is True:
        yield from (field.get("label", ""), field.get("label_zh", ""))


def _company_texts(product: Product) -> Iterator[str]:
    supplier: Supplier = product.supplier
    yield from (supplier.name_en, supplier.name_zh, supplier.credit_code, *product.manufacturer_names)
    for place in (supplier.city, *province_names(supplier.province)):
        yield place
        if any(map(is_chinese, runs(place))):
            yield "".join(lazy_pinyin(place))


def _meanings(product: Product) -> Iterator[str]:
    yield type_piece(product.product_type_id)
    if product.model:
        yield model_piece(product.model)
    for text in (product.name_en, product.name_zh, *product.standards, *_specified(product)):
        for claim in claims_in(text):
            yield from map(standard_piece, claim.standards)
            if claim.grade:
                yield grade_piece(claim.grade)
