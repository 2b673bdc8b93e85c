"""Roles at the audit desk that judge nothing: compliance, head, support."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User


class DeskRole(models.Model):
    """What a person may do at the desk besides judging; one person may have several. A role ends on a day and is never deleted.

    Whoever has one reads every case. Compliance also keeps the rulebook, the head also moves cases and reads the figures.
    """

    class Role(models.TextChoices):
        COMPLIANCE = "compliance", _("Compliance officer")
        HEAD = "head", _("Head of the audit desk")
        SUPPORT = "support", _("Support (reads only)")

    user = models.ForeignKey(User, models.PROTECT, related_name="desk_roles", verbose_name=_("person"))
    role = models.CharField(_("role"), max_length=12, choices=Role)
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("role at the audit desk")
        verbose_name_plural = _("roles at the audit desk")
        ordering = ["user", "role"]
        constraints = [
            models.UniqueConstraint(fields=["user", "role"], name="desk_role_once_per_person"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="desk_role_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()}"
