"""Whom a notice may concern: its lots, GTINs, models and makers against products, lots of shipments and suppliers.

What agrees is a question for a person. A name or a number in common says nothing of anybody.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audits.registers.differences import same_name, shared_words
from buyers.delivery.models import ShipmentLot
from buyers.delivery.notices.notice import Notice
from buyers.trade.models import OrderLine
from suppliers.models import Product, Supplier

LEAST_LOT, LEAST_MODEL = 6, 4
"""Letters and digits that a number needs so that it means something without a maker's name."""
WORD = re.compile(r"[^\W_]{2,}")
COMMON = frozenset({"medical", "co", "ltd", "company", "limited", "technology", "china", "inc", "products", "health"})
"""Words that say nothing of whose name it is."""


@dataclass(frozen=True)
class Named:
    """A name of a company, and whose it is: the supplier itself, or the legal manufacturer of one of its products."""

    name: str
    supplier: int
    product: int | None


@dataclass
class Agreement:
    """What agrees for a supplier, or one of its products."""

    because: set[str] = field(default_factory=set)
    words: list[str] = field(default_factory=list)

    def add(self, code: str, words: str) -> None:
        self.because.add(code)
        if words not in self.words:
            self.words.append(words)


@dataclass(frozen=True)
class Known:
    """Everything that notices are compared with, read with four queries. Numbers are in capitals without other marks."""

    names: Mapping[str, list[Named]]
    models: Mapping[str, list[tuple[int, int]]]
    lots: Mapping[str, list[tuple[int, int]]]
    gtins: Mapping[str, list[tuple[int, int]]]


Target = tuple[int, int | None]
"""The keys of a supplier and of one of its products, None where the notice names none."""


def known_things() -> Known:
    """What is on record now."""
    names: dict[str, list[Named]] = defaultdict(list)
    models: dict[str, list[tuple[int, int]]] = defaultdict(list)
    suppliers = Supplier.objects.exclude(status=Supplier.Status.DRAFT)
    for key, *own in suppliers.values_list("pk", "name_en", "name_zh"):
        _remember(names, own, key, None)
    products = Product.objects.filter(supplier__in=suppliers)
    for key, supplier, model, *makers in products.values_list(
        "pk", "supplier", "model", "manufacturer_en", "manufacturer_zh"
    ):
        _remember(names, makers, supplier, key)
        if _says_something(compact := compact_number(model), LEAST_MODEL):
            models[compact].append((supplier, key))
    lots, gtins = _of_shipments()
    return Known(names, models, lots, gtins)


def whom(notice: Notice, known: Known) -> dict[Target, Agreement]:
    """Suppliers and products that the notice may concern, and why. Nobody for a list of other notices."""
    found: dict[Target, Agreement] = defaultdict(Agreement)
    if notice.is_list:
        return {}
    for code, numbers, index, least in (
        ("gtin", notice.gtins, known.gtins, 8),
        ("lot", notice.lots, known.lots, LEAST_LOT),
        ("model", notice.models, known.models, LEAST_MODEL),
    ):
        for number in numbers:
            compact = _gtin(number) if code == "gtin" else compact_number(number)
            if len(compact) >= least:
                for target in index.get(compact, ()):
                    found[target].add(code, number)
    for named in _makers(notice, known):
        found[(named.supplier, named.product)].add("maker", named.name)
    return _merge_makers(_with_models_in_text(notice, known, found))


def compact_number(text: str) -> str:
    """Letters and digits alone, in capitals."""
    return re.sub(r"[\W_]+", "", text).upper()


def _remember(names: dict[str, list[Named]], own: Iterable[str], supplier: int, product: int | None) -> None:
    for name in filter(None, own):
        for word in _telling_words(name):
            names[word].append(Named(name, supplier, product))


def _telling_words(name: str) -> set[str]:
    """Words of a Latin name that could tell it from others; of a Chinese one its pairs of characters."""
    words = {word for word in WORD.findall(name.casefold()) if word.isascii()} - COMMON
    chinese = "".join(one for one in name if "\u4e00" <= one <= "\u9fff")
    return words | {chinese[place : place + 2] for place in range(len(chinese) - 1)}


def _of_shipments() -> tuple[dict[str, list[tuple[int, int]]], dict[str, list[tuple[int, int]]]]:
    """Lots, serial numbers and GTINs that were shipped, with the supplier and the product of their lines."""
    lots: dict[str, list[tuple[int, int]]] = defaultdict(list)
    gtins: dict[str, list[tuple[int, int]]] = defaultdict(list)
    rows = ShipmentLot.objects.values_list("shipment__order", "line", "lot", "gtin", "serials")
    shipped = list(rows)
    lines = OrderLine.objects.filter(order__in={row[0] for row in shipped})
    of_line = {
        (order, number): (supplier, product)
        for order, number, supplier, product in lines.values_list("order", "number", "order__supplier", "product")
    }
    for order, number, lot, gtin, serials in shipped:
        target = of_line.get((order, number))
        if target is None:
            continue
        for text in filter(None, (lot, *map(str, serials))):
            if target not in lots[compact_number(text)]:
                lots[compact_number(text)].append(target)
        if gtin and target not in gtins[_gtin(gtin)]:
            gtins[_gtin(gtin)].append(target)
    return lots, gtins


def _makers(notice: Notice, known: Known) -> list[Named]:
    """Names that may be the maker's or the brand's; in a notice that names no maker, those that its words contain whole."""
    stated = [one for one in (notice.maker, notice.brand) if one]
    text = f"{notice.title} {notice.text}"
    words = set().union(*map(_telling_words, stated)) if stated else _telling_words(text)
    candidates = {named for word in words for named in known.names.get(word, ())}
    if stated:
        return [named for named in candidates if any(same_name(named.name, one) for one in stated)]
    return [
        named for named in candidates if len(_telling_words(named.name)) > 1 and shared_words(named.name, text) == 1
    ]


def _with_models_in_text(notice: Notice, known: Known, found: dict[Target, Agreement]) -> dict[Target, Agreement]:
    """Where a maker agrees, its models that stand in the notice's words name the product."""
    makers = {target[0] for target, agreement in found.items() if "maker" in agreement.because}
    if makers and not notice.models:
        for word in re.findall(r"[\w./+-]{4,40}", f"{notice.title} {notice.text}"):
            for target in known.models.get(compact_number(word), ()):
                if target[0] in makers:
                    found[target].add("model", word)
    return found


def _merge_makers(found: dict[Target, Agreement]) -> dict[Target, Agreement]:
    """A question about a product says too that its supplier's name agrees, and replaces the one about the supplier alone."""
    merged = {target: one for target, one in found.items() if target[1] is not None}
    for target, one in found.items():
        if target[1] is None:
            products = [key for key in merged if key[0] == target[0]]
            for key in products:
                for words in one.words:
                    merged[key].add("maker", words)
            if not products:
                merged[target] = one
    return merged


def _says_something(number: str, least: int) -> bool:
    return len(number) >= least and bool(re.search(r"\d", number))


def _gtin(text: str) -> str:
    return re.sub(r"\D", "", text).zfill(14)
