"""Every name that a search knows, by what it means: from the rulebook, the language data, and words.yaml."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import yaml
from pypinyin import lazy_pinyin

from audits.compliance.rulebook import Rulebook
from audits.findings.lists import named_bodies
from buyers.search.meanings import Kind, Meaning
from kpmarket.foundation.places import place_names
from kpmarket.foundation.text.search import is_chinese, runs
from suppliers.models import ProductType

WORDS = Path(__file__).with_name("words.yaml")
PARTS = re.compile(r"[()（）／/、,，;；:：]")
"""Where one name holds several: "Mask (N95, FFP2)"."""
IN_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
DIGITS = re.compile(r"(?<!\d)\d{4,6}(?!\d)")
WITH_LETTER = re.compile(r"[A-Z]{1,2}\d[\d.]+")
"""A number that says whose it is without its publisher: "PB70", "F2100"."""
MIN_FEATURE = 3
"""Letters of a value that is looked up by its name: "M" and "XL" say too little."""
NO_FEATURES = frozenset(
    {"all", "both", "none", "high", "other", "medical", "standard", "manual", "regular", "direct", "total"}
)

GENERAL_WORDS = frozenset(
    {"institut", "instituto", "istituto", "institute", "centre", "national", "certification", "medical"}
)
"""First words of the names of bodies that name none."""

Named = tuple[str, Meaning]


@cache
def words() -> Mapping[str, Any]:
    """The file of words that the rulebook does not have. Every value is text: "no" is Norway here."""
    loaded: Mapping[str, Any] = yaml.load(WORDS.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    return loaded


def all_names(product_types: Iterable[ProductType], book: Rulebook) -> Iterator[Named]:
    """Every name with its meaning; the same name may come several times. Chinese names come in pinyin too."""
    kinds = (
        _types(product_types),
        _standards(book),
        _features(product_types),
        _places(book),
        _bodies(book),
        _documents(book),
    )
    for name, meaning in chain.from_iterable(kinds):
        yield name, meaning
        if any(map(is_chinese, runs(name))):
            yield "".join(lazy_pinyin(name)), meaning


def _types(product_types: Iterable[ProductType]) -> Iterator[Named]:
    for one in product_types:
        meaning = Meaning(Kind.TYPE, one.pk, one.name_en, one.name_zh)
        for name in (*one.search_names, *PARTS.split(one.name_zh), IN_BRACKETS.sub(" ", one.name_en)):
            yield name, meaning
        for name in (one.pk.replace("_", " "), *words()["product_types"].get(one.pk, ()), *_codes(one)):
            yield name, meaning


def _codes(one: ProductType) -> Iterator[str]:
    """Codes of authorities and customs that mean this type; of customs also the heading alone."""
    for field in ("fda_codes", "emdn"):
        yield from map(str, one.facts.get(field) or ())
    for code in map(str, (*(one.facts.get("hs_2022") or ()), *(one.facts.get("hs_2017") or ()))):
        yield from (code, code.partition(".")[0])


def _standards(book: Rulebook) -> Iterator[Named]:
    for one in book.vocabulary.standards.values():
        meaning = Meaning(Kind.STANDARD, one.id, one.id, one.id)
        for name in (one.id, *one.aliases):
            yield name, meaning
        publisher, _space, number = one.id.partition(" ")
        yield from ((found, meaning) for found in DIGITS.findall(one.id))
        if DIGITS.search(number) or WITH_LETTER.fullmatch(number):
            yield number, meaning
        for grade in one.grades:
            graded = Meaning(Kind.GRADE, f"{one.id}|{grade.id}")
            for name in (grade.id, *grade.aliases):
                yield from ((words, graded) for words in (name, f"{publisher} {name}"))


def _features(product_types: Iterable[ProductType]) -> Iterator[Named]:
    for one in product_types:
        for field in one.facts.get("specification", ()):
            for value in field.get("values", {}).values():
                label, label_zh = value.get("label", ""), value.get("label_zh", "")
                if len(label) < MIN_FEATURE or label.casefold() in NO_FEATURES:
                    continue
                meaning = Meaning(Kind.FEATURE, f"{one.pk}|{label}", label, label_zh)
                yield from ((name, meaning) for name in (label, label_zh, *words()["features"].get(label, ())) if name)


def _places(book: Rulebook) -> Iterator[Named]:
    english, chinese = place_names("en"), place_names("zh")
    for code, name in english.items():
        if code != "CN":
            yield from ((one, Meaning(Kind.PLACE, code)) for one in (name, chinese[code]))
    for code, names in words()["places"].items():
        yield from ((name, _place(code, book)) for name in names)
    for code, names in words()["marks"].items():
        market = book.markets.get(code)
        if market is not None:
            yield from ((name, Meaning(Kind.MARK, code, market.name, market.name_zh)) for name in names)


def _place(code: str, book: Rulebook) -> Meaning:
    """A country, or a market of several countries that has no country of its own code."""
    market = book.markets.get(code)
    if market is None or code in book.countries:
        return Meaning(Kind.PLACE, code)
    return Meaning(Kind.PLACE, code, market.name, market.name_zh)


def _bodies(book: Rulebook) -> Iterator[Named]:
    for body in book.issuing_bodies.values():
        meaning = Meaning(Kind.BODY, body.number, body.name, body.name)
        first, *more = body.name.split()
        begins = (f"{first} {more[0]}" if more else "", "" if first.casefold() in GENERAL_WORDS else first)
        named = (body.name, *filter(None, begins), body.number, f"NB {body.number}", f"CE {body.number}")
        yield from ((name, meaning) for name in named)
    for warned in named_bodies():
        known = book.issuing_bodies.get(warned.number)
        name = known.name if known else warned.name
        meaning = Meaning(Kind.BODY, warned.number or warned.name, name, name)
        numbers = (warned.number, f"NB {warned.number}", f"CE {warned.number}") if warned.number else ()
        parts = (part for part in PARTS.split(warned.name) if part.strip())
        yield from ((name, meaning) for name in (warned.name, *parts, *warned.words, *numbers))


def _documents(book: Rulebook) -> Iterator[Named]:
    for one in book.evidence_types.values():
        meaning = Meaning(Kind.DOCUMENT, one.id, one.name, one.name_zh)
        for name in (one.name, one.name_zh, *words()["documents"].get(one.id, ())):
            if name:
                yield name, meaning
