"""The form on which anybody reports a doubtful document, and the desk's answer to it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.desk.doubt_reports import Doubt
from audits.models import DoubtReport
from kpmarket.foundation.text.fields import LineField, MultilineField
from kpmarket.foundation.text.mail_address import validate_mail_address

MAX_LINKS = 5
"""More links than this in a report are advertising."""


class DoubtForm(forms.Form):
    """What somebody says is wrong with a document."""

    number = LineField(
        label=_("Number on the document"), required=False, max_length=120, help_text=_("As printed, if you know it.")
    )
    company = LineField(label=_("Company that shows it"), required=False, max_length=200)
    found_at = LineField(
        label=_("Where you saw it"),
        required=False,
        max_length=300,
        help_text=_("A page of this site, an e-mail, a shipment."),
    )
    reason = MultilineField(
        label=_("What is doubtful, and how you know"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("For example: the body that it names wrote to you that it did not issue it."),
    )
    email = forms.EmailField(
        label=_("Your e-mail address"),
        required=False,
        max_length=254,
        validators=[validate_mail_address],
        help_text=_("For our answer only. The supplier does not see it."),
    )

    def clean_reason(self) -> str:
        reason: str = self.cleaned_data["reason"]
        if reason.count("://") > MAX_LINKS:
            raise forms.ValidationError(_("That is many links. Name the most important five."), code="links")
        return reason

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not any(cleaned.get(name) for name in ("number", "company", "found_at")) and not self.errors:
            self.add_error("number", _("Say which document you mean: its number, the company, or where you saw it."))
        return cleaned

    def doubt(self) -> Doubt:
        """What was said; the form must be valid."""
        return Doubt(**self.cleaned_data)


class DoubtAnswerForm(forms.Form):
    """What the desk found."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=DoubtReport.Outcome.choices)
    note = MultilineField(
        label=_("Note"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Whoever reported it reads this in the letter. Name no person."),
    )
