"""Answers to the checklist of a document: part of a decision, and as append-only as it is."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.models.review import Decision


class ChecklistAnswer(models.Model):
    """A person's answer to one question, and what the machine had said in advance.

    ``version`` and ``family`` name the list in audits/checklists/questions.yaml. Suppliers never read it.
    """

    class Said(models.TextChoices):
        YES = "yes", _("Yes")
        NO = "no", _("No")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")

    class Machine(models.TextChoices):
        YES = "yes", _("The machine says yes")
        LOOK = "look", _("The machine asks you to look")
        NO = "no", _("A contradiction is open")
        NONE = "none", _("The machine cannot tell")

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="checklist_answers", verbose_name=_("decision"))
    version = models.CharField(_("version"), max_length=20)
    family = models.CharField(_("list"), max_length=40)
    question = models.CharField(_("question"), max_length=40)
    said = models.CharField(_("answer"), max_length=14, choices=Said)
    machine = models.CharField(_("machine"), max_length=4, choices=Machine)
    note = models.TextField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("answer of a checklist")
        verbose_name_plural = _("answers of checklists")
        ordering = ["decision", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["decision", "question"], name="checklist_answer_once"),
            models.CheckConstraint(
                condition=~Q(said="not_applicable") | ~Q(note=""), name="checklist_answer_not_applicable_with_a_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.question} · {self.get_said_display()}"
