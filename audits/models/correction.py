"""Corrections of decisions: one auditor proposes, another signs; only then a new decision takes the old one's place."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from audits.models.review import Decision
from kpmarket.accounts.models import User


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> CorrectionQuerySet:
        """Those that nobody signed or declined."""
        return self.filter(closed_at=None)


class Correction(models.Model):
    """What somebody proposes instead of a decision. ``result`` is the decision that the second signature made of it;
    without one it was declined, or withdrawn by who proposed it. Decisions are never changed: both stay."""

    corrects = models.ForeignKey(
        Decision, models.PROTECT, related_name="corrections", verbose_name=_("corrected decision")
    )
    outcome = models.CharField(_("outcome"), max_length=24, choices=Decision.Outcome)
    reasons = models.JSONField(_("reasons"), default=list)
    note = models.TextField(_("note"), blank=True)
    internal_note = models.TextField(_("internal note"), max_length=4000)
    effective_on = models.DateField(_("effective on"), null=True)
    proposed_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"), default=timezone.now)
    closed_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("signed or declined by")
    )
    closed_at = models.DateTimeField(_("closed"), null=True)
    result = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="correction", verbose_name=_("new decision")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(closed_at=None), name="correction_one_open_per_decision"
            ),
            models.UniqueConstraint(
                fields=["corrects"], condition=Q(result__isnull=False), name="correction_one_made_per_decision"
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, closed_by=None) | Q(closed_at__isnull=False, closed_by__isnull=False),
                name="correction_closed_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(result=None) | Q(closed_at__isnull=False) & ~Q(closed_by=F("proposed_by")),
                name="correction_signed_by_another_person",
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()
