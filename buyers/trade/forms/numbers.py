"""Fields for numbers of transport: the digit that does not fit is said, and what was typed stays in the field."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from buyers.terms.delivery.numbers import CHECKS
from buyers.terms.errors import TermsError
from kpmarket.foundation.text.fields import LineField

WRONG_DIGIT: dict[str, Promise] = {
    "container": _("The last digit does not fit the others: compare it with the bill of lading. (%(number)s)"),
    "air_waybill": _("The last digit does not fit the others: compare it with the air waybill. (%(number)s)"),
    "ship": _("The last digit does not fit the others: compare it with the ship's certificate. (%(number)s)"),
    "gtin": _("The last digit does not fit the others: compare it with the label. (%(number)s)"),
    "sscc": _("The last digit does not fit the others: compare it with the label. (%(number)s)"),
}
NO_NUMBER: dict[str, Promise] = {
    "container": _("A container number has four letters and seven digits."),
    "air_waybill": _("An air waybill number has three digits of the airline and eight more, as 176-12345675."),
    "ship": _("An IMO number has seven digits, as IMO9074729."),
    "gtin": _("A GTIN has 8, 12, 13 or 14 digits."),
    "sscc": _("An SSCC has 18 digits."),
    "locode": _("A UN/LOCODE has two letters of the country and three more, as CNSHA."),
    "seal": _("A seal has 4 to 15 letters, digits and hyphens."),
}


def number_refusal(kind: str, refusal: TermsError) -> str:
    """Why such a number was refused, for whoever typed it."""
    words = WRONG_DIGIT if refusal.code == "check-digit" else NO_NUMBER
    return str(words[kind]) % refusal.facts


class NumberField(LineField):
    """A number that ``buyers.terms.delivery.numbers`` knows by that kind, in the form in which it is kept."""

    def __init__(self, kind: str, **kwargs: Any) -> None:
        super().__init__(**{"max_length": 60, **kwargs})
        self.kind = kind

    def clean(self, value: Any) -> Any:
        text = super().clean(value) or ""
        if not text:
            return ""
        try:
            return CHECKS[self.kind](text)
        except TermsError as refusal:
            raise forms.ValidationError(number_refusal(self.kind, refusal)) from None
