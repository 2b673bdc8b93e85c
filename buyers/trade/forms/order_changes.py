"""What the sides of an order state when they decline, change or end it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.catalogue.quantities import QuantityField
from buyers.terms.contract import Terms
from buyers.terms.errors import TermsError
from buyers.terms.typed import read_amount, read_price
from buyers.trade.forms.placing import tolerance_choices
from buyers.trade.services.amendments import Changes
from buyers.trade.services.cancelling import Cancellation
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField


class DeclineForm(forms.Form):
    """Why the supplier does not take an order."""

    reason = LineField(label=gettext_lazy("Why you decline"), max_length=500)


class AmendForm(forms.Form):
    """Another version of the terms. Quantities and prices stand in ``quantity-<line>`` and ``price-<line>``."""

    latest_shipment = DayField(label=gettext_lazy("Shipped at the latest"))
    expected_entry = DayField(label=gettext_lazy("Expected to enter"))
    tolerance = forms.ChoiceField(label=gettext_lazy("Quantity delivered"), choices=tolerance_choices)
    acceptance_days = forms.IntegerField(label=gettext_lazy("Days to accept"), min_value=1, max_value=90)
    note = MultilineField(
        label=gettext_lazy("Remark"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    reason = LineField(label=gettext_lazy("Why the terms change"), max_length=500)
    accepts_failed = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Accepted although the inspection failed"),
        coerce=int,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy(
            "Only at a lower price than before. Both sides sign it, and it then counts as inspected."
        ),
    )

    def __init__(
        self,
        data: QueryDict | None,
        *,
        terms: Terms,
        failed: Sequence[int] = (),
        preset: Mapping[str, Any] | None = None,
    ) -> None:
        self.terms = terms
        super().__init__(data, initial={**_initial(terms), **(preset or {})})
        if failed:
            choices = [(line, _("Line %(number)s") % {"number": line}) for line in failed]
            self.fields["accepts_failed"].choices = choices  # type: ignore[attr-defined]
        else:
            del self.fields["accepts_failed"]
        of_lines: dict[str, forms.Field] = {}
        for line in terms.lines:
            words = {"number": line.number, "currency": terms.currency}
            of_lines[f"quantity-{line.number}"] = QuantityField(label=_("Line %(number)s: quantity") % words)
            of_lines[f"price-{line.number}"] = LineField(
                label=_("Line %(number)s: price per unit in %(currency)s") % words, max_length=40
            )
        self.fields = {**of_lines, **self.fields}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for line in self.terms.lines:
            name = f"price-{line.number}"
            if name in cleaned:
                try:
                    cleaned[name] = read_price(cleaned[name], self.terms.currency, get_language() or "en")
                except TermsError as error:
                    self.add_error(name, amount_refusal(error))
        shipped, enters = cleaned.get("latest_shipment"), cleaned.get("expected_entry")
        if shipped and enters and enters < shipped:
            self.add_error("expected_entry", _("The goods cannot enter before they are shipped."))
        return cleaned

    def changes(self) -> Changes:
        """What is wanted, once the form is valid."""
        typed = self.cleaned_data
        lines: dict[int, tuple[int, Decimal]] = {
            line.number: (typed[f"quantity-{line.number}"], typed[f"price-{line.number}"]) for line in self.terms.lines
        }
        return Changes(
            lines={number: one for number, one in lines.items() if one != self._before(number)},
            latest_shipment=typed["latest_shipment"],
            expected_entry=typed["expected_entry"],
            tolerance_bp=int(typed["tolerance"]),
            acceptance_days=typed["acceptance_days"],
            note=typed["note"],
            accepts_failed=tuple(typed.get("accepts_failed", ())),
        )

    def _before(self, number: int) -> tuple[int, Decimal]:
        return next((line.quantity, line.unit_price) for line in self.terms.lines if line.number == number)


class CancelForm(forms.Form):
    """For which cause an order ends, and what the other side should know."""

    cause = forms.ChoiceField(label=gettext_lazy("Cause"), widget=forms.RadioSelect)
    kept = LineField(
        label=gettext_lazy("Cost of the supplier that you accept"),
        max_length=40,
        required=False,
        help_text=gettext_lazy("Only for a clearance that nobody is to blame for. Left empty: none."),
    )
    note = MultilineField(
        label=gettext_lazy("What the other side should know"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, ways: Sequence[Cancellation], currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ways, self.currency = {str(one.cause): one for one in ways}, currency
        self.fields["cause"].choices = [(one.cause, one.cause.label) for one in ways]  # type: ignore[attr-defined]
        if len(ways) == 1:
            self.fields["cause"].initial = str(ways[0].cause)
        if all(one.is_fixed for one in ways):
            del self.fields["kept"]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        way = self.ways.get(cleaned.get("cause", ""))
        if way is None or way.is_fixed:
            cleaned["kept"] = None
        elif "kept" in cleaned:
            try:
                cleaned["kept"] = read_amount(cleaned["kept"] or "0", self.currency, get_language() or "en")
            except TermsError as error:
                self.add_error("kept", amount_refusal(error))
            else:
                if cleaned["kept"] > way.most_kept:
                    self.add_error("kept", _("This is more than the contract lets the supplier keep."))
        return cleaned


def amount_refusal(error: TermsError) -> str:
    """The sentence for an amount or price that cannot be read."""
    match error.code:
        case "other-notation":
            return _("Did you mean %(meant)s? Write it like that.") % {"meant": error.facts["meant"]}
        case "too-many-places":
            return _("At most %(places)s decimal places.") % {"places": error.facts["places"]}
        case "negative":
            return _("Enter an amount that is not below zero.")
        case "other-currency":
            return _("Enter the amount in the currency of the order.")
        case "too-large":
            return _("At most %(most)s.") % {"most": error.facts["most"]}
        case _:
            return _("Enter an amount in figures, as 1234.50.")


def _initial(terms: Terms) -> dict[str, Any]:
    of_lines: dict[str, Any] = {}
    for line in terms.lines:
        of_lines[f"quantity-{line.number}"] = line.quantity
        of_lines[f"price-{line.number}"] = f"{line.unit_price.normalize():f}"
    return {
        **of_lines,
        "latest_shipment": terms.latest_shipment,
        "expected_entry": terms.expected_entry,
        "tolerance": str(terms.tolerance_bp),
        "acceptance_days": terms.acceptance_days,
        "note": terms.note,
    }
