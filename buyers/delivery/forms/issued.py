"""What a person may change of a document before it is issued, each field with its computed value; and why one is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.catalogue.quantities import QuantityField
from buyers.delivery.models import IssuedDocument
from buyers.terms.contract import Charge
from buyers.terms.delivery.issued import Document, GoodsLine, Packing
from buyers.terms.errors import TermsError
from buyers.terms.money import line_amount, plain
from buyers.terms.typed import read_amount, read_price
from buyers.trade.forms.order_changes import amount_refusal
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField

Kind = IssuedDocument.Kind
PRICED = (Kind.PROFORMA, Kind.INVOICE)
PACKED = (Kind.PACKING_LIST, Kind.SHIPPING_INSTRUCTION)
CHARGES = {"freight": gettext_lazy("Freight"), "insurance": gettext_lazy("Insurance")}


class IssueForm(forms.Form):
    """A document with its computed values. Fields of line 1 are ``name-1``, ``hs-1``, ``quantity-1`` and ``price-1``."""

    before = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    consignee_name = LineField(label=gettext_lazy("Consignee"), max_length=200)
    consignee_address = LineField(label=gettext_lazy("Address of the consignee"), max_length=300, required=False)
    notify = MultilineField(
        label=gettext_lazy("Notify party"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Who is notified that the goods arrive, as the buyer named it."),
    )
    valid_until = DayField(label=gettext_lazy("Valid until"), required=False)
    originals = forms.IntegerField(
        label=gettext_lazy("Original bills of lading"), min_value=0, max_value=9, required=False
    )
    cartons = QuantityField(label=gettext_lazy("Cartons"), required=False)
    net = forms.DecimalField(
        label=gettext_lazy("Net weight in kg"), min_value=0, max_digits=12, decimal_places=3, required=False
    )
    gross = forms.DecimalField(
        label=gettext_lazy("Gross weight in kg"), min_value=0, max_digits=12, decimal_places=3, required=False
    )
    volume = forms.DecimalField(
        label=gettext_lazy("Volume in m³"), min_value=0, max_digits=12, decimal_places=6, required=False
    )
    marks = MultilineField(
        label=gettext_lazy("Shipping marks"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    remarks = MultilineField(
        label=gettext_lazy("Remarks"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    changed = LineField(
        label=gettext_lazy("What changed since the last version"),
        max_length=500,
        help_text=gettext_lazy("Stands on the document, and whoever has the old one reads it."),
    )

    def __init__(self, data: QueryDict | None, *, draft: Document, before: int) -> None:
        super().__init__(data, initial={**_initial(draft), "before": before})
        self.draft = draft
        for name in self._unused(before):
            del self.fields[name]
        self.fields = {**self._line_fields(), **self.fields}

    def _unused(self, before: int) -> set[str]:
        kind, unused = self.draft.kind, set()
        if kind == Kind.INDEX:
            unused |= {"consignee_name", "consignee_address", "notify", "marks"}
        if kind == Kind.ACCEPTANCE:
            unused |= {"notify", "marks"}
        if kind != Kind.PROFORMA:
            unused.add("valid_until")
        if kind != Kind.SHIPPING_INSTRUCTION or self.draft.originals is None:
            unused.add("originals")
        if kind not in PACKED:
            unused |= {"cartons", "net", "gross", "volume"}
        return unused if before else {*unused, "changed"}

    def _line_fields(self) -> dict[str, forms.Field]:
        fields: dict[str, forms.Field] = {}
        if self.draft.kind not in PRICED:
            return fields
        for line in self.draft.lines:
            words = {"number": line.number, "currency": self.draft.currency}
            fields[f"name-{line.number}"] = LineField(label=_("Line %(number)s: description") % words, max_length=300)
            fields[f"hs-{line.number}"] = LineField(
                label=_("Line %(number)s: HS code") % words, max_length=13, required=False
            )
            fields[f"quantity-{line.number}"] = QuantityField(label=_("Line %(number)s: quantity") % words)
            fields[f"price-{line.number}"] = LineField(
                label=_("Line %(number)s: price per unit in %(currency)s") % words, max_length=40
            )
        for kind, words_of_charge in CHARGES.items():
            fields[f"charge-{kind}"] = LineField(label=words_of_charge, max_length=40, required=False)
        return fields

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for name in list(cleaned):
            if name.startswith(("price-", "charge-")):
                cleaned[name] = self._amount(name, cleaned[name])
        return cleaned

    def _amount(self, name: str, text: str) -> Decimal | int | None:
        """The typed price or charge; None, with the reason at the field, for what cannot be read."""
        read = read_price if name.startswith("price-") else read_amount
        if not text:
            return None
        try:
            return read(text, self.draft.currency, get_language() or "en")
        except TermsError as error:
            self.add_error(name, amount_refusal(error))
            return None

    def document(self) -> Document:
        """The document as typed, once the form is valid."""
        typed, draft = self.cleaned_data, self.draft
        consignee = replace(
            draft.consignee,
            name=typed.get("consignee_name", draft.consignee.name),
            address=typed.get("consignee_address", draft.consignee.address),
        )
        return replace(
            draft,
            consignee=consignee,
            lines=tuple(self._line(line) for line in draft.lines),
            charges=self._charges(),
            packing=self._packing(),
            notify=typed.get("notify", ""),
            valid_until=typed.get("valid_until"),
            originals=typed.get("originals", draft.originals),
            marks=typed.get("marks", ""),
            remarks=typed.get("remarks", ""),
        )

    def _line(self, line: GoodsLine) -> GoodsLine:
        typed = self.cleaned_data
        if f"price-{line.number}" not in typed:
            return line
        quantity, price = typed[f"quantity-{line.number}"], typed[f"price-{line.number}"]
        return replace(
            line,
            name=typed[f"name-{line.number}"],
            hs_code=typed[f"hs-{line.number}"],
            quantity=quantity,
            unit_price=price,
            amount=line_amount(quantity, price, self.draft.currency),
        )

    def _charges(self) -> tuple[Charge, ...]:
        if self.draft.kind not in PRICED:
            return self.draft.charges
        kept = tuple(charge for charge in self.draft.charges if charge.kind not in CHARGES)
        typed = ((kind, self.cleaned_data.get(f"charge-{kind}")) for kind in CHARGES)
        return (*kept, *(Charge(kind, amount) for kind, amount in typed if amount))

    def _packing(self) -> Packing:
        if self.draft.kind not in PACKED:
            return self.draft.packing
        typed = self.cleaned_data
        return Packing(
            typed["cartons"] or None,
            _whole(typed["net"], 1000),
            _whole(typed["gross"], 1000),
            _whole(typed["volume"], 1_000_000),
        )


class WithdrawForm(forms.Form):
    """Why an issued document no longer counts."""

    reason = LineField(label=gettext_lazy("Why it no longer counts"), max_length=500)


class CompareForm(forms.Form):
    """What somebody has before them: a digest from the document, or the file itself."""

    digest = LineField(label=gettext_lazy("SHA-256"), max_length=100, required=False)
    file = forms.FileField(label=gettext_lazy("or the file"), required=False)

    MOST_BYTES = 10 * 1024 * 1024

    def clean_digest(self) -> str:
        typed = "".join(self.cleaned_data["digest"].split()).lower().rstrip("…")
        if typed and not (len(typed) >= 16 and set(typed) <= set("0123456789abcdef")):
            raise forms.ValidationError(
                _("Enter at least the first 16 characters of the SHA-256: digits and the letters a to f.")
            )
        return typed

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file and file.size > self.MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than any that we issue."))
        return file

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.errors and not cleaned.get("digest") and not cleaned.get("file"):
            raise forms.ValidationError(_("Enter the SHA-256, or choose the file."))
        return cleaned


def _initial(draft: Document) -> dict[str, Any]:
    found: dict[str, Any] = {
        "consignee_name": draft.consignee.name,
        "consignee_address": draft.consignee.address,
        "notify": draft.notify,
        "valid_until": draft.valid_until,
        "originals": draft.originals,
        "cartons": draft.packing.cartons,
        "net": _shared(draft.packing.net_grams, 1000),
        "gross": _shared(draft.packing.gross_grams, 1000),
        "volume": _shared(draft.packing.volume_cm3, 1_000_000),
        "marks": draft.marks,
        "remarks": draft.remarks,
    }
    for line in draft.lines:
        found[f"name-{line.number}"], found[f"hs-{line.number}"] = line.name, line.hs_code
        found[f"quantity-{line.number}"] = line.quantity
        found[f"price-{line.number}"] = f"{line.unit_price.normalize():f}" if line.unit_price is not None else ""
    return {**found, **{f"charge-{one.kind}": plain(one.amount, draft.currency) for one in draft.charges}}


def _shared(value: int | None, parts: int) -> Decimal | None:
    return Decimal(value) / parts if value is not None else None


def _whole(value: Decimal | None, parts: int) -> int | None:
    return int(value * parts) if value is not None else None
