"""Forms of a second signature and of a statement of independence."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import IndependenceStatement
from kpmarket.foundation.text.fields import MultilineField

Interest = IndependenceStatement.Interest


class RefusalForm(forms.Form):
    """Why somebody does not give the second signature."""

    note = MultilineField(
        label=_("Why you refuse"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For the colleague who recommended it. Where it ends a suspension, the company reads it too."),
        error_messages={"required": _("Say why you refuse the second signature.")},
    )


class StatementForm(forms.Form):
    """Which interest somebody has in the company of the case."""

    interest = forms.ChoiceField(
        label=_("Which interest?"),
        choices=[one for one in Interest.choices if one[0] != Interest.NONE],
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which interest you have.")},
    )
    note = MultilineField(
        label=_("In words"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("interest") == Interest.OTHER and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say in words which interest it is."))
        return cleaned
