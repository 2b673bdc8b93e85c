"""The decision log: append-only, each entry chained to the one before. The database refuses change and deletion."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User


class LogEntry(models.Model):
    """One act that mattered. ``digest`` is the SHA-256 of the entry's content and of ``previous``."""

    sequence = models.PositiveBigIntegerField(_("number"), unique=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    act = models.CharField(_("act"), max_length=60)
    subject = models.CharField(_("subject"), max_length=80, db_index=True, help_text=_("As certificate:42"))
    content = models.JSONField(_("content"), default=dict)
    previous = models.CharField(_("previous digest"), max_length=64)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("log entry")
        verbose_name_plural = _("decision log")
        ordering = ["-sequence"]

    def __str__(self) -> str:
        return f"{self.sequence} {self.act}"
