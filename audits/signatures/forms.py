"""Forms of a second signature, of a statement of independence, and of a blind second review."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import IndependenceStatement, SecondOpinion, Settlement
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


class SecondOpinionForm(forms.Form):
    """What somebody would decide who does not know how it was decided."""

    outcome = forms.ChoiceField(
        label=_("What would you decide?"),
        choices=SecondOpinion.Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say what you would decide.")},
    )
    note = MultilineField(
        label=_("Why"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("What you looked at and saw. Only the desk reads it."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        is_against = cleaned.get("outcome") not in (None, "", SecondOpinion.Outcome.APPROVED)
        if is_against and "note" not in self.errors and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say why you would not approve it."))
        return cleaned


class SettlementForm(forms.Form):
    """Which of two judgements is right, by a senior who gave neither."""

    stands = forms.ChoiceField(
        label=_("Which is right?"),
        choices=Settlement.Stands.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Say which judgement is right.")},
    )
    note = MultilineField(
        label=_("Why"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The two auditors read it. A wrong decision is corrected in its case, with a second signature."),
        error_messages={"required": _("Say why.")},
    )
