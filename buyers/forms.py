"""What buyers type."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.answers.as_known_at import read_moment
from audits.answers.assess_lines.values import MOST_PIECES
from buyers.catalogue.filters import DayField
from buyers.catalogue.quantities import QuantityField
from buyers.catalogue.reference import destination_choices
from buyers.catalogue.selection import Line
from buyers.models import AlertChoice, Attachment, Buyer, Message, SavedSearch, ShortlistEntry
from kpmarket.foundation.text.fields import LineField, MultilineField


class BuyerForm(forms.ModelForm):
    """For whom a person buys."""

    country = forms.ChoiceField(label=gettext_lazy("Country"), choices=destination_choices)

    class Meta:
        model = Buyer
        fields = ("organisation", "country")
        field_classes = {"organisation": LineField}
        help_texts = {"country": ""}


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
    pieces = forms.IntegerField(
        label=gettext_lazy("Pieces shipped"),
        required=False,
        min_value=1,
        max_value=MOST_PIECES,
        help_text=gettext_lazy("A permit on file is for a limited quantity."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        arrives, shipped = cleaned.get("on"), cleaned.get("shipped")
        if arrives and shipped and shipped > arrives:
            self.add_error("shipped", _("The goods cannot be shipped after the day on which they arrive."))
        return cleaned


class CheckForm(forms.Form):
    """Four facts that stand on a document, and the day that is asked about."""

    number = LineField(label=gettext_lazy("Number of the document"), max_length=120)
    holder = LineField(
        label=gettext_lazy("Holder"),
        max_length=200,
        help_text=gettext_lazy("The company that the document names, in English or Chinese, as printed."),
    )
    issuer = LineField(
        label=gettext_lazy("Issuing body"),
        max_length=200,
        help_text=gettext_lazy("Its name as printed, or its number, such as that of a notified body."),
    )
    issued_on = DayField(label=gettext_lazy("Issued on"))
    on = DayField(label=gettext_lazy("State on the day"), required=False)


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


class CompareForm(forms.Form):
    """For how many, and for which day of arrival, products are compared."""

    all_optional = True
    quantity = QuantityField(label=gettext_lazy("Quantity"), required=False)
    on = DayField(label=gettext_lazy("Arrives on"), required=False)


class QuantitiesForm(forms.Form):
    """How many of each selected product; a field may be left empty."""

    all_optional = True

    def __init__(self, *args: Any, lines: Sequence[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = lines
        for line in lines:
            self.fields[_name(line)] = QuantityField(label=_("Quantity"), required=False, initial=line.quantity)

    def field_of(self, line: Line) -> forms.BoundField:
        return self[_name(line)]

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines with the quantities that were stated; one that cannot be read keeps the quantity before."""
        names = {line: _name(line) for line in self.asked}
        stated = {line: self.cleaned_data[name] for line, name in names.items() if self._is_stated(name)}
        return tuple(
            Line(line.product, line.destination, stated[line] or None) if line in stated else line
            for line in self.asked
        )

    def _is_stated(self, name: str) -> bool:
        return name in self.data and name in self.cleaned_data


def _name(line: Line) -> str:
    return f"quantity-{line.product}-{line.destination}"


class FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Up to five files, each taken in as a certificate is."""

    widget = FilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        uploads = data or ()
        if self.required and not uploads:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        if len(uploads) > Attachment.MOST:
            words = _("Attach at most %(most)s files.")
            raise forms.ValidationError(words % {"most": Attachment.MOST})
        return [super(FilesField, self).clean(one, initial) for one in uploads]


def files_field() -> FilesField:
    """The field of an enquiry and of a message."""
    return FilesField(
        label=gettext_lazy("Files"),
        required=False,
        help_text=gettext_lazy("PDF or pictures, at most five. The other side sees pictures of the pages."),
    )


class MessageForm(forms.ModelForm):
    """One more letter in a conversation."""

    attachments = files_field()

    class Meta:
        model = Message
        fields = ("text",)
        field_classes = {"text": MultilineField}
        labels = {"text": gettext_lazy("Your message")}
        widgets = {"text": forms.Textarea(attrs={"rows": 4})}


class EntryForm(forms.ModelForm):
    """What an organisation notes about a product on its shortlist."""

    all_optional = True
    quantity = QuantityField(label=gettext_lazy("Quantity"), required=False)
    note = LineField(label=gettext_lazy("Note"), max_length=500, required=False)

    class Meta:
        model = ShortlistEntry
        fields = ("quantity", "note")

    def clean_quantity(self) -> int | None:
        return self.cleaned_data["quantity"] or None


class SearchForm(forms.ModelForm):
    """A name for a search that is kept."""

    name = LineField(label=gettext_lazy("Name of this search"), max_length=120)

    class Meta:
        model = SavedSearch
        fields = ("name",)


class AlertForm(forms.ModelForm):
    """Of what one person wants notices and letters."""

    class Meta:
        model = AlertChoice
        fields = ("clearance", "certificate", "price", "supplier", "search")
