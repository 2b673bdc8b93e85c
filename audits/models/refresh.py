"""A full refresh of the clearances, in chunks: what is done stays done when it is interrupted."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.models.rulebook import RulebookEdition


class Refresh(models.Model):
    """A refresh of every product by one edition; unfinished while a chunk is not done."""

    rulebook = models.ForeignKey(RulebookEdition, models.PROTECT, related_name="+", verbose_name=_("rulebook edition"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True)

    class Meta:
        verbose_name = _("refresh")
        verbose_name_plural = _("refreshes")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["rulebook"], condition=Q(finished_at=None), name="refresh_one_unfinished_per_edition"
            )
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d %H:%M}"


class RefreshChunk(models.Model):
    """The products from one key to another, both included, and the number of changes."""

    refresh = models.ForeignKey(Refresh, models.CASCADE, related_name="chunks", verbose_name=_("refresh"))
    first = models.BigIntegerField(_("first product"))
    last = models.BigIntegerField(_("last product"))
    done_at = models.DateTimeField(_("done"), null=True)
    changed = models.PositiveIntegerField(_("changed rows"), default=0)

    class Meta:
        verbose_name = _("chunk of a refresh")
        verbose_name_plural = _("chunks of a refresh")
        ordering = ["first"]
        constraints = [models.UniqueConstraint(fields=["refresh", "first"], name="refresh_chunk_once")]

    def __str__(self) -> str:
        return f"{self.first}–{self.last}"
