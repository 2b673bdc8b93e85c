"""Counsel: law firms that the desk may assign to a legal case. The desk enters them; they have no account here."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Counsel(models.Model):
    """A firm with who answers for it. ``bars``, ``countries`` and ``languages`` are words between commas.

    ``conflicts`` are names of organisations that it may not act against, one a line, as the firm stated them.
    """

    firm = models.CharField(_("firm"), max_length=200)
    lawyer = models.CharField(_("lawyer"), max_length=120)
    email = models.EmailField(_("email address"))
    bars = models.CharField(_("bars"), max_length=300)
    countries = models.CharField(_("countries"), max_length=200, help_text=_("ISO codes between commas: CN, HK, DE"))
    languages = models.CharField(_("languages"), max_length=100, help_text=_("ISO codes between commas: en, zh"))
    fee_note = models.TextField(_("fees"), max_length=1000, blank=True)
    conflicts = models.TextField(_("may not act against"), max_length=4000, blank=True, help_text=_("One name a line"))
    is_open = models.BooleanField(_("takes cases"), default=True)

    class Meta:
        verbose_name = _("counsel")
        verbose_name_plural = _("counsel")
        ordering = ["firm", "pk"]

    def __str__(self) -> str:
        return f"{self.firm} ({self.lawyer})"

    @property
    def conflict_names(self) -> tuple[str, ...]:
        return tuple(name for line in self.conflicts.splitlines() if (name := line.strip()))
