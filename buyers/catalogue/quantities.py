"""How many, as people type it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from kpmarket.foundation.text.fields import LineField
from suppliers.models import Product
from suppliers.models.supply import FIXED_PIECES, Unit

MOST = 2_000_000_000
"""Pieces, boxes or tests. More is a slip of the finger, and more than a column holds."""
_GROUPED = re.compile(r"[0-9]{1,3}(?:(?P<mark>[ ,.'’，\u00a0\u202f])[0-9]{3})(?:(?P=mark)[0-9]{3})*")
_PLAIN = re.compile(r"[0-9]{1,19}")


def read_quantity(text: str) -> int | None:
    """A whole number of at least one, with or without marks between its thousands: 50000, 50,000, 50.000, 50 000.

    None for everything else: "1.5" is no quantity, and neither is one above ``MOST``.
    """
    typed = text.strip()
    if not (_PLAIN.fullmatch(typed) or _GROUPED.fullmatch(typed)):
        return None
    value = int(re.sub(r"[^0-9]", "", typed))
    return value if 1 <= value <= MOST else None


def in_listed_units(product: Product, quantity: int, unit: str) -> int | None:
    """How many of the unit in which the product is listed that is, rounded up; None where sizes are not stated."""
    if not unit or unit == product.unit:
        return quantity
    pieces = product.carton_pieces if unit == Unit.CARTON else FIXED_PIECES.get(Unit(unit))
    return -(-quantity * pieces // product.pieces) if pieces and product.pieces else None


class QuantityField(LineField):
    """How many: a whole number, with or without marks between its thousands."""

    def __init__(self, **kwargs: Any) -> None:
        attributes = {"inputmode": "numeric", "autocomplete": "off", "size": "12"}
        super().__init__(max_length=30, widget=forms.TextInput(attrs=attributes), **kwargs)

    def to_python(self, value: Any) -> str | int | None:  # type: ignore[override]
        text = super().to_python(value)
        return read_quantity(text) or text if text else text

    def validate(self, value: Any) -> None:
        super().validate(value)
        if isinstance(value, str) and value not in self.empty_values:
            raise forms.ValidationError(_("Enter a whole number from 1 to 2,000,000,000, as 50,000."))

    def run_validators(self, value: Any) -> None:
        """The number is judged already; the limits of text do not concern it."""

    def prepare_value(self, value: Any) -> Any:
        return f"{value:,}" if isinstance(value, int) else value
