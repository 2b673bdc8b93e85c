"""The form in which an auditor records what a public register says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models.register_check import CheckOutcome
from kpmarket.foundation.text.fields import MultilineField


class ManualCheckForm(forms.Form):
    """The outcome, a note for colleagues, and a screenshot."""

    outcome = forms.ChoiceField(
        label=_("What did the register say?"),
        choices=[("", _("Choose")), *CheckOutcome.choices],
        error_messages={"required": _("Choose what the register said.")},
    )
    note = MultilineField(
        label=_("Note on the look-up"),
        required=False,
        max_length=2000,
        help_text=_("For your colleagues: the supplier does not read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    screenshot = forms.FileField(
        label=_("Screenshot"),
        required=False,
        help_text=_("PNG, JPEG or WebP. It is encoded again and kept with the record."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == CheckOutcome.CONTRADICTED and not cleaned.get("note", "").strip():
            self.add_error("note", _("State how the register and the certificate differ."))
        return cleaned
