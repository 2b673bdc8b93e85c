"""What a buyer decides about quotes, and by what they are compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from buyers.trade.models import Quote
from kpmarket.foundation.text.fields import MultilineField
from suppliers.models.supply import Incoterm


class DeclineForm(forms.Form):
    """Why a quote is declined."""

    refusal = forms.ChoiceField(
        label=gettext_lazy("Reason"), choices=[("", gettext_lazy("Choose a reason")), *Quote.Refusal.choices]
    )
    note = MultilineField(
        label=gettext_lazy("Words to the supplier"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ComparisonForm(forms.Form):
    """One basis of delivery and one currency."""

    all_optional = True
    basis = forms.ChoiceField(label=gettext_lazy("Basis of delivery"), required=False, choices=Incoterm.choices)
    currency = forms.ChoiceField(label=gettext_lazy("Currency"), required=False)

    def __init__(self, *args: Any, currencies: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]
