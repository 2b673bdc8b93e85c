"""Who may judge."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User


class Auditor(models.Model):
    """A person who may judge suppliers and certificates; a senior one also revokes and edits the rulebook."""

    class Level(models.TextChoices):
        AUDITOR = "auditor", _("Auditor")
        SENIOR = "senior", _("Senior auditor")

    user = models.OneToOneField(User, models.PROTECT, related_name="auditor", verbose_name=_("person"))
    level = models.CharField(_("level"), max_length=10, choices=Level, default=Level.AUDITOR)
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("auditor")
        verbose_name_plural = _("auditors")
        ordering = ["user"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="auditor_until_after_since"
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_level_display()}"

    @property
    def is_senior(self) -> bool:
        return self.level == self.Level.SENIOR
