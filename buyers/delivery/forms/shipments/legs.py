"""A leg of the way: from, to, by what, and the numbers that go with it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.delivery.forms.shipments.places import PlaceField
from buyers.delivery.models import Mode
from buyers.delivery.services.shipments.legs import LegEntry
from buyers.terms.delivery.numbers import air_waybill
from buyers.terms.errors import TermsError
from buyers.trade.forms.numbers import NumberField, number_refusal
from kpmarket.foundation.text.fields import LineField


class LegForm(forms.Form):
    """One leg. ``entry`` is what the row keeps. What is not known yet stays empty."""

    mode = forms.ChoiceField(label=gettext_lazy("Way of transport"), choices=Mode.choices)
    origin = PlaceField(label=gettext_lazy("From"), help_text=gettext_lazy("A name, or a UN/LOCODE such as CNSHA."))
    destination = PlaceField(label=gettext_lazy("To"))
    carrier = LineField(label=gettext_lazy("Carrier"), required=False, max_length=120)
    vehicle = LineField(label=gettext_lazy("Ship, flight or train"), required=False, max_length=80)
    voyage = LineField(label=gettext_lazy("Voyage"), required=False, max_length=30)
    imo = NumberField("ship", label=gettext_lazy("IMO number of the ship"), required=False)
    container = NumberField("container", label=gettext_lazy("Container"), required=False)
    seal = NumberField("seal", label=gettext_lazy("Seal"), required=False)
    booking = LineField(label=gettext_lazy("Booking number"), required=False, max_length=40)
    bill = LineField(
        label=gettext_lazy("Bill of lading or waybill"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("An air waybill is checked; a courier's tracking number has no digit to check it by."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("origin") and cleaned.get("origin") == cleaned.get("destination"):
            self.add_error("destination", _("A leg leads to another place."))
        if cleaned.get("mode") == Mode.AIR and cleaned.get("bill"):
            try:
                cleaned["bill"] = air_waybill(cleaned["bill"])
            except TermsError as refusal:
                self.add_error("bill", number_refusal("air_waybill", refusal))
        return cleaned

    @property
    def entry(self) -> LegEntry:
        return LegEntry(**self.cleaned_data)
