"""The importer of record that a side puts on file, and what an auditor compared it with."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.catalogue.reference import destination_choices
from buyers.trade.services.importers import Importer
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField

EORI = re.compile(r"[A-Z]{2}[A-Z0-9]{1,15}")
"""Two letters of the country and at most 15 characters (Regulation (EU) 2015/2446, annex B, data element 3/16)."""


class ImporterForm(forms.Form):
    """Name and number as on the document."""

    country = forms.ChoiceField(label=gettext_lazy("Country of import"), choices=destination_choices)
    name = LineField(label=gettext_lazy("Name of the importer"), max_length=200)
    number = LineField(
        label=gettext_lazy("EORI or national number"),
        max_length=40,
        help_text=gettext_lazy(
            "In the European Union the EORI; elsewhere the number under which the customs know the importer."
        ),
    )
    document = LineField(
        label=gettext_lazy("Document that shows it"),
        max_length=300,
        help_text=gettext_lazy("For example the agreement with the importer, or its power of attorney."),
    )
    document_day = DayField(label=gettext_lazy("Day of the document"))

    def __init__(self, *args: Any, today: date, eori_places: frozenset[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today, self.eori_places = today, eori_places

    def clean_document_day(self) -> date:
        day: date = self.cleaned_data["document_day"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        number = re.sub(r"[\s.-]", "", cleaned.get("number") or "").upper()
        if number and cleaned.get("country") in self.eori_places and not EORI.fullmatch(number):
            words = _("An EORI begins with two letters of its country, as DE123456789012345. (%(number)s)")
            self.add_error("number", words % {"number": cleaned["number"]})
        elif number:
            cleaned["number"] = number
        return cleaned

    def importer(self) -> Importer:
        """What was typed, once it is valid."""
        return Importer(**self.cleaned_data)


class ComparedForm(forms.Form):
    """What an auditor compared an importer with."""

    compared_with = MultilineField(
        label=gettext_lazy("Compared with"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("The document and its day, the public check of the EORI number, whom you asked."),
    )
