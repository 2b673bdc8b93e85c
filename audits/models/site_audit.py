"""Site audits: the plan, what was answered and photographed at the site, findings, and what became of them.

Rows are added and never changed. What a finding or an audit is worth today is computed from them (audits/site_audits/states.py).
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models import Supplier
from suppliers.models.stored_file import CameraFile, PageImage, StoredOriginal


class SiteAudit(models.Model):
    """A plan: which site of a company, against which standard, for which products and processes, when and by whom.

    ``questions`` are those of ``version`` of audits/checklists/site_questions.yaml as they were when it was planned: rows of
    ``id``, ``clause``, ``en`` and ``zh``.
    """

    class Mode(models.TextChoices):
        ON_SITE = "on_site", _("On site")
        REMOTE = "remote", _("Remote, by video and records")

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="site_audits", verbose_name=_("company"))
    standard = models.CharField(_("standard"), max_length=40)
    version = models.CharField(_("version of the questions"), max_length=20)
    questions = models.JSONField(_("questions"))
    site = models.CharField(_("site"), max_length=300)
    scope = models.TextField(_("scope"), max_length=1000)
    mode = models.CharField(_("how"), max_length=8, choices=Mode)
    day = models.DateField(_("first day"))
    lead = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("lead auditor"))
    second = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("second auditor"))
    planned_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("planned by"))
    planned_at = models.DateTimeField(_("planned"))

    class Meta:
        verbose_name = _("site audit")
        verbose_name_plural = _("site audits")
        ordering = ["-day", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(second=None) | ~Q(second=F("lead")), name="site_audit_two_auditors_differ"
            )
        ]

    def __str__(self) -> str:
        return f"SA-{self.pk}"

    @property
    def team(self) -> set[int]:
        """Keys of the accounts of its auditors."""
        return {key for key in (self.lead_id, self.second_id) if key}


class SiteAuditEnd(models.Model):
    """How an audit ended, once: reported with its last day and the last day of its level, or cancelled with a reason.

    ``summary`` of a report is what buyers and the supplier read; of a cancelled audit it is the reason.
    """

    class Kind(models.TextChoices):
        REPORTED = "reported", _("Reported")
        CANCELLED = "cancelled", _("Cancelled")

    audit = models.OneToOneField(SiteAudit, models.PROTECT, related_name="end", verbose_name=_("site audit"))
    kind = models.CharField(_("how it ended"), max_length=10, choices=Kind)
    finished_on = models.DateField(_("last day"), null=True)
    valid_until = models.DateField(_("level holds until"), null=True)
    summary = models.TextField(_("summary"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("end of a site audit")
        verbose_name_plural = _("ends of site audits")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="cancelled", finished_on=None, valid_until=None)
                | Q(kind="reported", finished_on__isnull=False, valid_until__gt=F("finished_on")),
                name="site_audit_end_with_its_days",
            )
        ]

    def __str__(self) -> str:
        return f"{self.audit} · {self.get_kind_display()}"


class SiteAnswer(models.Model):
    """What an auditor answered to one question at the site. A later row for the same question takes its place."""

    class Said(models.TextChoices):
        CONFORMS = "conforms", _("Conforms")
        DOES_NOT = "does_not", _("Does not conform")
        NOT_APPLICABLE = "not_applicable", _("Not applicable")
        NOT_ASSESSED = "not_assessed", _("Not assessed")

    audit = models.ForeignKey(SiteAudit, models.PROTECT, related_name="answers", verbose_name=_("site audit"))
    question = models.CharField(_("question"), max_length=40)
    said = models.CharField(_("answer"), max_length=14, choices=Said)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer of a site audit")
        verbose_name_plural = _("answers of site audits")
        ordering = ["audit", "pk"]

    def __str__(self) -> str:
        return f"{self.question} · {self.get_said_display()}"


class SitePhoto(CameraFile):
    """A file from the site."""

    audit = models.ForeignKey(SiteAudit, models.PROTECT, related_name="photos", verbose_name=_("site audit"))
    question = models.CharField(_("question"), max_length=40, blank=True)
    sent_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("sent by"))

    class Meta:
        verbose_name = _("photo of a site audit")
        verbose_name_plural = _("photos of site audits")
        ordering = ["received_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["audit", "key"], name="site_photo_once")]

    def __str__(self) -> str:
        return f"{self.audit} · {self.original_name}"


class SitePhotoPage(PageImage):
    """A picture of one page of a file, rendered in the sandbox."""

    photo = models.ForeignKey(SitePhoto, models.PROTECT, related_name="pages", verbose_name=_("photo"))

    class Meta:
        verbose_name = _("page of a photo of a site audit")
        verbose_name_plural = _("pages of photos of site audits")
        ordering = ["photo", "number"]
        constraints = [models.UniqueConstraint(fields=["photo", "number"], name="site_page_once_per_photo")]

    def __str__(self) -> str:
        return f"{self.photo} · {self.number}"


class SiteFinding(models.Model):
    """What was found against a requirement, with the evidence that shows it. ``number`` counts within the audit.

    ``question`` names the question, empty for what none asks; its photos are those of the question. An opportunity for
    improvement asks for no answer and has no due day.
    """

    class Grade(models.TextChoices):
        CRITICAL = "critical", _("Critical")
        MAJOR = "major", _("Major")
        MINOR = "minor", _("Minor")
        OPPORTUNITY = "opportunity", _("Opportunity for improvement")

    audit = models.ForeignKey(SiteAudit, models.PROTECT, related_name="findings", verbose_name=_("site audit"))
    number = models.PositiveSmallIntegerField(_("number"))
    question = models.CharField(_("question"), max_length=40, blank=True)
    clause = models.CharField(_("clause"), max_length=40)
    grade = models.CharField(_("grade"), max_length=12, choices=Grade)
    text = models.TextField(_("finding"), max_length=2000)
    evidence = models.TextField(_("evidence"), max_length=2000)
    due_on = models.DateField(_("answer due on"), null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("finding of a site audit")
        verbose_name_plural = _("findings of site audits")
        ordering = ["audit", "number"]
        constraints = [
            models.UniqueConstraint(fields=["audit", "number"], name="site_finding_once_per_number"),
            models.CheckConstraint(
                condition=Q(grade="opportunity", due_on=None) | ~Q(grade="opportunity") & Q(due_on__isnull=False),
                name="site_finding_due_unless_an_opportunity",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit}-{self.number}"


class SiteFindingStep(models.Model):
    """What became of a finding: the supplier's answer, and what the desk said to it. ``number`` counts within the finding.

    ``day``: of an answer, by when the action is done; of an acceptance, from when its effect can be checked; else the new due
    day of the answer.
    """

    class Kind(models.TextChoices):
        ANSWERED = "answered", _("Answered by the supplier")
        RETURNED = "returned", _("Returned: more is needed")
        ACCEPTED = "accepted", _("Accepted: its effect is checked later")
        EFFECTIVE = "effective", _("Checked: it works, closed")
        NOT_EFFECTIVE = "not_effective", _("Checked: it does not work")
        EXTENDED = "extended", _("More time given")
        WITHDRAWN = "withdrawn", _("Finding withdrawn")

    WITHOUT_DAY: ClassVar = (Kind.EFFECTIVE, Kind.WITHDRAWN)

    finding = models.ForeignKey(SiteFinding, models.PROTECT, related_name="steps", verbose_name=_("finding"))
    number = models.PositiveSmallIntegerField(_("number"))
    kind = models.CharField(_("what"), max_length=14, choices=Kind)
    correction = models.TextField(_("correction"), max_length=2000, blank=True)
    root_cause = models.TextField(_("root cause"), max_length=2000, blank=True)
    action = models.TextField(_("corrective action"), max_length=2000, blank=True)
    note = models.TextField(_("note"), max_length=2000, blank=True)
    day = models.DateField(_("day"), null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("step of a finding")
        verbose_name_plural = _("steps of findings")
        ordering = ["finding", "number"]
        constraints = [
            models.UniqueConstraint(fields=["finding", "number"], name="site_finding_step_once_per_number"),
            models.CheckConstraint(
                condition=~Q(kind="answered") | ~Q(root_cause="") & ~Q(action=""), name="site_finding_answer_with_cause"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["effective", "withdrawn"], day=None)
                | ~Q(kind__in=["effective", "withdrawn"]) & Q(day__isnull=False),
                name="site_finding_step_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.finding} · {self.get_kind_display()}"


class SiteFindingFile(StoredOriginal):
    """Evidence that came with a supplier's answer."""

    MOST: ClassVar[int] = 5
    """Files of one answer."""

    step = models.ForeignKey(SiteFindingStep, models.PROTECT, related_name="files", verbose_name=_("answer"))
    sha256 = models.CharField(_("SHA-256"), max_length=64)

    class Meta:
        verbose_name = _("file of an answer to a finding")
        verbose_name_plural = _("files of answers to findings")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["step", "sha256"], name="site_file_once_per_answer")]


class SiteFindingPage(PageImage):
    """A picture of one page."""

    file = models.ForeignKey(SiteFindingFile, models.PROTECT, related_name="pages", verbose_name=_("file"))

    class Meta:
        verbose_name = _("page of a file of an answer to a finding")
        verbose_name_plural = _("pages of files of answers to findings")
        ordering = ["file", "number"]
        constraints = [models.UniqueConstraint(fields=["file", "number"], name="site_page_once_per_file")]

    def __str__(self) -> str:
        return f"{self.file} · {self.number}"
