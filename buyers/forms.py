"""What buyers type."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.answers.as_known_at import read_moment
from buyers.catalogue import reference
from buyers.catalogue.filters import DayField, destination_choices
from buyers.models import Buyer, Enquiry, Message
from kpmarket.foundation.text.fields import LineField, MultilineField


class BuyerForm(forms.ModelForm):
    """For whom a person buys."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=destination_choices)

    class Meta:
        model = Buyer
        fields = ("organisation", "country")
        field_classes = {"organisation": LineField}


class DayForm(forms.Form):
    """The day that a page is asked about."""

    all_optional = True
    on = DayField(label=gettext_lazy("Ask for another day"), required=False)


class ShipmentForm(forms.Form):
    """The day on which goods arrive, which is the day that is asked about, and the day on which they are shipped."""

    all_optional = True
    on = DayField(label=gettext_lazy("Arrives on"), required=False)
    shipped = DayField(
        label=gettext_lazy("Shipped on"),
        required=False,
        help_text=gettext_lazy("China's rules are judged on this day. Left empty: the day of arrival."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        arrives, shipped = cleaned.get("on"), cleaned.get("shipped")
        if arrives and shipped and shipped > arrives:
            self.add_error("shipped", _("The goods cannot be shipped after the day on which they arrive."))
        return cleaned


class MomentField(forms.Field):
    """A moment in UTC, unless it says its own zone."""

    widget = forms.DateTimeInput(attrs={"type": "datetime-local"})

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            return read_moment(value)
        except (ValueError, OverflowError):
            raise forms.ValidationError(_("Enter a day and a time, as 2026-03-05T14:00.")) from None


class AxesForm(ShipmentForm):
    """The days that are asked about, and the moment whose knowledge counts."""

    known = MomentField(
        label=gettext_lazy("As we knew it at"),
        required=False,
        help_text=gettext_lazy("Day and time in UTC. Left empty: as we know it now."),
    )

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        self.now = now
        super().__init__(*args, **kwargs)

    def clean_known(self) -> datetime | None:
        moment: datetime | None = self.cleaned_data["known"]
        if moment and moment > self.now:
            raise forms.ValidationError(_("This moment is still to come."))
        return moment


class EnquiryForm(forms.ModelForm):
    """What is needed, where, and by when."""

    destination = forms.ChoiceField(label=gettext_lazy("Destination"), choices=destination_choices)
    quantity = forms.IntegerField(label=gettext_lazy("Quantity"), min_value=1, max_value=2_000_000_000)
    needed_by = forms.DateField(
        label=gettext_lazy("Needed by"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )

    class Meta:
        model = Enquiry
        fields = ("quantity", "needed_by", "destination", "message")
        field_classes = {"message": MultilineField}
        widgets = {"message": forms.Textarea(attrs={"rows": 6})}
        help_texts = {"message": gettext_lazy("What the supplier should know: packing, samples, terms of delivery.")}

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        self.on = on
        super().__init__(*args, **kwargs)

    def clean_needed_by(self) -> date:
        day: date = self.cleaned_data["needed_by"]
        if day < self.on:
            raise forms.ValidationError(_("This day is over. Choose a day from today on."))
        return day

    def clean_destination(self) -> str:
        code: str = self.cleaned_data["destination"]
        if reference.destination(code) is None:
            raise forms.ValidationError(_("Choose a country from the list."))
        return code


class MessageForm(forms.ModelForm):
    """One more letter in a conversation."""

    class Meta:
        model = Message
        fields = ("text",)
        field_classes = {"text": MultilineField}
        labels = {"text": gettext_lazy("Your message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}
