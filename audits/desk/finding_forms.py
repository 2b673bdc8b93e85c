"""Forms of the answers to findings, several at once, and of the decision that findings fill in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.desk.checklist_forms import ChecklistForm
from kpmarket.foundation.text.fields import LineField, MultilineField


class Answer(models.TextChoices):
    """What can be done with the ticked findings."""

    ACCEPT = "accept", _("Accept")
    DISMISS = "dismiss", _("Dismiss")
    SEND_BACK = "send_back", _("Ask for a revision")


class FindingsForm(forms.Form):
    """The ticked findings and the answer to them. Dismissing needs a reason."""

    findings = forms.MultipleChoiceField(
        label=_("Findings"),
        choices=[],
        error_messages={
            "required": _("Tick at least one finding."),
            "invalid_choice": _("A finding that you ticked no longer exists. Look at the list again."),
        },
    )
    answer = forms.ChoiceField(
        choices=Answer.choices, error_messages={"required": _("Choose what to do with the findings.")}
    )
    reason = MultilineField(
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
            self.add_error("reason", _("Give a reason that a colleague can follow."))
        if cleaned.get("answer") == Answer.SEND_BACK and self.confidential.intersection(cleaned.get("findings", ())):
            self.add_error(
                "findings", _("One that you ticked is about another company and cannot be sent to a supplier.")
            )
        return cleaned

    @property
    def ticked(self) -> list[str]:
        """The ticked names, also where the form is not valid."""
        return list(self["findings"].value() or ())


class CertificateDecisionForm(ChecklistForm):
    """The decision about a certificate; ``asked`` are names of findings that a revision request is based on."""

    asked = LineField(required=False, widget=forms.HiddenInput)
    field_order = (*ChecklistForm.field_order, "asked")

    def clean_asked(self) -> list[str]:
        """Names of findings."""
        asked: str = self.cleaned_data["asked"]
        return asked.split()
