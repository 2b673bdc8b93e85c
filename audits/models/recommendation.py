"""Decisions of which the first signature recommends and the second decides; seeds of the share that is chosen for it."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from audits.models.proposed_decision import ProposedDecision
from audits.models.review import IS_IN_REVIEW, Decision, Review
from suppliers.models import Certificate, Supplier


class RecommendationQuerySet(models.QuerySet["Recommendation"]):
    def open(self) -> RecommendationQuerySet:
        return self.filter(closed_at=None)

    def to_sign(self) -> RecommendationQuerySet:
        """Open ones that still can be signed: their case is before the desk, or there is none."""
        return self.open().filter(
            Q(review=None) | Exists(Review.objects.open().filter(IS_IN_REVIEW, pk=OuterRef("review")))
        )


class Recommendation(ProposedDecision):
    """The first signature under a decision that needs two. ``review`` is the case that it would end; without one it is about
    a company on file. ``upholds`` is a suspension that took effect at once and ends where a colleague refuses it.

    ``judged`` is the digest of the facts that were judged: once they differ, the recommendation is void. ``grounds`` are
    pairs of a code and its points, which say why two signatures are needed.
    """

    class End(models.TextChoices):
        SIGNED = "signed", _("signed")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("withdrawn")
        VOID = "void", _("void: the case has changed")

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="recommendations", verbose_name=_("supplier"))
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, related_name="recommendations", verbose_name=_("certificate")
    )
    review = models.ForeignKey(
        Review, models.PROTECT, null=True, related_name="recommendations", verbose_name=_("review")
    )
    upholds = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="upheld_by", verbose_name=_("suspension in force")
    )
    internal_note = models.TextField(_("internal note"), max_length=4000, blank=True)
    arguments = models.JSONField(_("further fields of the decision"), default=dict)
    judged = models.CharField(_("digest of what was judged"), max_length=64)
    grounds = models.JSONField(_("why two signatures"), default=list)
    is_sampled = models.BooleanField(_("chosen at random"), default=False)
    ended = models.CharField(_("ended"), max_length=10, choices=End, blank=True)
    refusal = models.TextField(_("why it was refused"), max_length=4000, blank=True)

    result = models.OneToOneField(
        Decision, models.PROTECT, null=True, related_name="recommendation", verbose_name=_("new decision")
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta(ProposedDecision.Meta):
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        constraints = [
            models.UniqueConstraint(
                fields=["review"], condition=Q(closed_at=None), name="recommendation_one_open_per_review"
            ),
            models.UniqueConstraint(
                fields=["supplier"],
                condition=Q(closed_at=None, review=None),
                name="recommendation_one_open_per_company_on_file",
            ),
            models.CheckConstraint(
                condition=Q(closed_at=None, ended="") | Q(closed_at__isnull=False) & ~Q(ended=""),
                name="recommendation_closed_somehow",
            ),
            models.CheckConstraint(
                condition=~Q(ended="refused") | ~Q(refusal=""), name="recommendation_refused_with_a_note"
            ),
            models.CheckConstraint(
                condition=~Q(ended__in=["signed", "refused"]) | ~Q(closed_by=F("proposed_by")),
                name="recommendation_answered_by_another_person",
            ),
            *ProposedDecision.Meta.constraints,
        ]

    @property
    def subject(self) -> Supplier | Certificate:
        return self.certificate or self.supplier


class SampleSeed(models.Model):
    """The seed of one day's draws. The log has its digest when it is made and itself a month later, so that nobody steers a
    draw and everybody can check it afterwards."""

    day = models.DateField(_("day"), unique=True)
    seed = models.CharField(_("seed"), max_length=64)
    made_at = models.DateTimeField(_("made"))

    class Meta:
        verbose_name = _("seed of draws")
        verbose_name_plural = _("seeds of draws")
        ordering = ["made_at"]

    def __str__(self) -> str:
        return f"{self.day}"
