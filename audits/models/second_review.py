"""A share of decided documents is judged again by somebody who does not know how it was decided: what both said is compared."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from audits.models.review import Decision
from kpmarket.accounts.models import User


class SecondReviewQuerySet(models.QuerySet["SecondReview"]):
    def open(self) -> SecondReviewQuerySet:
        """Those that wait for their second judgement."""
        return self.filter(lapsed_at=None, opinion=None)

    def in_hand(self, user: User) -> SecondReviewQuerySet:
        """Those that this person took and has not judged: how they were decided is hidden from them."""
        return self.open().filter(auditor=user)

    def differing(self) -> SecondReviewQuerySet:
        """Those of which the two judgements differ."""
        return self.exclude(opinion=None).exclude(opinion__outcome=F("decision__outcome"))

    def unsettled(self) -> SecondReviewQuerySet:
        """Those that differ, and that no senior has settled."""
        return self.differing().filter(settlement=None)


class SecondReview(models.Model):
    """A decision that the draw chose. ``judged`` is the digest of the facts that were judged: once they differ, nobody can
    judge the same again, and it lapses."""

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="second_review", verbose_name=_("first decision")
    )
    judged = models.CharField(_("digest of what was judged"), max_length=64)
    chosen_at = models.DateTimeField(_("chosen"))
    auditor = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("second auditor"))
    taken_at = models.DateTimeField(_("taken"), null=True)
    lapsed_at = models.DateTimeField(_("lapsed"), null=True)

    objects = SecondReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("blind second review")
        verbose_name_plural = _("blind second reviews")
        ordering = ["-chosen_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(auditor=None, taken_at=None) | Q(auditor__isnull=False, taken_at__isnull=False),
                name="second_review_taken_by_somebody",
            )
        ]

    def __str__(self) -> str:
        return f"{self.decision.certificate}"


class SecondOpinion(models.Model):
    """What the second auditor would have decided. Nothing follows by itself; rows are added, never changed."""

    class Outcome(models.TextChoices):
        APPROVED = "approved", _("Approve")
        REVISION_REQUESTED = "revision_requested", _("Ask for a revision")
        REJECTED = "rejected", _("Reject")

    second_review = models.OneToOneField(
        SecondReview, models.PROTECT, related_name="opinion", verbose_name=_("blind second review")
    )
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome)
    note = models.TextField(_("note"), max_length=4000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("second judgement")
        verbose_name_plural = _("second judgements")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(outcome="approved") | ~Q(note=""), name="second_opinion_says_why_not")
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


class Settlement(models.Model):
    """What a senior says where two judgements differ. Rows are added, never changed."""

    class Stands(models.TextChoices):
        FIRST = "first", _("The first judgement is right")
        SECOND = "second", _("The second judgement is right")
        EITHER = "either", _("Either may be given: the rule is not clear")

    second_review = models.OneToOneField(
        SecondReview, models.PROTECT, related_name="settlement", verbose_name=_("blind second review")
    )
    stands = models.CharField(_("which is right"), max_length=10, choices=Stands)
    note = models.TextField(_("note"), max_length=4000)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("settlement of two judgements")
        verbose_name_plural = _("settlements of two judgements")
        ordering = ["-at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="settlement_says_why")]

    def __str__(self) -> str:
        return self.get_stands_display()
