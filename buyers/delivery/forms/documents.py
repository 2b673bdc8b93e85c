"""What somebody types who puts a document of a shipment on file, or takes it back."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from buyers.catalogue.quantities import QuantityField
from buyers.forms import FilesField
from buyers.terms.errors import TermsError
from buyers.terms.typed import read_amount
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField

STATED = {
    "commercial_invoice": ("consignee", "beneficiary", "quantity", "hs_codes"),
    "packing_list": ("consignee", "quantity", "cartons", "lots"),
    "bill_of_lading": ("consignee", "quantity", "cartons", "on_board_on"),
    "sea_waybill": ("consignee", "quantity", "cartons", "on_board_on"),
    "air_waybill": ("consignee", "quantity", "cartons", "on_board_on"),
    "rail_waybill": ("consignee", "quantity", "cartons", "on_board_on"),
    "insurance_certificate": ("insured_on", "insured_amount"),
    "product_liability_insurance": ("insured_on", "insured_amount"),
    "inspection_report": ("quantity", "lots"),
    "lot_test_report": ("lots", "models"),
    "certificate_of_analysis": ("lots", "models"),
    "batch_record_summary": ("quantity", "lots"),
    "label_proof": ("models",),
    "ifu": ("models",),
    "certificate_of_origin": ("consignee", "quantity", "hs_codes"),
}
"""What the form asks for of each kind, for comparing documents with each other."""
LABELS = {
    "consignee": _("Consignee, as printed"),
    "beneficiary": _("Beneficiary of the payment, as printed"),
    "quantity": _("Quantity of all lines"),
    "cartons": _("Cartons"),
    "hs_codes": _("HS codes"),
    "lots": _("Lots"),
    "models": _("Models"),
    "on_board_on": _("On board on"),
    "insured_on": _("Insured from"),
    "insured_amount": _("Sum insured"),
}
LISTS = ("hs_codes", "lots", "models")


class DocumentForm(forms.Form):
    """A document of one kind. ``stated_facts`` is what the document says, as rows keep it."""

    number = LineField(label=_("Number"), max_length=80, required=False)
    issuer = LineField(label=_("Issued by"), max_length=200, required=False)
    issued_on = DayField(label=_("Issued on"), required=False)
    valid_until = DayField(
        label=_("Valid until"), required=False, help_text=_("The last day. Left empty: it does not end.")
    )

    def __init__(self, *args: Any, kind: str, currency: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.currency, self.today = kind, currency, today
        for name in STATED.get(kind, ()):
            self.fields[name] = _stated_field(name)
        self.fields["files"] = FilesField(
            label=_("Files"),
            help_text=_("PDF or pictures, at most five. The other side sees pictures of the pages."),
        )

    def clean_issued_on(self) -> date | None:
        day: date | None = self.cleaned_data["issued_on"]
        if day and day > self.today:
            raise forms.ValidationError(_("The day of issue is still ahead."))
        return day

    def clean_files(self) -> list[Any]:
        uploads: list[Any] = self.cleaned_data["files"]
        if not uploads:
            raise forms.ValidationError(self.fields["files"].error_messages["required"], code="required")
        return uploads

    def clean_insured_amount(self) -> int | None:
        text = self.cleaned_data["insured_amount"]
        try:
            return read_amount(text, self.currency, get_language() or "en") if text else None
        except TermsError:
            words = _("Enter an amount in %(currency)s, such as 1234.50.")
            raise forms.ValidationError(words, params={"currency": self.currency}) from None

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        issued, until = cleaned.get("issued_on"), cleaned.get("valid_until")
        if issued and until and until < issued:
            self.add_error("valid_until", _("It ends before it was issued."))
        return cleaned

    @property
    def stated_facts(self) -> dict[str, Any]:
        """What was typed, as JSON: days as text, lists as lists; nothing that was left empty."""
        found = {name: self.cleaned_data.get(name) for name in STATED.get(self.kind, ())}
        return {name: _as_json(name, value) for name, value in found.items() if value not in (None, "")}


class WithdrawalForm(forms.Form):
    """Why a document is taken back."""

    reason = LineField(label=_("Why is it withdrawn?"), max_length=500, min_length=3)


def _stated_field(name: str) -> forms.Field:
    if name in ("quantity", "cartons"):
        return QuantityField(label=LABELS[name], required=False)
    if name.endswith("_on"):
        return DayField(label=LABELS[name], required=False)
    help_text = _("Separate several by commas.") if name in LISTS else ""
    return LineField(label=LABELS[name], required=False, max_length=400, help_text=help_text)


def _as_json(name: str, value: Any) -> Any:
    if name in LISTS:
        return [part.strip() for part in re.split(r"[,;，；、]", value) if part.strip()]
    return value.isoformat() if isinstance(value, date) else value
