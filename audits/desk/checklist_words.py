"""Answers of a checklist in words, for the history of a case and the record of a decision."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from audits.checklists.questions import shipped
from audits.models import ChecklistAnswer
from kpmarket.foundation.text.languages import in_reader_language


class AnswerInWords(NamedTuple):
    """One answer: the question, what the auditor said, what the machine had said. A question that this version of the
    program does not ask any more stands as its id."""

    question: str
    said: str
    machine: str


def in_words(answers: Iterable[Mapping[str, Any]]) -> list[AnswerInWords]:
    """Answers as the log keeps them (``checklists.content_of``), without their notes."""
    said, machine = dict(ChecklistAnswer.Said.choices), dict(ChecklistAnswer.Machine.choices)
    return [
        AnswerInWords(
            _question(one["family"], one["question"]),
            str(said.get(one["said"], one["said"])),
            str(machine.get(one["machine"], one["machine"])),
        )
        for one in answers
    ]


def summary_of(answers: Iterable[ChecklistAnswer]) -> str:
    """For colleagues: how many questions were answered yes, then each answer that is another or has a note. Empty without any."""
    answers = list(answers)
    if not answers:
        return ""
    yes = sum(one.said == ChecklistAnswer.Said.YES for one in answers)
    counted = _("Checklist: %(yes)s of %(all)s questions answered yes.") % {"yes": yes, "all": len(answers)}
    shown = [one for one in answers if one.said != ChecklistAnswer.Said.YES or one.note]
    lines = [f"{_question(one.family, one.question)} {one.get_said_display()}. {one.note}".strip() for one in shown]
    return " ".join([counted, *lines])


def _question(family: str, question: str) -> str:
    lists = (one for one in shipped().families if one.id == family)
    found = next((one for list_ in lists for one in list_.questions if one.id == question), None)
    return in_reader_language(en=found.en, zh=found.zh) if found else question
