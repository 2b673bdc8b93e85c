"""Reviews by auditors, and their decisions."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User
from suppliers.models import Certificate, Supplier

IS_IN_REVIEW = Q(certificate=None, supplier__status=Supplier.Status.IN_REVIEW) | Q(
    ~Q(supplier__status__in=[Supplier.Status.DRAFT, Supplier.Status.REJECTED]),
    certificate__status=Certificate.Status.IN_REVIEW,
)


class ReviewQuerySet(models.QuerySet["Review"]):
    def open(self) -> ReviewQuerySet:
        return self.filter(closed_at=None)

    def held(self) -> ReviewQuerySet:
        """Open reviews of what is still before the desk: a supplier may take a certificate back, a company be rejected."""
        return self.open().filter(IS_IN_REVIEW)


class Review(models.Model):
    """The review of one supplier or certificate by one auditor. At most one is open per subject.

    ``handed_over_by`` gave it to the auditor, with a ``note`` that only the desk reads.
    """

    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="reviews", verbose_name=_("supplier"))
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, related_name="reviews", verbose_name=_("certificate")
    )
    auditor = models.ForeignKey(User, models.PROTECT, related_name="reviews", verbose_name=_("auditor"))
    opened_at = models.DateTimeField(_("taken"), default=timezone.now)
    closed_at = models.DateTimeField(_("closed"), null=True)
    handed_over_by = models.ForeignKey(
        User, models.PROTECT, null=True, related_name="+", verbose_name=_("handed over by")
    )
    note = models.TextField(_("note"), max_length=2000, blank=True)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"],
                condition=Q(closed_at=None, certificate__isnull=False),
                name="review_one_open_per_certificate",
            ),
            models.UniqueConstraint(
                fields=["supplier"], condition=Q(closed_at=None, certificate=None), name="review_one_open_per_supplier"
            ),
            models.CheckConstraint(
                condition=Q(handed_over_by=None) | ~Q(note=""), name="review_handed_over_with_a_note"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject}"

    @property
    def subject(self) -> Supplier | Certificate:
        """The certificate or supplier under review."""
        return self.certificate or self.supplier


class Outcome(models.TextChoices):
    APPROVED = "approved", _("Approved")
    REVISION_REQUESTED = "revision_requested", _("Revision requested")
    REJECTED = "rejected", _("Rejected")
    RELEASED = "released", _("Put back into the queue")
    SUSPENDED = "suspended", _("Suspended")
    REINSTATED = "reinstated", _("Reinstated")
    REVOKED = "revoked", _("Revoked")
    REOPENED = "reopened", _("Reopened")


class DecisionQuerySet(models.QuerySet["Decision"]):
    def standing(self, known_at: datetime | None = None) -> DecisionQuerySet:
        """Those that no correction took the place of, or none by that moment."""
        if known_at is None:
            return self.exclude(corrections__result__isnull=False)
        return self.exclude(corrections__result__at__lte=known_at)


class Decision(models.Model):
    """A decision about a supplier or a certificate: by whom, when, and why."""

    Outcome = Outcome

    review = models.ForeignKey(Review, models.PROTECT, null=True, related_name="decisions", verbose_name=_("review"))
    supplier = models.ForeignKey(Supplier, models.PROTECT, related_name="decisions", verbose_name=_("supplier"))
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, null=True, related_name="decisions", verbose_name=_("certificate")
    )
    outcome = models.CharField(_("outcome"), max_length=24, choices=Outcome)
    reasons = models.JSONField(_("reasons"), default=list)
    note = models.TextField(_("note"), blank=True)
    effective_on = models.DateField(_("effective on"), null=True)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return self.get_outcome_display()


class InternalNote(models.Model):
    """What an auditor writes about a decision for colleagues: how it was checked, what to watch. Suppliers never read it."""

    decision = models.OneToOneField(Decision, models.PROTECT, related_name="internal_note", verbose_name=_("decision"))
    text = models.TextField(_("internal note"), max_length=4000)

    class Meta:
        verbose_name = _("internal note")
        verbose_name_plural = _("internal notes")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="internal_note_has_words")]

    def __str__(self) -> str:
        return self.text
