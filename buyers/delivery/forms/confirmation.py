"""The form by which an officer says what a row of our data files was compared with."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from buyers.delivery.models import FactConfirmation
from kpmarket.foundation.text.fields import DigestField, MultilineField


class ConfirmationForm(forms.Form):
    """``digest`` is that of the row as the page showed it."""

    digest = DigestField()
    verdict = forms.ChoiceField(
        label=_("What did you find?"),
        choices=[
            (FactConfirmation.Verdict.CONFIRMED, _("The source says the same: the row counts from now on")),
            (FactConfirmation.Verdict.DOUBTED, _("I doubt it: the row goes on stopping nothing")),
        ],
        widget=forms.RadioSelect,
    )
    note = MultilineField(
        label=_("What did you compare?"),
        max_length=2000,
        min_length=10,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sources that you opened, and what you found. It is kept in the decision log."),
    )
