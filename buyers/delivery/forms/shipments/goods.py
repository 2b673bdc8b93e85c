"""What is in a shipment: opened empty, then lots typed, scanned from their label, or pasted from a table."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.catalogue.quantities import QuantityField
from buyers.delivery.models import Mode
from buyers.delivery.services.shipments.contents import LotEntry
from buyers.terms.contract import Terms
from buyers.terms.delivery.lot_table import MOST_ROWS, LotRow, read_lots
from buyers.terms.delivery.numbers import SEPARATOR, Udi, read_udi
from buyers.terms.errors import TermsError
from buyers.trade.forms.numbers import NumberField
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField

MOST_CARTONS = 10_000_000
GRAMS = 1000
SHOWN_SEPARATOR = "\u241d"
"""The picture of FNC1, which a field may hold."""
COLUMNS = {
    "line": gettext_lazy("line"),
    "units": gettext_lazy("units"),
    "expires_on": gettext_lazy("last day of use"),
    "made_on": gettext_lazy("day of make"),
    "cartons": gettext_lazy("cartons"),
    "gtin": gettext_lazy("GTIN"),
}


class OpenForm(forms.Form):
    """A new shipment: what else is known of it follows on its page."""

    mode = forms.ChoiceField(label=gettext_lazy("Way of transport"), choices=Mode.choices)
    forwarder = LineField(label=gettext_lazy("Forwarder"), required=False, max_length=200)


class ScanField(LineField):
    """A GS1 label as a scanner sends it. The mark between its parts is a control character: it is shown as one that is none."""

    def to_python(self, value: Any) -> Any:
        return super().to_python(value.replace(SEPARATOR, SHOWN_SEPARATOR) if isinstance(value, str) else value)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return read_udi(text.replace(SHOWN_SEPARATOR, SEPARATOR))
        except TermsError as refusal:
            raise forms.ValidationError(
                _("The last digit of the GTIN in this label does not fit the others: scan it again.")
                if refusal.code == "check-digit"
                else _("This is no GS1 label: it begins with (01) and the GTIN.")
            ) from None


class LotForm(forms.Form):
    """One lot. What the label says fills what was left empty; where both say something, they must agree."""

    scan = ScanField(
        label=gettext_lazy("Scanned label"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("With the cursor here, scan the GS1 code: it fills lot, days and GTIN."),
    )
    quantity = QuantityField(label=gettext_lazy("Quantity"), help_text=gettext_lazy("In units of the line."))
    lot = LineField(label=gettext_lazy("Lot"), required=False, max_length=60)
    expires_on = DayField(label=gettext_lazy("Last day of use"), required=False)
    made_on = DayField(label=gettext_lazy("Day of make"), required=False)
    gtin = NumberField("gtin", label=gettext_lazy("GTIN"), required=False)
    serials = MultilineField(
        label=gettext_lazy("Serial numbers"),
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One in each line."),
    )
    cartons = forms.IntegerField(label=gettext_lazy("Cartons"), required=False, min_value=1, max_value=MOST_CARTONS)
    pieces_per_carton = forms.IntegerField(
        label=gettext_lazy("Units per carton"), required=False, min_value=1, max_value=MOST_CARTONS
    )
    net_kg = forms.DecimalField(
        label=gettext_lazy("Net weight in kg"), required=False, min_value=0, max_digits=12, decimal_places=3
    )
    gross_kg = forms.DecimalField(
        label=gettext_lazy("Gross weight in kg"), required=False, min_value=0, max_digits=12, decimal_places=3
    )
    volume_m3 = forms.DecimalField(
        label=gettext_lazy("Volume in m³"), required=False, min_value=0, max_digits=9, decimal_places=3
    )

    def __init__(self, *args: Any, terms: Terms, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lines = [(one.number, f"{one.number}: {one.name} {one.model}") for one in terms.open_lines]
        self.fields["line"] = forms.TypedChoiceField(label=_("Line"), coerce=int, choices=lines)
        self.order_fields(["line"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if label := cleaned.get("scan"):
            self._read_label(label, cleaned)
        serials = list(dict.fromkeys(filter(None, (one.strip() for one in cleaned.get("serials", "").splitlines()))))
        cleaned["serials"] = serials
        if serials and cleaned.get("quantity") and len(serials) > cleaned["quantity"]:
            self.add_error("serials", _("There are more serial numbers than units."))
        if cleaned.get("made_on") and cleaned.get("expires_on") and cleaned["expires_on"] <= cleaned["made_on"]:
            self.add_error("expires_on", _("The last day of use is before the day of make."))
        net, gross = cleaned.get("net_kg"), cleaned.get("gross_kg")
        if net is not None and gross is not None and gross < net:
            self.add_error("gross_kg", _("The gross weight is below the net weight."))
        return cleaned

    @property
    def entry(self) -> LotEntry:
        data = self.cleaned_data
        return LotEntry(
            line=data["line"],
            quantity=data["quantity"],
            lot=data["lot"],
            serials=tuple(data["serials"]),
            gtin=data["gtin"],
            made_on=data["made_on"],
            expires_on=data["expires_on"],
            cartons=data["cartons"],
            pieces_per_carton=data["pieces_per_carton"],
            net_grams=_thousandths(data["net_kg"]),
            gross_grams=_thousandths(data["gross_kg"]),
            volume_cm3=_thousandths(data["volume_m3"], GRAMS * GRAMS),
        )

    def _read_label(self, label: Udi, cleaned: dict[str, Any]) -> None:
        said = {"gtin": label.gtin, "lot": label.lot, "made_on": label.made_on, "expires_on": label.expires_on}
        for name, value in said.items():
            typed = cleaned.get(name)
            if value and typed and typed != value:
                self.add_error(name, _("The label says %(value)s.") % {"value": value})
            elif value:
                cleaned[name] = value
        if label.serial and label.serial not in cleaned.get("serials", ""):
            cleaned["serials"] = f"{cleaned.get('serials', '')}\n{label.serial}"


class TableForm(forms.Form):
    """Many lots at once. ``entries`` in the order of the rows."""

    table = MultilineField(
        label=gettext_lazy("Rows of a table"),
        max_length=100_000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=gettext_lazy(
            "Copied from a spreadsheet: line, lot, units, last day of use, day of make, cartons, GTIN. "
            "What you leave out at the end of a row stays empty."
        ),
    )

    def clean_table(self) -> tuple[LotRow, ...]:
        try:
            return read_lots(self.cleaned_data["table"])
        except TermsError as refusal:
            raise forms.ValidationError(_table_refusal(refusal)) from None

    @property
    def entries(self) -> list[LotEntry]:
        rows: tuple[LotRow, ...] = self.cleaned_data["table"]
        return [
            LotEntry(
                line=row.line,
                quantity=row.units,
                lot=row.lot,
                gtin=row.gtin,
                made_on=row.made_on,
                expires_on=row.expires_on,
                cartons=row.cartons,
            )
            for row in rows
        ]


def _table_refusal(refusal: TermsError) -> str:
    if refusal.code == "bad-cell":
        words = _("Row %(row)s, %(column)s: “%(value)s” cannot be read.")
        return words % {**refusal.facts, "column": COLUMNS[str(refusal.facts["column"])]}
    if refusal.code == "too-many-rows":
        return _("At most %(most)s rows at once.") % {"most": MOST_ROWS}
    return _("There is no row with a number in it.")


def _thousandths(value: Any, factor: int = GRAMS) -> int | None:
    return None if value is None else int(value * factor)
