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


class LogHead(models.Model):
    """The log as it was signed: how many entries, the digest of the last one, the root over all. Never changed.

    ``statement`` is the text that ``signature`` (Ed25519) is of; ``key`` is the public key. Both in hexadecimal.
    """

    entries = models.PositiveBigIntegerField(_("entries"), unique=True)
    statement = models.TextField(_("statement"))
    signature = models.CharField(_("signature"), max_length=128)
    key = models.CharField(_("public key"), max_length=64)
    made_at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("signed head of the log")
        verbose_name_plural = _("signed heads of the log")
        ordering = ["-entries"]

    def __str__(self) -> str:
        return f"{self.entries}"


class NameAtDecision(models.Model):
    """The name under which somebody decided. The log has ``digest`` alone: SHA-256 of salt and name. Erasure takes the row."""

    person = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    name = models.CharField(_("name"), max_length=150)
    salt = models.CharField(max_length=32)
    digest = models.CharField(_("digest"), max_length=64, unique=True)

    class Meta:
        verbose_name = _("name at a decision")
        verbose_name_plural = _("names at decisions")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name
