"""What becomes of a legal case: steps, days of law, private notes, documents, and letters that were written."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from buyers.disputes.models.case import LegalCase
from kpmarket.accounts.models import User
from suppliers.models.stored_file import PageImage, StoredOriginal


class CaseStep(models.Model):
    """Something that was done or became known. The database refuses to change it; a correction is another step.

    ``since`` is an id of ``case_deadlines.yaml``, where the step states the ``day`` from which periods of law count.
    """

    case = models.ForeignKey(LegalCase, models.PROTECT, related_name="steps", verbose_name=_("legal case"))
    text = models.TextField(_("what was done"), max_length=4000)
    since = models.CharField(_("day of law"), max_length=20, blank=True)
    day = models.DateField(_("day"), null=True)
    is_of_desk = models.BooleanField(_("by the desk"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of a legal case")
        verbose_name_plural = _("steps of legal cases")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(since="") | Q(day__isnull=False), name="case_step_with_since_has_day")
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.text[:40]}"


class CaseDeadline(models.Model):
    """A day by which something has to be done, at the latest. ``rule`` is an id of ``case_deadlines.yaml``.

    Without a rule the desk wrote it down, as a court or tribunal set it. Of several of one rule the last counts: another day
    became known since. ``source`` and ``confidence`` are those of the day on which it was computed.
    """

    case = models.ForeignKey(LegalCase, models.PROTECT, related_name="deadlines", verbose_name=_("legal case"))
    rule = models.CharField(_("period of law"), max_length=30, blank=True)
    label = models.CharField(_("what has to be done"), max_length=300, blank=True)
    since_day = models.DateField(_("counted from"), null=True)
    day = models.DateField(_("last day"))
    source = models.CharField(_("source"), max_length=300)
    confidence = models.CharField(_("confidence"), max_length=10)
    noted_at = models.DateTimeField(_("noted"))
    acknowledged_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("acknowledged by")
    )
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True)

    class Meta:
        verbose_name = _("deadline of a legal case")
        verbose_name_plural = _("deadlines of legal cases")
        ordering = ["day", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "rule", "since_day"], condition=~Q(rule=""), name="case_deadline_once_per_rule_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.rule or self.label} · {self.day}"


class CaseNote(models.Model):
    """A private note: of the client's people, or of counsel, typed by the desk. Only the client and the case's desk read it.

    Notes stand on the case's page alone: in no letter, export or bundle. The database refuses to change them.
    """

    class Author(models.TextChoices):
        CLIENT = "client", _("Client")
        COUNSEL = "counsel", _("Counsel")

    case = models.ForeignKey(LegalCase, models.PROTECT, related_name="notes", verbose_name=_("legal case"))
    author = models.CharField(_("of"), max_length=8, choices=Author)
    text = models.TextField(_("note"), max_length=6000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("note of a legal case")
        verbose_name_plural = _("notes of legal cases")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.case} · {self.at:%Y-%m-%d}"


class CaseFile(StoredOriginal):
    """A document of a case. The original is never served: its client and desk get pictures of its pages."""

    MOST: ClassVar[int] = 50
    """Files that one case takes."""

    case = models.ForeignKey(LegalCase, models.PROTECT, related_name="files", verbose_name=_("legal case"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    uploaded_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("uploaded by"))
    uploaded_at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("document of a legal case")
        verbose_name_plural = _("documents of legal cases")
        ordering = ["pk"]


class CasePage(PageImage):
    """A picture of one page, rendered in the sandbox."""

    file = models.ForeignKey(CaseFile, models.PROTECT, related_name="pages", verbose_name=_("file"))

    class Meta:
        verbose_name = _("page of a legal case")
        verbose_name_plural = _("pages of legal cases")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="case_page_once_per_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"


class CaseLetter(models.Model):
    """A person was written to about a case: each cause once to each person."""

    case = models.ForeignKey(LegalCase, models.PROTECT, related_name="letters", verbose_name=_("legal case"))
    kind = models.CharField(_("kind"), max_length=20)
    cause = models.CharField(_("cause"), max_length=80)
    recipient = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("recipient"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("letter about a legal case")
        verbose_name_plural = _("letters about legal cases")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "kind", "cause", "recipient"], name="case_letter_once_per_cause_and_person"
            )
        ]

    def __str__(self) -> str:
        return f"{self.case} · {self.kind} · {self.cause}"
