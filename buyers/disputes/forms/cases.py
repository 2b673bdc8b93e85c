"""What a client types about a legal case."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from buyers.catalogue.reference import destination_choices
from buyers.disputes.models import LegalCase
from buyers.forms import FilesField
from buyers.terms.disputes.legal_deadlines import Since
from kpmarket.foundation.text.days import DayField
from kpmarket.foundation.text.fields import LineField, MultilineField


class OpenCaseForm(forms.Form):
    """A new case. ``clients`` are the organisations and companies the person acts for; asked only where there is a choice."""

    client = forms.ChoiceField(label=gettext_lazy("Client"))
    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=LegalCase.Kind.choices)
    jurisdiction = forms.ChoiceField(
        label=gettext_lazy("Country whose law or courts matter most"), choices=destination_choices
    )
    language = forms.ChoiceField(label=gettext_lazy("Language of the case"), choices=LegalCase.Language.choices)
    other_party = LineField(
        label=gettext_lazy("Other party"),
        max_length=200,
        help_text=gettext_lazy("Registered name, for the check of conflicts. It is not informed."),
    )
    text = MultilineField(
        label=gettext_lazy("What happened, and what you want"),
        max_length=6000,
        widget=forms.Textarea(attrs={"rows": 8}),
    )

    def __init__(self, *args: Any, clients: Sequence[tuple[str, str]], has_order: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["client"].choices = list(clients)  # type: ignore[attr-defined]
        if len(clients) == 1:
            del self.fields["client"]
        if has_order:
            del self.fields["other_party"]


class CaseNoteForm(forms.Form):
    """A private note."""

    text = MultilineField(label=gettext_lazy("Private note"), max_length=6000, widget=forms.Textarea(attrs={"rows": 4}))


class CaseDayForm(forms.Form):
    """The day from which periods of law count."""

    since = forms.ChoiceField(label=gettext_lazy("What happened"))
    day = DayField(label=gettext_lazy("Day"))
    text = LineField(
        label=gettext_lazy("How you know"), max_length=300, help_text=gettext_lazy("Delivery note, letter, e-mail …")
    )

    def __init__(self, *args: Any, asked: Sequence[Since], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        language = get_language() or "en"
        self.fields["since"].choices = [(one.id, one.label.read_in(language)) for one in asked]  # type: ignore[attr-defined]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise forms.ValidationError(_("This says it happened; the day is ahead."))
        return day


class CaseFilesForm(forms.Form):
    """Documents for the case."""

    documents = FilesField(
        label=gettext_lazy("Documents"),
        help_text=gettext_lazy("PDF or pictures, at most five at once. Your side and the legal desk see their pages."),
    )

    def clean_documents(self) -> list[Any]:
        uploads: list[Any] = self.cleaned_data["documents"]
        if not uploads:
            raise forms.ValidationError(self.fields["documents"].error_messages["required"], code="required")
        return uploads
