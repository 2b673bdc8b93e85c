"""Amounts and prices as people type them: in the notation of their language, strictly, with the other reading offered.

A language writes a point or a comma before the fraction. What is written in the other way is refused with what it would
mean there, so that nobody pays a thousand times as much because of a mark. Spaces and apostrophes between groups are fine
everywhere, and so are groups of two as India writes them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from babel import Locale, UnknownLocaleError
from babel.numbers import get_decimal_symbol

from buyers.terms.errors import TermsError
from buyers.terms.files import read_data
from buyers.terms.money import MOST, MOST_PRICE, PRICE_PLACES, places, places_of, plain, to_minor

MAX_LENGTH = 40
FOUR_PLACES = Decimal("0.0001")
FULL_WIDTH = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)} | {
    ord("￥"): "¥",
    ord("￡"): "£",
    ord("。"): ".",
}
ARABIC_DIGITS = {zero + digit: str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
_NO_CENTS = re.compile(r"[.,] ?[-–—]{1,2}$")
"""As in ``1.000,-``."""
_PARTS = re.compile(r"(?P<before>[^0-9.,()−-]*)(?P<number>[0-9.,()−-].*?)(?P<after>[^0-9.,()−-]*)", re.DOTALL)


class Notation(NamedTuple):
    """The mark before the fraction, and the one between thousands."""

    decimal: str
    group: str

    def value_of(self, number: str) -> Decimal | None:
        """What these digits and marks mean; None where they are no number in this notation."""
        if not _pattern(self).fullmatch(number):
            return None
        whole, _, fraction = number.partition(self.decimal)
        digits = re.sub("[^0-9]", "", whole) + fraction
        return Decimal(digits).scaleb(-len(fraction))


POINT, COMMA = Notation(".", ","), Notation(",", ".")


def notation_of(language: str) -> Notation:
    """How amounts are written in a language, as ``en``, ``zh-hans`` or ``pt_BR``; with a point where nothing is known."""
    try:
        symbol = get_decimal_symbol(Locale.parse(language.replace("_", "-"), sep="-"))
    except (UnknownLocaleError, ValueError):
        return POINT
    return COMMA if symbol == COMMA.decimal else POINT


def read_amount(text: str, currency: str, language: str) -> int:
    """The typed amount in minor units; never negative.

    Raises TermsError: ``not-an-amount``, ``negative``, ``other-currency`` (typed), ``other-notation`` (meant, in plain
    text), ``too-many-places`` (places), ``too-large`` (most), ``unknown-currency``.
    """
    decimals = places_of(currency)
    value = _value(text, currency, notation_of(language), decimals)
    if value > Decimal(MOST).scaleb(-decimals):
        raise TermsError("too-large", most=plain(MOST, currency))
    return to_minor(value, currency)


def read_price(text: str, currency: str, language: str) -> Decimal:
    """The typed price per unit, with four places. Raises TermsError as ``read_amount`` does."""
    places_of(currency)
    value = _value(text, currency, notation_of(language), PRICE_PLACES)
    if value > MOST_PRICE:
        raise TermsError("too-large", most=f"{MOST_PRICE:f}")
    return value.quantize(FOUR_PLACES)


def _value(text: str, currency: str, notation: Notation, most_places: int) -> Decimal:
    number = _number_in(_in_ascii(text, notation), currency)
    value = notation.value_of(number)
    if value is not None and _places_in(value) <= most_places:
        return value
    meant = (COMMA if notation is POINT else POINT).value_of(number)
    if meant is not None and _places_in(meant) <= most_places:
        raise TermsError("other-notation", meant=f"{meant:f}")
    if value is None:
        raise TermsError("not-an-amount")
    if _places_in(value.normalize()) > most_places:
        raise TermsError("too-many-places", places=most_places)
    return value


def _in_ascii(text: str, notation: Notation) -> str:
    """Full-width and Arabic digits and marks as the usual ones, one space between what is apart."""
    if len(text) > MAX_LENGTH:
        raise TermsError("not-an-amount")
    arabic_marks = {ord("٫"): notation.decimal, ord("٬"): notation.group}
    return " ".join(text.translate(FULL_WIDTH | ARABIC_DIGITS | arabic_marks).split())


def _number_in(text: str, currency: str) -> str:
    """The number without the names or marks of the currency around it."""
    match = _PARTS.fullmatch(_NO_CENTS.sub("", text))
    if not match:
        raise TermsError("not-an-amount")
    before, number, after = (part.strip() for part in match.groups())
    for mark in filter(None, (before, after)):
        known = currencies_of(mark)
        if currency not in known:
            raise TermsError("other-currency" if known else "not-an-amount", typed=mark)
    if number[0] in "-−(" or number[-1] in "-−":
        raise TermsError("negative")
    return number


def currencies_of(mark: str) -> frozenset[str]:
    """The currencies that a code or mark stands for, as ``USD``, ``us$`` or ``元``; none where it is not known."""
    return _marks().get(mark.upper(), frozenset())


@cache
def _marks() -> Mapping[str, frozenset[str]]:
    marks = {mark: frozenset(codes.split()) for mark, codes in read_data("currencies.yaml")["marks"].items()}
    return marks | {code: frozenset({code}) for code in places()}


@cache
def _pattern(notation: Notation) -> re.Pattern[str]:
    decimal, group = re.escape(notation.decimal), re.escape(notation.group)
    thousands = rf"[0-9]{{1,3}}(?P<mark>[{group} '’])[0-9]{{3}}(?:(?P=mark)[0-9]{{3}})*"
    lakhs = rf"[0-9]{{1,2}}(?:{group}[0-9]{{2}})+{group}[0-9]{{3}}"
    return re.compile(rf"(?:[0-9]{{1,20}}|{thousands}|{lakhs})(?:{decimal}[0-9]+)?|{decimal}[0-9]+")


def _places_in(value: Decimal) -> int:
    return max(0, -int(value.as_tuple().exponent))
