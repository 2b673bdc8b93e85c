"""A freight quote as somebody types it from a forwarder's letter, a rate of duty, and the basis of a landed cost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.delivery.models import DutyRate, FreightLine, Mode
from buyers.delivery.services.costs.landing import BASES
from buyers.delivery.services.costs.quoting import TypedLine, TypedRate
from buyers.delivery.services.costs.subjects import Subject
from buyers.terms.delivery.freight import LineKind, containers, line_kinds
from buyers.terms.errors import TermsError
from buyers.terms.typed import read_amount
from buyers.trade.services.words import money_words
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField
from suppliers.models import Currency, Product

HEAD = (
    "forwarder",
    "mode",
    "origin",
    "destination",
    "containers",
    "container_kind",
    "currency",
    "valid_until",
    "transit_days_least",
    "transit_days_most",
    "free_days",
    "exclusions",
)
MOST_DAYS, MOST_CONTAINERS, MOST_COUNT = 365, 99, 9_999
RISK_UNIT = FreightLine.Per.DAY


class LineFields(NamedTuple):
    """The fields of one kind of line; in the form they are called ``<name>-<code>``."""

    label: str
    is_usual: bool
    amount: forms.BoundField
    per: forms.BoundField
    mark: forms.BoundField
    how_many: forms.BoundField


NAMES = ("amount", "per", "mark", "how_many")
USUAL = frozenset({"EXC", "OTHC", "FRT", "BAF", "INS", "DTHC", "DLV"})
"""Lines that nearly every quote has; the form folds the others."""


class FreightForm(forms.Form):
    """All of a freight quote. Lines that are left empty are not part of it."""

    forwarder = LineField(label=gettext_lazy("Forwarder"), max_length=200)
    mode = forms.ChoiceField(label=gettext_lazy("Transport"), choices=Mode.choices)
    origin = LineField(label=gettext_lazy("From"), max_length=120)
    destination = LineField(label=gettext_lazy("To"), max_length=120)
    containers = forms.IntegerField(
        label=gettext_lazy("Containers"),
        min_value=0,
        max_value=MOST_CONTAINERS,
        required=False,
        help_text=gettext_lazy("Left empty: less than one container."),
    )
    container_kind = forms.ChoiceField(label=gettext_lazy("Kind of container"), required=False)
    currency = forms.ChoiceField(label=gettext_lazy("Currency of all sums"), choices=Currency.choices)
    valid_until = DayField(label=gettext_lazy("Valid until"))
    transit_days_least = forms.IntegerField(
        label=gettext_lazy("Days on the way, at least"), min_value=0, max_value=MOST_DAYS, required=False
    )
    transit_days_most = forms.IntegerField(
        label=gettext_lazy("Days on the way, at most"), min_value=0, max_value=MOST_DAYS, required=False
    )
    free_days = forms.IntegerField(
        label=gettext_lazy("Free days at the destination"), min_value=0, max_value=MOST_DAYS, required=False
    )
    exclusions = LineField(
        label=gettext_lazy("Not included, in the forwarder's words"), max_length=1000, required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        kinds = [(one.id, one.label.read_in(language)) for one in containers()]
        self.fields["container_kind"].choices = [("", "---------"), *kinds]  # type: ignore[attr-defined]
        for kind in line_kinds().values():
            self.fields.update(_fields_of(kind, language))

    @property
    def of_lines(self) -> list[LineFields]:
        """The fields of each kind of line, in the order of the way."""
        language = get_language() or "en"
        return [
            LineFields(kind.label.read_in(language), kind.id in USUAL, *(self[f"{name}-{kind.id}"] for name in NAMES))
            for kind in line_kinds().values()
        ]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        least, most = cleaned.get("transit_days_least"), cleaned.get("transit_days_most")
        if least is not None and most is not None and most < least:
            self.add_error("transit_days_most", _("This is less than the least."))
        if currency := cleaned.get("currency"):
            for code in line_kinds():
                self._read_line(code, currency, cleaned)
            if not self.errors and not self.lines:
                self.add_error("amount-FRT", _("Enter at least the main freight."))
        return cleaned

    def _read_line(self, code: str, currency: str, cleaned: dict[str, Any]) -> None:
        """The amount in minor units, and whether amount and mark fit each other."""
        name, text = f"amount-{code}", cleaned.get(f"amount-{code}")
        is_excluded = cleaned.get(f"mark-{code}") == FreightLine.Mark.NOT_INCLUDED
        if not text:
            cleaned[name] = None
        elif is_excluded:
            self.add_error(name, _("What is not included has no sum. Clear it, or say who states it."))
        else:
            try:
                cleaned[name] = read_amount(text, currency, get_language() or "en")
            except TermsError:
                example = money_words(123_456, currency)
                self.add_error(name, _("Enter an amount, as %(example)s.") % {"example": example})
        if cleaned.get(f"per-{code}") == FreightLine.Per.CONTAINER and text and not cleaned.get("containers"):
            self.add_error("containers", _("Say how many containers: some sums are per container."))

    @property
    def head(self) -> dict[str, Any]:
        """The columns of the quote, once it is valid."""
        found = {name: self.cleaned_data[name] for name in HEAD}
        return {**found, "containers": found["containers"] or 0}

    @property
    def lines(self) -> list[TypedLine]:
        """Lines with a sum, and those that are said not to be included."""
        found = []
        for code in line_kinds():
            amount, per, mark, many = (self.cleaned_data.get(f"{name}-{code}") for name in NAMES)
            if amount is not None or mark == FreightLine.Mark.NOT_INCLUDED:
                found.append(TypedLine(code, str(per), amount, str(mark), many or 1))
        return found


class RateForm(forms.Form):
    """A rate that a person looked up. The site proposes none."""

    product = forms.ModelChoiceField(label=gettext_lazy("Product"), queryset=Product.objects.none())
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=DutyRate.Kind.choices)
    percent = forms.DecimalField(
        label=gettext_lazy("Rate in percent"), min_value=Decimal(0), max_value=Decimal(400), decimal_places=2
    )
    basis = forms.ChoiceField(label=gettext_lazy("Of what"), choices=DutyRate.Basis.choices)
    hs_code = LineField(label=gettext_lazy("HS code"), max_length=12, required=False)
    source = LineField(
        label=gettext_lazy("Where the rate is from"),
        max_length=300,
        help_text=gettext_lazy(
            "The tariff and its page, or the person who knows it. Tariffs on goods from China change often."
        ),
    )
    as_of = DayField(label=gettext_lazy("Day of the source"))

    def __init__(self, *args: Any, subject: Subject, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        keys = [line.product.pk for line in subject.lines]
        self.fields["product"].queryset = Product.objects.filter(pk__in=keys)  # type: ignore[attr-defined]

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > self.today:
            raise forms.ValidationError(_("This day is still to come."))
        return day

    def rate(self) -> TypedRate:
        """What was typed, once it is valid."""
        typed = dict(self.cleaned_data)
        return TypedRate(basis_points=int(typed.pop("percent") * 100), **typed)


class BasisForm(forms.Form):
    """On which basis the landed cost is asked for, and with which freight quote."""

    basis = forms.ChoiceField(label=gettext_lazy("Delivered as"), choices=[(one, one) for one in BASES], required=False)
    with_quote = forms.TypedChoiceField(label=gettext_lazy("With the freight of"), coerce=int, required=False)

    def __init__(self, *args: Any, quotes: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["with_quote"].choices = [("", _("no freight quote")), *quotes]  # type: ignore[attr-defined]


def _fields_of(kind: LineKind, language: str) -> dict[str, forms.Field]:
    name = kind.label.read_in(language)
    per = RISK_UNIT if kind.part == "risk" else FreightLine.Per.SHIPMENT
    return {
        f"amount-{kind.id}": LineField(label=_("%(line)s: sum") % {"line": name}, max_length=40, required=False),
        f"per-{kind.id}": forms.ChoiceField(
            label=_("%(line)s: unit") % {"line": name}, choices=FreightLine.Per.choices, initial=per
        ),
        f"mark-{kind.id}": forms.ChoiceField(
            label=_("%(line)s: who says it") % {"line": name},
            choices=FreightLine.Mark.choices,
            initial=FreightLine.Mark.QUOTED,
        ),
        f"how_many-{kind.id}": forms.IntegerField(
            label=_("%(line)s: how many") % {"line": name}, min_value=1, max_value=MOST_COUNT, required=False
        ),
    }
