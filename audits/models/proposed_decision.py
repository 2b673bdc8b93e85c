"""What a decision with two signatures looks like before the second one: who proposed what, and how it ended."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.models.review import Decision
from kpmarket.accounts.models import User


class ProposedDecision(models.Model):
    """The first signature. A model of this kind has ``result``, the decision that the second one made of it; nothing changes
    before."""

    outcome = models.CharField(_("outcome"), max_length=24, choices=Decision.Outcome)
    reasons = models.JSONField(_("reasons"), default=list)
    note = models.TextField(_("note"), blank=True)
    effective_on = models.DateField(_("effective on"), null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("signed or declined by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        abstract = True
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(result=None) | Q(closed_at__isnull=False) & ~Q(closed_by=F("proposed_by")),
                name="%(class)s_signed_by_another_person",
            )
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
