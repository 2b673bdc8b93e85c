"""What an auditor answers to findings, several at once; and the decision that findings fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.desk.forms import DecisionForm


class Answer(models.TextChoices):
    """What may be done with the findings that are ticked."""

    ACCEPT = "accept", _("Accept")
    DISMISS = "dismiss", _("Dismiss")
    SEND_BACK = "send_back", _("Ask for a revision")


class FindingsForm(forms.Form):
    """The findings that are ticked, and what becomes of them. Who dismisses says why."""

    findings = forms.MultipleChoiceField(
        label=_("Findings"),
        choices=[],
        error_messages={
            "required": _("Tick the findings that you mean."),
            "invalid_choice": _("A finding that you ticked is no longer there. Look at the list again."),
        },
    )
    answer = forms.ChoiceField(
        choices=Answer.choices, error_messages={"required": _("Choose what becomes of the findings.")}
    )
    reason = forms.CharField(
        label=_("Why are they dismissed?"),
        required=False,
        max_length=1000,
        help_text=_("For your colleagues and the log: the supplier does not read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, names: Iterable[str] = (), confidential: Iterable[str] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.confidential = frozenset(confidential)
        self.fields["findings"].choices = [(name, name) for name in names]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("answer") == Answer.DISMISS and not cleaned.get("reason", "").strip():
            self.add_error("reason", _("Say why: a colleague must be able to follow it."))
        if cleaned.get("answer") == Answer.SEND_BACK and self.confidential.intersection(cleaned.get("findings", ())):
            self.add_error("findings", _("One that you ticked speaks of another company: no supplier is told of it."))
        return cleaned

    @property
    def ticked(self) -> list[str]:
        """Names that were ticked, also where something else is missing."""
        return list(self["findings"].value() or ())


class CertificateDecisionForm(DecisionForm):
    """The decision about a certificate; of a revision request the findings that it is made of."""

    asked = forms.CharField(required=False, widget=forms.HiddenInput)
    field_order = (*DecisionForm.field_order, "asked")

    def clean_asked(self) -> list[str]:
        """Names of findings."""
        return self.cleaned_data["asked"].split()
