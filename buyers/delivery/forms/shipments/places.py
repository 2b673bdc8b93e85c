"""A place of UN/LOCODE, typed as a code or by its name."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from buyers.delivery.services.shipments.words import place_words
from buyers.terms.delivery.places import find_code
from buyers.terms.errors import TermsError
from kpmarket.foundation.text.fields import LineField


class PlaceField(LineField):
    """The code of a place. The page offers ours in a list with the id ``places``."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"list": "places", "autocomplete": "off"})
        super().__init__(**{"max_length": 80, "widget": widget, **kwargs})

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return ""
        try:
            return find_code(text)
        except TermsError as refusal:
            if refusal.code == "several-places":
                names = ", ".join(map(place_words, str(refusal.facts["codes"]).split(", ")))
                raise forms.ValidationError(_("Several places fit: %(places)s.") % {"places": names}) from None
            words = _("Enter a UN/LOCODE, as CNSHA, or the name of a place in the list.")
            raise forms.ValidationError(words) from None
