"""Forms of decisions: the outcome, its reasons, a note for the supplier."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.desk.certificates import FALSE_FROM_THE_START, REVOCATION_REASONS
from audits.desk.reviews import OTHER
from audits.desk.suppliers import COMPANY_REASONS
from audits.models import Decision
from kpmarket.foundation.text.days import FIRST_DAY, LAST_DAY, DayField
from kpmarket.foundation.text.fields import MultilineField
from suppliers.sentences.reasons import CompanyReason, RejectionReason, RevisionReason

Outcome = Decision.Outcome
CHOICES = sorted(
    [*RevisionReason.choices, *RejectionReason.choices, *CompanyReason.choices], key=lambda choice: choice[0] == OTHER
)


def choices_among(codes: Collection[str]) -> list[tuple[str, Any]]:
    return [(code, label) for code, label in CHOICES if code in codes]


class NoteForm(forms.Form):
    """A note for the supplier and one for colleagues, stored with the decision."""

    note = MultilineField(
        label=_("Note to the supplier"),
        required=False,
        max_length=2000,
        help_text=_("The supplier reads it. Say what you found and what to do."),
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "n"}),
    )
    internal_note = MultilineField(
        label=_("Internal note"),
        required=False,
        max_length=4000,
        help_text=_("For colleagues: how you checked it, what to watch. The supplier never sees it."),
        widget=forms.Textarea(attrs={"rows": 3, "data-key": "i"}),
    )


class ReinstateForm(NoteForm):
    """Why a suspended company is shown to buyers again."""

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        if not note.strip():
            raise forms.ValidationError(_("Say why the company may be shown again."))
        return note


class ReasonsForm(NoteForm):
    """One or more reasons; "other" needs words."""

    reasons = forms.MultipleChoiceField(
        label=_("Reasons"),
        choices=[],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one reason: the supplier must know what to change.")},
    )
    field_order: Sequence[str] = ("reasons", "note", "internal_note")
    among: Collection[str] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reasons"].choices = choices_among(self.among)  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if OTHER in cleaned.get("reasons", []) and not cleaned.get("note", "").strip():
            self.add_error("note", _("You chose another reason: describe it here."))
        return cleaned


class RevokeForm(ReasonsForm):
    """Revoking an approval from a day on, which is between ``first`` and ``last``."""

    among = REVOCATION_REASONS
    effective_on = DayField(
        required=False,
        label=_("Takes effect on"),
        help_text=_(
            "From this day the certificate no longer counts; at the latest from today. For an altered or forged one,"
            " or one that its issuer denies, no day is asked for: it never counted."
        ),
    )
    field_order = ("effective_on", "reasons", "note", "internal_note")

    def __init__(self, *args: Any, first: date = FIRST_DAY, last: date = LAST_DAY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["effective_on"]).set_bounds(first, last)
        self.last = last

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        is_false = FALSE_FROM_THE_START.intersection(cleaned.get("reasons", []))
        if cleaned.get("effective_on") is None and not is_false and "effective_on" not in self.errors:
            self.add_error("effective_on", _("Enter the day from which the certificate no longer counts."))
        day = cleaned.get("effective_on")
        if (is_false or (day and day < self.last)) and not cleaned.get("internal_note", "").strip():
            self.add_error(
                "internal_note",
                _(
                    "It is revoked from today on at once; an earlier day needs a second signature. Say here why, to whom signs."
                ),
            )
        return cleaned


class ReopenRejectedForm(NoteForm):
    """What the supplier must change before it submits again."""

    def clean_note(self) -> str:
        note: str = self.cleaned_data["note"]
        if not note.strip():
            raise forms.ValidationError(_("Say what the supplier must change or add."))
        return note


class ReopenRevokedForm(NoteForm):
    """From which day a revoked document may count again, between its revocation and today."""

    effective_on = DayField(
        label=_("Counts again from"),
        help_text=_("Once it is approved again. Between its revocation and this day it does not count."),
    )
    field_order = ("effective_on", "note", "internal_note")

    def __init__(self, *args: Any, first: date = FIRST_DAY, last: date = LAST_DAY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["effective_on"]).set_bounds(first, last)


class CorrectForm(NoteForm):
    """Why a decision is taken back, so that the case is judged again."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["internal_note"].required = True
        self.fields["internal_note"].help_text = _(
            "What was wrong, for the colleague who signs. The supplier never sees it."
        )


class CorrectRevocationForm(CorrectForm):
    """What a revocation should have been: none at all, or one from another day or for other reasons."""

    outcome = forms.ChoiceField(
        label=_("What is right?"),
        widget=forms.RadioSelect,
        choices=[
            (Outcome.REINSTATED.value, _("It should not have been revoked")),
            (Outcome.REVOKED.value, _("It stays revoked, from another day or for other reasons")),
        ],
    )
    reasons = forms.MultipleChoiceField(
        label=_("Reasons, where it stays revoked"),
        required=False,
        choices=choices_among(REVOCATION_REASONS),
        widget=forms.CheckboxSelectMultiple,
    )
    effective_on = DayField(
        required=False,
        label=_("Takes effect on"),
        help_text=_("Where it stays revoked; none is asked for what was false from the start."),
    )
    field_order = ("outcome", "effective_on", "reasons", "note", "internal_note")

    def __init__(self, *args: Any, first: date = FIRST_DAY, last: date = LAST_DAY, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(DayField, self.fields["effective_on"]).set_bounds(first, last)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("outcome") != Outcome.REVOKED:
            return cleaned
        reasons = cleaned.get("reasons", [])
        if not reasons:
            self.add_error("reasons", _("Choose at least one reason: the supplier must know what to change."))
        if OTHER in reasons and not cleaned.get("note", "").strip():
            self.add_error("note", _("You chose another reason: describe it here."))
        if not cleaned.get("effective_on") and not FALSE_FROM_THE_START.intersection(reasons):
            self.add_error("effective_on", _("Enter the day from which the certificate no longer counts."))
        return cleaned


class SuspendForm(ReasonsForm):
    """Hiding a company from buyers for now."""

    among = COMPANY_REASONS | {OTHER}


class RejectForm(ReasonsForm):
    """Rejecting a suspended company for good."""

    among = COMPANY_REASONS | {RejectionReason.DUPLICATE.value}


class DecisionForm(NoteForm):
    """Approve, send back or reject. Sending back and rejecting have different reasons."""

    REASONS_FIELD = {
        Outcome.REVISION_REQUESTED.value: "revision_reasons",
        Outcome.REJECTED.value: "rejection_reasons",
    }
    outcomes: Sequence[tuple[str, Any]] = (
        (Outcome.APPROVED.value, _("Approve")),
        (Outcome.REVISION_REQUESTED.value, _("Request a revision")),
        (Outcome.REJECTED.value, _("Reject")),
    )
    among: Collection[str] = RevisionReason.values
    rejected_for: Collection[str] = RejectionReason.values

    outcome = forms.ChoiceField(
        label=_("Decision"),
        choices=[],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose a decision.")},
    )
    revision_reasons = forms.MultipleChoiceField(
        label=_("What must change?"), choices=[], required=False, widget=forms.CheckboxSelectMultiple
    )
    rejection_reasons = forms.MultipleChoiceField(
        label=_("Why is it rejected?"),
        choices=[],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    field_order: Sequence[str] = ("outcome", "revision_reasons", "rejection_reasons", "note", "internal_note")

    def __init__(self, *args: Any, may_approve: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision_reasons"].choices = choices_among(self.among)  # type: ignore[attr-defined]
        self.fields["rejection_reasons"].choices = choices_among(self.rejected_for)  # type: ignore[attr-defined]
        self.fields["outcome"].choices = self.outcomes if may_approve else self.outcomes[1:]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        name = self.REASONS_FIELD.get(cleaned.get("outcome", ""))
        cleaned["reasons"] = cleaned.get(name, []) if name else []
        if name and name in cleaned and not cleaned["reasons"]:
            self.add_error(name, _("Choose at least one reason: the supplier must know what to change."))
        if OTHER in cleaned["reasons"] and not cleaned.get("note", "").strip():
            self.add_error("note", _("You chose another reason: describe it here."))
        return cleaned
