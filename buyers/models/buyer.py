"""Who buys."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User


class Buyer(models.Model):
    """A person who buys for an organisation in a country."""

    user = models.OneToOneField(User, models.CASCADE, related_name="buyer", verbose_name=_("person"))
    organisation = models.CharField(_("organisation"), max_length=200)
    country = models.CharField(_("country"), max_length=6, help_text=_("ISO 3166 code"))
    created_at = models.DateTimeField(_("created"), default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("buyer")
        verbose_name_plural = _("buyers")
        ordering = ["organisation"]

    def __str__(self) -> str:
        return self.organisation
