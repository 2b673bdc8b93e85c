"""Doubts about documents, reported by anybody, and the desk's answer."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models.stored_file import PageImage, StoredOriginal


class DoubtOutcome(models.TextChoices):
    """What an auditor found."""

    FOUNDED = "founded", _("The doubt is founded")
    UNFOUNDED = "unfounded", _("The document stands")
    NOT_OURS = "not_ours", _("We do not rest on this document")
    OPEN_END = "open_end", _("It could not be settled")


class DoubtReportQuerySet(models.QuerySet["DoubtReport"]):
    def open(self) -> DoubtReportQuerySet:
        """Those that wait for an answer."""
        return self.filter(outcome="")


class DoubtReport(models.Model):
    """What somebody says is wrong with a document. ``email`` is empty for whoever wants no answer.

    ``by`` is the person who was signed in; None for a stranger.
    """

    Outcome = DoubtOutcome

    number = models.CharField(_("number on the document"), max_length=120, blank=True)
    company = models.CharField(_("company that shows it"), max_length=200, blank=True)
    found_at = models.CharField(_("where it was found"), max_length=300, blank=True)
    reason = models.TextField(_("what is doubtful"), max_length=4000)
    email = models.EmailField(_("e-mail address for the answer"), blank=True)
    language = models.CharField(_("language"), max_length=10)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("reported by"))
    at = models.DateTimeField(_("reported"))
    outcome = models.CharField(_("answer"), max_length=10, choices=DoubtOutcome, blank=True)
    note = models.TextField(_("note to whoever reported it"), max_length=4000, blank=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("answered by"))
    decided_at = models.DateTimeField(_("answered"), null=True)

    objects = DoubtReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("doubtful document")
        verbose_name_plural = _("doubtful documents")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], condition=Q(outcome=""), name="doubt_report_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="doubt_report_answered_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return self.number or self.company or f"{self.at:%Y-%m-%d}"


class DoubtFile(StoredOriginal):
    """What shows the doubt: the document, or what the body that it names wrote. Shown at the desk, as pictures alone."""

    MOST: ClassVar[int] = 5
    """Files of one report."""

    report = models.ForeignKey(DoubtReport, models.CASCADE, related_name="files", verbose_name=_("report"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    at = models.DateTimeField(_("uploaded"))

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["report", "sha256"], name="doubt_file_once_per_report")]


class DoubtPage(PageImage):
    """A picture of one page."""

    file = models.ForeignKey(DoubtFile, models.CASCADE, related_name="pages", verbose_name=_("file"))

    class Meta:
        verbose_name = _("page of a report's file")
        verbose_name_plural = _("pages of reports' files")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="page_once_per_doubt_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"
