"""Answers of auditors to findings, and fingerprints of pages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models import Certificate, CertificateFile


class FindingAnswer(models.Model):
    """The answer of an auditor to one finding. Rows are added, never changed: the latest one counts.

    ``fingerprint`` is that of the facts: when they change, the finding is a new one and open again.
    """

    class Answer(models.TextChoices):
        ACCEPTED = "accepted", _("Accepted")
        DISMISSED = "dismissed", _("Dismissed")
        SENT_BACK = "sent_back", _("Sent back")

    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="finding_answers", verbose_name=_("certificate")
    )
    code = models.CharField(_("code"), max_length=60)
    fingerprint = models.CharField(_("facts"), max_length=32)
    answer = models.CharField(_("answer"), max_length=12, choices=Answer)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("answer to a finding")
        verbose_name_plural = _("answers to findings")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(answer="dismissed") | ~Q(reason=""), name="finding_answer_dismissed_with_a_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} · {self.get_answer_display()}"


class PageFingerprint(models.Model):
    """What one page is recognised by: its image as 256 bits, or its figures. Pages that are almost the same share a band,
    so that few are compared.

    A band without any bit is that of an empty section: it is null, as it would match every page. A file without a page to
    compare has one row for page 0, so that it counts as done.
    """

    class Kind(models.TextChoices):
        PAGE = "page", _("Picture of the page")
        CONTENT = "content", _("Picture of the page without its margins")
        FIGURES = "figures", _("Figures on the page")

    BANDS = ("band_1", "band_2", "band_3", "band_4", "band_5", "band_6", "band_7", "band_8")

    file = models.ForeignKey(CertificateFile, models.CASCADE, related_name="page_fingerprints", verbose_name=_("file"))
    page = models.PositiveSmallIntegerField(_("page"))
    kind = models.CharField(_("kind"), max_length=8, choices=Kind, default=Kind.PAGE)
    read_at = models.DateTimeField(_("read"))
    """When its reading ended: an older row belongs to an earlier reading."""
    bits = models.CharField(_("bits"), max_length=64, blank=True)
    figures = models.CharField(_("figures"), max_length=480, blank=True)
    band_1 = models.BigIntegerField(null=True, db_index=True)
    band_2 = models.BigIntegerField(null=True, db_index=True)
    band_3 = models.BigIntegerField(null=True, db_index=True)
    band_4 = models.BigIntegerField(null=True, db_index=True)
    band_5 = models.BigIntegerField(null=True, db_index=True)
    band_6 = models.BigIntegerField(null=True, db_index=True)
    band_7 = models.BigIntegerField(null=True, db_index=True)
    band_8 = models.BigIntegerField(null=True, db_index=True)

    class Meta:
        verbose_name = _("picture of a page")
        verbose_name_plural = _("pictures of pages")
        ordering = ["file", "page", "kind"]
        constraints = [models.UniqueConstraint(fields=["file", "page", "kind"], name="page_fingerprint_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.file_id} · {self.page}"
