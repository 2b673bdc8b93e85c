"""What came of looking at a document again."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models import LookAgain
from kpmarket.foundation.text.fields import MultilineField


class LookAgainForm(forms.Form):
    """Outcome, and what was compared; colleagues read it, the supplier does not."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=LookAgain.Outcome.choices, widget=forms.RadioSelect)
    note = MultilineField(
        label=_("Note"), max_length=1000, help_text=_("What you compared and saw. Only the desk reads it.")
    )
