"""The part of a product's form on packing, customs, transport, shelf life, samples and terms."""

from __future__ import annotations

import re
from decimal import Decimal
from math import prod
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from kpmarket.foundation.text.fields import LineField
from suppliers.identity.form_fields import AmountField, CountField, PlainField, WholeWords
from suppliers.models import Product
from suppliers.models.supply import FIXED_PIECES, UN_OF_BATTERY, Battery, Unit
from suppliers.products.hs_codes import codes_of

MEASURES = ("carton_length_mm", "carton_width_mm", "carton_height_mm")
CARTON = (*MEASURES, "carton_gross_kg", "carton_pieces")
LIGHTEST, HEAVIEST = 5, 3000
"""Kilograms in a cubic metre: lighter or heavier than any of these goods in its carton."""
UN_NUMBER = re.compile(r"UN\d{4}")
LONGEST_SIDE_MM = 6000


def _measure(label: Any) -> CountField:
    return CountField(label=label, required=False, max_value=LONGEST_SIDE_MM)


class SupplyForm(WholeWords, forms.ModelForm):
    """What is left empty is not stated."""

    pieces_per_unit = CountField(label=_("Pieces per unit"), required=False, max_value=1_000_000)
    carton_pieces = CountField(label=_("Pieces in a carton"), required=False, max_value=1_000_000)
    carton_length_mm = _measure(_("Length (mm)"))
    carton_width_mm = _measure(_("Width (mm)"))
    carton_height_mm = _measure(_("Height (mm)"))
    carton_gross_kg = AmountField(
        label=_("Gross weight (kg)"), required=False, max_digits=8, decimal_places=3, min_value=Decimal("0.001")
    )
    hs_code = forms.ChoiceField(label=_("HS code"), required=False)
    is_dangerous = forms.TypedChoiceField(
        label=_("Dangerous goods in transport"),
        required=False,
        choices=[("", _("Not stated")), ("true", _("Yes")), ("false", _("No"))],
        coerce=lambda text: text == "true",
        empty_value=None,
        help_text=_("As section 14 of the safety data sheet says."),
    )
    un_number = PlainField(label=_("UN number"), required=False, max_length=10, help_text=_("As UN1170."))
    shelf_life_months = CountField(label=_("Shelf life (months)"), required=False, max_value=240)
    sample_price = AmountField(
        label=_("Price of a sample"), required=False, min_value=Decimal(0), help_text=_("0 if it is free.")
    )
    sample_days = CountField(label=_("Days until a sample leaves"), required=False, max_value=365)

    class Meta:
        model = Product
        fields = [
            "unit",
            "pieces_per_unit",
            *CARTON,
            "hs_code",
            "battery",
            "is_dangerous",
            "un_number",
            "shelf_life_months",
            "sample_price",
            "sample_days",
            "incoterm",
            "incoterm_place",
        ]
        field_classes = {"incoterm_place": LineField}
        labels = {
            "unit": _("Sold by the"),
            "battery": _("Battery"),
            "incoterm": _("Incoterm"),
            "incoterm_place": _("Place"),
        }
        help_texts = {"incoterm_place": _("As 'Shanghai port' or 'our factory in Xiantao'.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        product: Product = self.instance
        codes = [
            (one.code, f"{one.code} · {one.words}" if one.words else one.code) for one in codes_of(product.product_type)
        ]
        if product.hs_code and product.hs_code not in dict(codes):
            codes.append((product.hs_code, product.hs_code))
        field = self.fields["hs_code"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("Not stated")), *codes]
        if isinstance(product.is_dangerous, bool):
            self.initial["is_dangerous"] = str(product.is_dangerous).lower()

    def clean_un_number(self) -> str:
        written = str(self.cleaned_data["un_number"]).upper().replace(" ", "")
        number = f"UN{written}" if written.isdecimal() else written
        if number and not UN_NUMBER.fullmatch(number):
            raise forms.ValidationError(_("A UN number is UN and four digits: UN1170."))
        return number

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        self._check_unit(data)
        self._check_carton(data)
        self._check_danger(data)
        if bool(data.get("incoterm")) != bool(data.get("incoterm_place")):
            missing = "incoterm_place" if data.get("incoterm") else "incoterm"
            if missing not in self.errors:
                self.add_error(missing, _("An Incoterm and its place go together: fill in both or neither."))
        return data

    def _check_unit(self, data: dict[str, Any]) -> None:
        """A piece or a pair says its size by itself; of the others it is kept."""
        fixed, stated = FIXED_PIECES.get(Unit(data["unit"])) if data.get("unit") else None, data.get("pieces_per_unit")
        if fixed and stated and stated != fixed:
            self.add_error(
                "pieces_per_unit",
                _(
                    "You sell by the piece, pair, test or device: leave this empty, or choose box, bottle, carton or kit."
                ),
            )
        elif fixed:
            data["pieces_per_unit"] = None

    def _check_carton(self, data: dict[str, Any]) -> None:
        measures = [data[name] for name in MEASURES if data.get(name)]
        for name in MEASURES:
            if measures and not data.get(name) and name not in self.errors:
                self.add_error(name, _("Length, width and height go together."))
        weight = data.get("carton_gross_kg")
        if len(measures) == len(MEASURES) and weight:
            cubic_metres = Decimal(prod(measures)) / 10**9
            if not LIGHTEST <= weight / cubic_metres <= HEAVIEST:
                self.add_error(
                    "carton_gross_kg", _("Weight and measures do not fit together. Measures are in millimetres.")
                )
        held, pieces = data.get("carton_pieces"), self._pieces(data)
        if held and pieces and held % pieces:
            self.add_error(
                "carton_pieces", _("A carton holds whole units: a multiple of %(pieces)s.") % {"pieces": pieces}
            )

    def _check_danger(self, data: dict[str, Any]) -> None:
        battery, is_dangerous = data.get("battery"), data.get("is_dangerous")
        of_battery = UN_OF_BATTERY.get(Battery(battery)) if battery else None
        if of_battery and is_dangerous is False:
            words = _("A lithium battery is dangerous goods (%(number)s), in small sizes with reliefs. Say yes here.")
            self.add_error("is_dangerous", words % {"number": of_battery})
        if is_dangerous and not of_battery and not data.get("un_number") and "un_number" not in self.errors:
            self.add_error("un_number", _("Under which UN number? Section 14 of the safety data sheet names it."))
        if data.get("un_number") and is_dangerous is not True and "is_dangerous" not in self.errors:
            self.add_error("is_dangerous", _("A product with a UN number is dangerous goods. Say yes here."))

    @staticmethod
    def _pieces(data: dict[str, Any]) -> int | None:
        return FIXED_PIECES.get(Unit(data["unit"])) if data.get("unit") in FIXED_PIECES else data.get("pieces_per_unit")
