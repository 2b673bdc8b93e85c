"""Forms of the answers to findings, several at once, and of the decision that findings fill in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db import models
from django.utils.translation import gettext_lazy as _

from audits.checklists.answering import Lack, Machine, in_advance, lacks
from audits.checklists.questions import Question
from audits.desk.checklists import Checklist, answers_of
from audits.desk.forms import DecisionForm
from audits.models import ChecklistAnswer, Decision
from kpmarket.foundation.text.fields import LineField, MultilineField
from kpmarket.foundation.text.languages import in_reader_language
from kpmarket.templatetags.kp import Look

LACKS = {
    Lack.MISSING: _("Answer this question of the checklist."),
    Lack.CONTRADICTED: _("A contradiction is open: dismiss that finding with a reason, or do not approve."),
    Lack.ANSWERED_NO: _("You answered no: ask for a revision, or reject."),
    Lack.NEEDS_NOTE: _("Say in the note what you looked at."),
}
LOOKS = {
    Machine.YES: Look("ok", "check", ChecklistAnswer.Machine.YES.label),
    Machine.LOOK: Look("warn", "question", ChecklistAnswer.Machine.LOOK.label),
    Machine.NO: Look("bad", "alert", ChecklistAnswer.Machine.NO.label),
    Machine.NONE: Look("mute", "minus", ChecklistAnswer.Machine.NONE.label),
}


@dataclass(frozen=True)
class AskedQuestion:
    """One question on the page, with the machine's answer and the two fields of the person's."""

    question: Question
    machine: Machine
    said: forms.BoundField
    note: forms.BoundField

    @property
    def words(self) -> str:
        return in_reader_language(en=self.question.en, zh=self.question.zh)

    @property
    def look(self) -> Look:
        return LOOKS[self.machine]

    @property
    def needs_note(self) -> bool:
        """Whether a note is asked for or stands there, so that its field is open."""
        is_asked = self.machine is Machine.LOOK or self.said.value() == ChecklistAnswer.Said.NOT_APPLICABLE
        return is_asked or bool(self.note.value() or self.said.errors)


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


class CertificateDecisionForm(DecisionForm):
    """The decision about a certificate; ``asked`` are names of findings that a revision request is based on.

    With a checklist an approval needs an answer to each of its questions; other outcomes ask for none.
    """

    asked = LineField(required=False, widget=forms.HiddenInput)
    checked = forms.BooleanField(required=False, label=_("I looked at each of these on the document."))
    field_order = (*DecisionForm.field_order, "asked")

    def __init__(self, *args: Any, checklist: Checklist | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checklist = checklist
        for question in checklist.family.questions if checklist else ():
            machine = in_advance(question, checklist.facts) if checklist else Machine.NONE
            self.fields[f"said_{question.id}"] = forms.ChoiceField(
                choices=ChecklistAnswer.Said.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=ChecklistAnswer.Said.YES if machine is Machine.YES else None,
            )
            self.fields[f"note_{question.id}"] = LineField(label=_("Note"), required=False, max_length=1000)

    @property
    def questions(self) -> list[AskedQuestion]:
        """The questions with their fields, for the page."""
        if self.checklist is None:
            return []
        facts = self.checklist.facts
        return [
            AskedQuestion(one, in_advance(one, facts), self[f"said_{one.id}"], self[f"note_{one.id}"])
            for one in self.checklist.family.questions
        ]

    def clean_asked(self) -> list[str]:
        """Names of findings."""
        asked: str = self.cleaned_data["asked"]
        return asked.split()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if self.checklist is None or cleaned.get("outcome") != Decision.Outcome.APPROVED:
            return cleaned
        said = {
            one.id: {"said": cleaned[f"said_{one.id}"], "note": cleaned.get(f"note_{one.id}", "")}
            for one in self.checklist.family.questions
            if cleaned.get(f"said_{one.id}")
        }
        for name, lack in lacks(self.checklist.family, answers_of(said), self.checklist.facts).items():
            self.add_error(f"said_{name}" if name else None, LACKS[lack])
        if not cleaned.get("checked"):
            self.add_error("checked", _("Confirm that you looked at each of these on the document."))
        cleaned["checklist"] = said
        return cleaned
