"""What the legal desk types about a case."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.disputes.models import Counsel, LegalCase
from buyers.terms.disputes.legal_deadlines import deadline_data
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField


class AssignForm(forms.Form):
    """Counsel for the case, or none."""

    counsel = forms.ModelChoiceField(
        label=gettext_lazy("Counsel"),
        queryset=Counsel.objects.filter(is_open=True),
        required=False,
        empty_label=gettext_lazy("None: the desk alone"),
    )


class StepForm(forms.Form):
    """What was done, and the day from which periods of law count where it states one."""

    text = MultilineField(
        label=gettext_lazy("What was done"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    since = forms.ChoiceField(label=gettext_lazy("It states the day of"), required=False)
    day = DayField(label=gettext_lazy("Day"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        language = get_language() or "en"
        known = [(one.id, one.label.read_in(language)) for one in deadline_data().since.values()]
        self.fields["since"].choices = [("", "---------"), *known]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("since") and not cleaned.get("day") and "day" not in self.errors:
            self.add_error("day", _("Enter the day."))
        return cleaned


class SetDayForm(forms.Form):
    """A day that a court, tribunal or authority set."""

    label = LineField(label=gettext_lazy("What has to be done"), max_length=300)
    day = DayField(label=gettext_lazy("Last day"))
    source = LineField(label=gettext_lazy("Who set it, and where"), max_length=300)


class WaitForm(forms.Form):
    """For whom the case waits."""

    waits_for = forms.ChoiceField(label=gettext_lazy("Waits for"), choices=LegalCase.WaitsFor.choices)


class ReasonForm(forms.Form):
    """Why the case goes back to the queue."""

    text = LineField(label=gettext_lazy("Why"), max_length=300)


class CounselNoteForm(forms.Form):
    """What counsel wrote."""

    text = MultilineField(
        label=gettext_lazy("Note of counsel"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4})
    )


class CloseForm(forms.Form):
    """How it ended."""

    outcome = forms.ChoiceField(label=gettext_lazy("Outcome"), choices=LegalCase.Outcome.choices)


class GoOnForm(forms.Form):
    """Nothing but the button."""
