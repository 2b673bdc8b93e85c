"""What filters of the catalogue ask about an offer: each combination that occurs, once."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferTraits(models.Model):
    """A combination of traits. Never changed, so that its key says the same for ever; few products have one of their own.

    ``tokens`` are its traits as ``key=value`` between bars, in order: '|level=documents|maker=manufacturer|sterile=yes|'.
    See audits/clearances/traits.py, which alone writes them.
    """

    id = models.AutoField(primary_key=True)
    """Short, because every clearance carries one."""
    digest = models.CharField(max_length=64, unique=True)
    """SHA-256 of ``tokens``, which may be longer than an index entry."""
    tokens = models.TextField(blank=True)

    class Meta:
        verbose_name = _("traits of offers")
        verbose_name_plural = _("traits of offers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.tokens
