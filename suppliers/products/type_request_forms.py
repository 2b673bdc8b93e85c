"""The form for a product that fits no type, and the desk's answer to it."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.fields import LineField, MultilineField
from suppliers.identity.form_fields import PlainField, WholeWords
from suppliers.models import ProductType, TypeRequest
from suppliers.products.forms import ProductTypeField
from suppliers.products.type_requests import Description

HS_DIGITS = re.compile(r"\d{4}|\d{6}|\d{8}|\d{10}")


class HsCodeField(PlainField):
    """A customs heading or code as people write it: 9018.31, 9018 31 00 or 9018310000; kept as digits."""

    def to_python(self, value: Any) -> str:
        return re.sub(r"[.\s-]", "", super().to_python(value))

    def validate(self, value: str) -> None:
        super().validate(value)
        if value and not HS_DIGITS.fullmatch(value):
            raise forms.ValidationError(_("An HS code has 4, 6, 8 or 10 digits: 9018.31."), code="hs")


class TypeRequestForm(WholeWords, forms.Form):
    """What a supplier says of a product that fits no type."""

    name = LineField(label=_("What the product is called"), max_length=200)
    purpose = MultilineField(
        label=_("What it is for"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Who uses it, on whom, and what it does there. Sterile or not, single use or not."),
    )
    hs_code = HsCodeField(label=_("HS code"), required=False, help_text=_("As on your export declaration."))
    standards = MultilineField(
        label=_("Standards it meets"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One to a line."),
    )

    def description(self) -> Description:
        """What was said; the form must be valid."""
        return Description(**self.cleaned_data)


class TypeAnswerForm(forms.Form):
    """The desk's answer: a type that was added or that fits, or none and why."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=TypeRequest.Outcome.choices)
    product_type = ProductTypeField(
        ProductType.objects.all(), label=_("Product type"), required=False, empty_label=_("No type")
    )
    note = MultilineField(
        label=_("Note"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The supplier reads it in the letter."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_declined = cleaned.get("outcome") == TypeRequest.Outcome.DECLINED
        if is_declined and cleaned.get("product_type"):
            self.add_error("product_type", _("This answer says that there is no type: choose none."))
        if not is_declined and not cleaned.get("product_type") and "product_type" not in self.errors:
            self.add_error("product_type", _("Choose the type that the product belongs to."))
        if is_declined and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why there is no type for it."))
        return cleaned
