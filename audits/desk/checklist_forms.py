"""Forms of decisions that ask the questions of a checklist before an approval: the fields, and what the machine says to each."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.checklists.answering import Lack, Machine, in_advance, lacks
from audits.checklists.questions import Question
from audits.desk.checklists import Checklist, answers_of
from audits.desk.forms import DecisionForm
from audits.desk.suppliers import COMPANY_REASONS, INFORMATION_REASONS
from audits.models import ChecklistAnswer, Decision
from kpmarket.foundation.text.fields import LineField
from kpmarket.foundation.text.languages import in_reader_language
from kpmarket.templatetags.kp import Look
from suppliers.sentences.reasons import RejectionReason

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


class ChecklistForm(DecisionForm):
    """A decision. With a checklist an approval needs an answer to each of its questions; other outcomes ask for none."""

    CHECKED = _("I looked at each of these on the document.")
    checked = forms.BooleanField(required=False)

    def __init__(self, *args: Any, checklist: Checklist | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.checklist = checklist
        self.fields["checked"].label = self.CHECKED
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
            self.add_error("checked", _("Confirm that you looked at each of these."))
        cleaned["checklist"] = said
        return cleaned


class SupplierDecisionForm(ChecklistForm):
    """Qualify a company, ask it for information, or reject it."""

    CHECKED = _("I looked at each of these: at its licences, in the register and at its people.")
    outcomes = (
        (Decision.Outcome.APPROVED.value, _("Qualify")),
        (Decision.Outcome.REVISION_REQUESTED.value, _("Request information")),
        (Decision.Outcome.REJECTED.value, _("Reject")),
    )
    among = INFORMATION_REASONS
    rejected_for: Collection[str] = COMPANY_REASONS | {RejectionReason.DUPLICATE.value}
