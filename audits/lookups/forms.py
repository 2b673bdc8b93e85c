"""What an auditor saw in a public register with their own eyes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.models.register_check import CheckOutcome


class SeenForm(forms.Form):
    """The outcome, words for colleagues, and a picture of the screen."""

    outcome = forms.ChoiceField(
        label=_("What did the register say?"),
        choices=[("", _("Choose")), *CheckOutcome.choices],
        error_messages={"required": _("Choose what the register said.")},
    )
    note = forms.CharField(
        label=_("What you saw"),
        required=False,
        max_length=2000,
        help_text=_("For your colleagues: the supplier does not read it."),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    screenshot = forms.FileField(
        label=_("Picture of the screen"),
        required=False,
        help_text=_("PNG, JPEG or WebP. It is drawn again and kept with the record."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/png,image/jpeg,image/webp"}),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") == CheckOutcome.CONTRADICTED and not cleaned.get("note", "").strip():
            self.add_error("note", _("Say in what the register and the certificate differ."))
        return cleaned
