"""What people of the desk opened or took away: files of companies, and lists as files."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User


class StaffAccess(models.Model):
    """On that day this person opened pages of this subject, or took a file of it; the first time of the day. Append-only."""

    class Kind(models.TextChoices):
        PAGES = "pages", _("Pages of a document opened")
        SCREENSHOT = "screenshot", _("Picture of a register opened")
        RECORD = "record", _("Record of a decision taken as a file")
        EXPORT = "export", _("List taken as a file")
        PAYMENT = "payment", _("Payment file taken")

    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    kind = models.CharField(_("what"), max_length=12, choices=Kind)
    subject = models.CharField(_("subject"), max_length=60)
    day = models.DateField(_("day"))
    at = models.DateTimeField(_("first at"))

    class Meta:
        verbose_name = _("access to a file")
        verbose_name_plural = _("access to files and exports")
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["by", "kind", "subject", "day"], name="staff_access_once_a_day")]

    def __str__(self) -> str:
        return f"{self.day} · {self.by_id} · {self.subject}"
