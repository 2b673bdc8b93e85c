"""Keys with which programs of an organisation read the API."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from buyers.models.buyer import Buyer
from kpmarket.accounts.models import User


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    def active(self) -> ApiKeyQuerySet:
        """Those that were not revoked."""
        return self.filter(revoked_at=None)


class ApiKey(models.Model):
    """A key of one organisation. The key itself is shown once; we hold its SHA-256 and its first characters."""

    MOST: ClassVar[int] = 10
    """Active keys of one organisation."""

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="api_keys", verbose_name=_("organisation"))
    name = models.CharField(_("name"), max_length=60, help_text=_("What uses it, for example: our purchasing system"))
    begins = models.CharField(_("begins with"), max_length=12)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    last_used_on = models.DateField(_("last used"), null=True)
    revoked_at = models.DateTimeField(_("revoked"), null=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")
        verbose_name_plural = _("API keys")
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.begins}…)"
