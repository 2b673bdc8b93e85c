"""Who works at the desk for orders and money: finance, handlers of claims, the legal desk, and who heads them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User


class DeskOffice(models.Model):
    """An office that a person holds; one person may hold several. It ends on a day and is never deleted."""

    class Office(models.TextChoices):
        FINANCE = "finance", _("Finance")
        HANDLER = "handler", _("Case handler")
        HEAD = "head", _("Head of the desk")
        LEGAL = "legal", _("Legal")

    user = models.ForeignKey(User, models.PROTECT, related_name="desk_offices", verbose_name=_("person"))
    office = models.CharField(_("office"), max_length=8, choices=Office)
    since = models.DateTimeField(_("since"), default=timezone.now)
    until = models.DateTimeField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("office for orders and money")
        verbose_name_plural = _("offices for orders and money")
        ordering = ["user", "office"]
        constraints = [
            models.UniqueConstraint(fields=["user", "office"], name="desk_office_once_per_person"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="desk_office_until_after_since"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_office_display()}"
