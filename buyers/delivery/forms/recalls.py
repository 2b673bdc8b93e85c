"""What a person of the desk types about a recall notice."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy

from buyers.delivery.models import NoticeFormat, RecallAcknowledgement, RecallDecision
from kpmarket.foundation.text.fields import MultilineField


class RecallDecisionForm(forms.Form):
    """It concerns them, or it does not, with the reason."""

    verdict = forms.ChoiceField(
        label=gettext_lazy("What you found"), choices=RecallDecision.Verdict.choices, widget=forms.RadioSelect
    )
    reason = MultilineField(
        label=gettext_lazy("Reason"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("What you compared, and where. It is kept with the decision."),
    )


class AcknowledgeForm(forms.Form):
    """What became of the goods."""

    answer = forms.ChoiceField(
        label=gettext_lazy("What became of them"),
        choices=RecallAcknowledgement.Answer.choices,
        widget=forms.RadioSelect,
    )
    note = MultilineField(
        label=gettext_lazy("Note"),
        max_length=2000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("How many units, where they are, and to whom others went."),
    )


class NoticeFileForm(forms.Form):
    """A file of notices in one of the published formats."""

    format = forms.ChoiceField(label=gettext_lazy("Format"), choices=NoticeFormat.choices)
    file = forms.FileField(label=gettext_lazy("File"))
