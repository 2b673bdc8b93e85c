"""The form in which a supplier quotes: the terms once, and for each line of the request what is offered."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from buyers.catalogue.filters import DayField
from buyers.catalogue.quantities import QuantityField
from buyers.models import DocumentKind, EnquiryLine
from buyers.services.delivery_terms import notes_on
from buyers.terms.errors import TermsError
from buyers.trade.forms.amounts import AmountField, price_of, sentence_of, sum_of
from buyers.trade.models import QuoteLine, QuoteRevision
from buyers.trade.services.offers import Offer, OfferedLine
from buyers.trade.services.quote_words import plan_choices
from kpmarket.foundation.text.fields import LineField, MultilineField
from suppliers.models import Currency
from suppliers.models.supply import FIXED_PIECES, Incoterm, Unit

MOST_DAYS = 730
"""The longest lead time that a quote states."""


class LineFields(NamedTuple):
    """The fields of one line; in the form they are called ``<name>-<key of the line>``."""

    declined: forms.BoundField
    price: forms.BoundField
    quantity: forms.BoundField
    unit: forms.BoundField
    pieces: forms.BoundField
    sample: forms.BoundField
    note: forms.BoundField


class QuoteForm(forms.Form):
    """All of a quote. Sums are in the currency of the quote, read once that is known."""

    SUMS = ("freight", "tooling")

    currency = forms.ChoiceField(label=gettext_lazy("Currency of all prices"), choices=Currency.choices)
    incoterm = forms.ChoiceField(label=gettext_lazy("Incoterm"), choices=Incoterm.choices)
    place = LineField(
        label=gettext_lazy("Named place"),
        max_length=120,
        help_text=gettext_lazy("Where the rule applies, as Shanghai or the buyer's warehouse in Lyon."),
    )
    mode = forms.ChoiceField(label=gettext_lazy("Mode of transport"), choices=QuoteRevision.Mode.choices)
    freight = AmountField(
        label=gettext_lazy("Freight that is not in the prices"),
        required=False,
        help_text=gettext_lazy("A sum for the whole quote. Leave it empty where you do not offer carriage."),
    )
    tooling = AmountField(
        label=gettext_lazy("Tooling"), required=False, help_text=gettext_lazy("Moulds, printing plates, set-up; once.")
    )
    lead_time_days = forms.IntegerField(
        label=gettext_lazy("Lead time in days"),
        min_value=1,
        max_value=MOST_DAYS,
        help_text=gettext_lazy("From the confirmed order until the goods are ready."),
    )
    valid_until = DayField(
        label=gettext_lazy("Valid until"),
        help_text=gettext_lazy("The buyer can accept it until 23:59 of this day in China."),
    )
    plan = forms.ChoiceField(label=gettext_lazy("Payment plan"), choices=plan_choices)
    documents = forms.MultipleChoiceField(
        label=gettext_lazy("Documents included"),
        required=False,
        choices=DocumentKind.choices,
        widget=forms.CheckboxSelectMultiple,
    )
    note = MultilineField(
        label=gettext_lazy("Note"),
        required=False,
        max_length=QuoteRevision._meta.get_field("note").max_length,
        widget=forms.Textarea(attrs={"rows": 4}),
    )

    def __init__(
        self, *args: Any, lines: Sequence[EnquiryLine], today: date, has_importer: bool = False, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asked, self.today, self.has_importer = lines, today, has_importer
        for line in lines:
            for name, field in _fields_of(line).items():
                self.fields[f"{name}-{line.pk}"] = field

    def fields_of(self, line: EnquiryLine) -> LineFields:
        return LineFields(*(self[f"{name}-{line.pk}"] for name in LineFields._fields))

    def clean_valid_until(self) -> date:
        day: date = self.cleaned_data["valid_until"]
        if day <= self.today:
            raise forms.ValidationError(_("Choose a day from tomorrow on, so that the buyer has time to decide."))
        return day

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        currency = cleaned.get("currency")
        if currency:
            for name in self.SUMS:
                self._read_sum(name, cleaned, currency)
            for line in self.asked:
                self._clean_line(line, cleaned, currency)
        self._check_delivery(cleaned)
        if self.asked and all(cleaned.get(f"declined-{line.pk}") for line in self.asked):
            self.add_error(None, _("Offer at least one line. To say no to all of it, write a message."))
        return cleaned

    def _check_delivery(self, cleaned: Mapping[str, Any]) -> None:
        """A rule that cannot be, at its field."""
        rule, place, mode = (cleaned.get(name) for name in ("incoterm", "place", "mode"))
        if rule and place and mode:
            for note in notes_on(rule, place, mode, has_importer=self.has_importer):
                if note.is_refusal:
                    self.add_error("mode" if note.code == "sea-only" else "incoterm", note.text)

    def _clean_line(self, line: EnquiryLine, cleaned: dict[str, Any], currency: str) -> None:
        """Its price and sample as numbers; pieces where the name of the unit says them."""
        self._read_sum(f"sample-{line.pk}", cleaned, currency)
        unit = cleaned.get(f"unit-{line.pk}")
        if unit in FIXED_PIECES:
            cleaned[f"pieces-{line.pk}"] = FIXED_PIECES[Unit(unit)]
        name = f"price-{line.pk}"
        text, is_declined = cleaned.get(name), cleaned.get(f"declined-{line.pk}")
        if text is None:
            return
        if is_declined or not text:
            if not is_declined:
                self.add_error(name, _("Enter a price, or tick that you do not offer this product."))
            elif text:
                self.add_error(name, _("There is a price, and “not offered” is ticked. Keep one of the two."))
            cleaned[name] = None
            return
        try:
            cleaned[name] = price_of(text, currency)
            self._offered_line(line, cleaned).amount_in(currency)
        except forms.ValidationError as error:
            self.add_error(name, error)
        except TermsError as refusal:
            self.add_error(name, sentence_of(refusal, currency))

    def _read_sum(self, name: str, cleaned: dict[str, Any], currency: str) -> None:
        """The text of a sum as minor units; None where it was left empty."""
        try:
            cleaned[name] = sum_of(cleaned[name], currency) if cleaned.get(name) else None
        except forms.ValidationError as error:
            self.add_error(name, error)

    def _offered_line(self, line: EnquiryLine, cleaned: Mapping[str, Any]) -> OfferedLine:
        said = {name: cleaned.get(f"{name}-{line.pk}") for name in LineFields._fields}
        price: Decimal | None = None if said["declined"] else said["price"]
        return OfferedLine(
            line,
            quantity=said["quantity"] or 1,
            unit=said["unit"] or line.unit_asked,
            pieces=said["pieces"] or None,
            unit_price=price,
            sample_price=None if said["declined"] else said["sample"],
            note=said["note"] or "",
        )

    @property
    def offer(self) -> Offer:
        """What it says, once the form is valid."""
        cleaned = self.cleaned_data
        head = {name: cleaned[name] for name in _HEAD}
        return Offer(
            **head,
            documents=tuple(cleaned["documents"]),
            lines=tuple(self._offered_line(line, cleaned) for line in self.asked),
        )


_HEAD = ("currency", "incoterm", "place", "mode", "lead_time_days", "valid_until", "plan", "freight", "tooling", "note")


def _fields_of(line: EnquiryLine) -> dict[str, forms.Field]:
    """New fields for one line, by name."""
    return {
        "declined": forms.BooleanField(label=_("Not offered"), required=False),
        "price": AmountField(label=_("Price per unit"), required=False),
        "quantity": QuantityField(label=_("Quantity")),
        "unit": forms.ChoiceField(label=_("Unit"), choices=Unit.choices),
        "pieces": QuantityField(label=_("Pieces in a unit"), required=False),
        "sample": AmountField(label=_("Price of a sample"), required=False),
        "note": LineField(
            label=_("Note on this line"), required=False, max_length=QuoteLine._meta.get_field("note").max_length
        ),
    }


def typed_by(data: Mapping[str, Any], lines: Iterable[EnquiryLine]) -> dict[str, list[str]]:
    """What a form sent, as it was typed: the values of the form's own fields and of no others."""
    names = [*QuoteForm.base_fields, *(f"{name}-{line.pk}" for line in lines for name in LineFields._fields)]
    return {name: data.getlist(name) for name in names if name in data}  # type: ignore[attr-defined]
