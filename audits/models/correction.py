"""Corrections of decisions: one auditor proposes, another signs; only then a new decision takes the old one's place."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.models.proposed_decision import ProposedDecision
from audits.models.review import Decision


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> CorrectionQuerySet:
        """Those that nobody signed or declined."""
        return self.filter(closed_at=None)


class Correction(ProposedDecision):
    """What somebody proposes instead of a decision. ``result`` is the decision that the second signature made of it;
    without one it was declined, or withdrawn by who proposed it. Decisions are never changed: both stay."""

    corrects = models.ForeignKey(
        Decision, models.PROTECT, related_name="corrections", verbose_name=_("corrected decision")
    )
    internal_note = models.TextField(_("internal note"), max_length=4000)

    result = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="correction", verbose_name=_("new decision")
    )

    objects = CorrectionQuerySet.as_manager()

    class Meta(ProposedDecision.Meta):
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
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
            *ProposedDecision.Meta.constraints,
        ]
