"""To whom a case goes, and why."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from audits.desk import handing
from audits.models import Auditor, Review
from kpmarket.foundation.text.fields import MultilineField


class ColleagueField(forms.ModelChoiceField):  # type: ignore[type-arg] # generic only in the stubs
    """An auditor, with the number of cases that the person has in hand."""

    def label_from_instance(self, obj: Any) -> str:
        words = ngettext("%(person)s: %(count)s case in hand", "%(person)s: %(count)s cases in hand", obj.in_hand)
        return words % {"person": obj.user, "count": obj.in_hand}


class HandingForm(forms.Form):
    """Back into the queue, or to a colleague in office who does not have it yet."""

    to = ColleagueField(
        Auditor.objects.none(), required=False, label=_("To whom"), empty_label=_("Back into the queue")
    )
    note = MultilineField(
        label=_("Note"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Why it changes hands, and what was checked already. The desk reads it, the supplier does not."),
    )

    def __init__(self, *args: Any, review: Review, at: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = handing.colleagues(at=at).exclude(user=review.auditor_id)
        self.fields["to"].queryset = others  # type: ignore[attr-defined]
