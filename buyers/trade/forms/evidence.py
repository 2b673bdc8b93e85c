"""What somebody types who submits evidence or answers it: one form for each kind, made from the kind's facts."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.catalogue.quantities import QuantityField
from buyers.forms import FilesField
from buyers.terms.contract import Terms
from buyers.terms.delivery.numbers import air_waybill
from buyers.terms.errors import TermsError
from buyers.terms.force_majeure import END, NOTICE
from buyers.terms.plans import EvidenceKind, Fact, milestones
from buyers.terms.typed import read_amount
from buyers.trade.forms.numbers import NumberField, number_refusal
from buyers.trade.models import Side
from buyers.trade.services.evidence_words import option_words
from buyers.trade.services.return_reasons import RETURN_REASONS
from buyers.trade.services.words import money_words
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField

MOST_UNITS = 2_000_000_000


class AmountField(LineField):
    """An amount of one currency in minor units."""

    def __init__(self, *, currency: str, **kwargs: Any) -> None:
        super().__init__(max_length=40, **kwargs)
        self.currency = currency

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        try:
            return read_amount(text, self.currency, get_language() or "en")
        except TermsError:
            example = money_words(123_456, self.currency)
            raise forms.ValidationError(_("Enter an amount, as %(example)s.") % {"example": example}) from None


class EvidenceForm(forms.Form):
    """Evidence of one kind, for one side. ``fact_values`` are what the row keeps."""

    def __init__(
        self, *args: Any, kind: EvidenceKind, side: Side, terms: Terms, currency: str, today: date, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.today = kind, today
        if self._asks_line(terms):
            self.fields["line"] = _line_field(terms)
        if milestones().events[kind.event].of_quantity:
            self.fields["quantity"] = QuantityField(
                label=_("Quantity"), required=False, help_text=_("In units of the line. Left empty: all of it.")
            )
        self.fields["happened_on"] = DayField(label=_("Happened on"), initial=today)
        for fact in kind.facts:
            if fact.is_asked:
                self.fields[fact.id] = fact_field(fact, terms, currency)
        if kind.has_document:
            self.fields["files"] = FilesField(
                label=_("Files"),
                required=side == Side.SUPPLIER or kind.needs_proof,
                help_text=_("PDF or pictures, at most five. The other side sees pictures of the pages."),
            )
        self.fields["note"] = MultilineField(
            label=_("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
        )

    def clean_happened_on(self) -> date:
        day: date = self.cleaned_data["happened_on"]
        if day > self.today:
            raise forms.ValidationError(_("This says it happened; the day is ahead."))
        return day

    def clean_line(self) -> int | None:
        return int(self.cleaned_data["line"]) if self.cleaned_data["line"] else None

    def clean_files(self) -> list[Any]:
        uploads: list[Any] = self.cleaned_data["files"]
        if self.fields["files"].required and not uploads:
            raise forms.ValidationError(self.fields["files"].error_messages["required"], code="required")
        return uploads

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.kind.id == "transport_document" and cleaned.get("kind") == "air_waybill" and cleaned.get("number"):
            self._check_air_waybill(cleaned["number"])
        needs_line = cleaned.get("quantity") or cleaned.get("missing")
        if needs_line and "line" in self.fields and not cleaned.get("line"):
            self.add_error("line", _("Say which line this quantity is of."))
        return cleaned

    @property
    def fact_values(self) -> Mapping[str, Any]:
        """Facts that were stated, as JSON keeps them: days as text."""
        stated = {fact.id: self.cleaned_data.get(fact.id) for fact in self.kind.facts}
        return {
            name: value.isoformat() if isinstance(value, date) else value
            for name, value in stated.items()
            if value not in (None, "")
        }

    def _check_air_waybill(self, number: str) -> None:
        try:
            self.cleaned_data["number"] = air_waybill(number)
        except TermsError as refusal:
            self.add_error("number", number_refusal("air_waybill", refusal))

    def _asks_line(self, terms: Terms) -> bool:
        is_of_order = self.kind.id in (NOTICE, END)
        return (
            len(terms.open_lines) > 1 and not is_of_order and not any(fact.type == "part" for fact in self.kind.facts)
        )


class AnswerForm(forms.Form):
    """Accepted, or returned with what is missing."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("accepted", gettext_lazy("Accept")), ("returned", gettext_lazy("Return"))],
        widget=forms.RadioSelect,
    )
    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("What is missing, if you return it"),
        required=False,
        choices=list(RETURN_REASONS.items()),
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "What seems altered is also shown to our auditors, with the order's number and no price."
        ),
    )
    note = MultilineField(
        label=gettext_lazy("Note"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == "returned" and not cleaned.get("reasons") and not cleaned.get("note"):
            self.add_error("reasons", _("Say what is missing: tick a reason or write a note."))
        return cleaned


def _line_field(terms: Terms) -> forms.ChoiceField:
    lines = [(str(line.number), f"{line.number}: {line.name} {line.model}") for line in terms.open_lines]
    return forms.ChoiceField(label=_("Line"), required=False, choices=[("", _("All lines")), *lines])


def fact_field(fact: Fact, terms: Terms, currency: str) -> forms.Field:
    """The field of one fact."""
    words: dict[str, Any] = {"label": fact.label.read_in(get_language() or "en"), "required": fact.is_required}
    options = [(code, option_words(code)) for code in fact.options]
    parts = [(str(part.number), str(part.number)) for part in terms.parts]
    fields: dict[str, Callable[[], forms.Field]] = {
        "text": lambda: LineField(max_length=120, **words),
        "number": lambda: forms.IntegerField(min_value=0, max_value=MOST_UNITS, **words),
        "day": lambda: DayField(**words),
        "choice": lambda: forms.ChoiceField(choices=[("", "---------"), *options], **words),
        "container": lambda: NumberField("container", **words),
        "part": lambda: forms.TypedChoiceField(choices=parts, coerce=int, **words),
        "amount": lambda: AmountField(currency=currency, **words),
    }
    return fields[fact.type]()
