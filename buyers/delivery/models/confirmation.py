"""What an officer found when comparing a row of our data files with its source."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User


class FactConfirmation(models.Model):
    """A person compared a row of low or medium confidence with its source. The database refuses to change it.

    ``file`` is a file of ``buyers/terms/data``, ``row`` the row's id there, ``digest`` that of the row as it was read: a
    row that changed later is not confirmed. The latest entry of a row counts.
    """

    class Verdict(models.TextChoices):
        CONFIRMED = "confirmed", _("Confirmed")
        DOUBTED = "doubted", _("Doubted")

    file = models.CharField(_("file"), max_length=60)
    row = models.CharField(_("row"), max_length=120)
    digest = models.CharField(_("digest of the row"), max_length=64)
    verdict = models.CharField(_("verdict"), max_length=10, choices=Verdict)
    note = models.TextField(_("what was compared"), max_length=2000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("confirmation of a fact")
        verbose_name_plural = _("confirmations of facts")
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["file", "row", "at"], name="fact_confirmation_of_row")]

    def __str__(self) -> str:
        return f"{self.file} · {self.row}"
