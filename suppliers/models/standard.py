"""Standards that the rulebook knows, for suggestions while a supplier types."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Standard(models.Model):
    """A standard by its usual printed name. Reference data: each edition of the rulebook writes it."""

    id = models.CharField(_("number"), max_length=60, primary_key=True)
    title = models.CharField(_("title"), max_length=200)

    class Meta:
        verbose_name = _("standard")
        verbose_name_plural = _("standards")
        ordering = ["id"]

    def __str__(self) -> str:
        return self.id
