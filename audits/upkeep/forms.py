"""Forms of the desk for keeping the law up to date."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import Market
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import MultilineField
from suppliers.models import ProductType

MAX_NOTE = 2000


class LawCheckForm(forms.Form):
    """A person compared the rules of a market, or of one product type there, with their sources."""

    market = forms.ModelChoiceField(label=_("Market"), queryset=Market.objects.all())
    product_type = forms.ModelChoiceField(
        label=_("Product type"), queryset=ProductType.objects.all(), required=False, empty_label=_("All of them")
    )
    note = MultilineField(
        label=_("What did you compare?"),
        max_length=MAX_NOTE,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sources that you opened, and what you found. It is kept in the decision log."),
    )
    review_by = DayField(
        label=_("Check again by"),
        required=False,
        help_text=_("Left empty: after the number of days that the rulebook sets for the market."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("market", "product_type"):
            self.fields[name].label_from_instance = _display_name  # type: ignore[attr-defined] # of ModelChoiceField


class ConclusionForm(forms.Form):
    """What a changed page of a source means for the rulebook."""

    conclusion = MultilineField(
        label=_("What does it mean for the rulebook?"),
        max_length=MAX_NOTE,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("For example: only the layout changed; or: drafted as a new edition, rows US.exam_glove.1 and 1a."),
    )


def _display_name(row: Market | ProductType) -> str:
    return row.display_name
