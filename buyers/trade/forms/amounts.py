"""Prices and sums as people type them; why one cannot be read, as a sentence."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.terms.errors import TermsError
from buyers.terms.typed import read_amount, read_price
from kpmarket.foundation.text.fields import LineField

SENTENCES: dict[str, str | Promise] = {
    "not-an-amount": gettext_lazy("Enter a number, as 1,250.50."),
    "negative": gettext_lazy("Enter a number that is not below zero."),
    "other-currency": gettext_lazy(
        "“%(typed)s” is another currency. One quote has one currency, %(currency)s: type the number alone."
    ),
    "other-notation": gettext_lazy(
        "Commas part thousands and a point stands before the decimals. If you mean %(meant)s, write it so."
    ),
    "too-many-places": gettext_lazy("Give at most %(places)s decimal places."),
    "too-large": gettext_lazy("This is too large: at most %(most)s."),
}


def sentence_of(refusal: TermsError, currency: str) -> str:
    """Why a typed amount is refused."""
    words = SENTENCES.get(refusal.code, SENTENCES["not-an-amount"])
    return str(words) % {**refusal.facts, "currency": currency}


def price_of(text: str, currency: str) -> Decimal:
    """A price per unit above zero, with four places. Raises ValidationError."""
    try:
        price = read_price(text, currency, get_language() or "en")
    except TermsError as refusal:
        raise forms.ValidationError(sentence_of(refusal, currency)) from None
    if not price:
        raise forms.ValidationError(_("A price is above zero. If you do not offer this product, say so."))
    return price


def sum_of(text: str, currency: str) -> int:
    """A sum in minor units, 0 or more. Raises ValidationError."""
    try:
        return read_amount(text, currency, get_language() or "en")
    except TermsError as refusal:
        raise forms.ValidationError(sentence_of(refusal, currency)) from None


class AmountField(LineField):
    """Text that ``price_of`` or ``sum_of`` reads once the currency is known."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "decimal", "autocomplete": "off", "size": "12"}
        super().__init__(max_length=40, widget=forms.TextInput(attrs=attributes), **kwargs)
