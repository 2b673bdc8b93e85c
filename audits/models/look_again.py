"""Approved documents to look at again, because another one that resembles them proved to be forged."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from audits.models.review import Decision
from kpmarket.accounts.models import User
from suppliers.models import Certificate


class LookAgainQuerySet(models.QuerySet["LookAgain"]):
    def open(self) -> LookAgainQuerySet:
        """Those that nobody looked at yet."""
        return self.filter(outcome="")


class LookAgain(models.Model):
    """One approved document that resembles the revoked one of ``cause``. ``ties`` are the codes of what they have in common."""

    class Outcome(models.TextChoices):
        STANDS = "stands", _("Looked at: it stands")
        ASKED = "asked", _("The issuing body or the supplier is asked")
        DOUBTFUL = "doubtful", _("Doubtful: revoke it or judge it again in its case")

    cause = models.ForeignKey(
        Decision, models.PROTECT, related_name="look_again", verbose_name=_("revocation that it follows")
    )
    certificate = models.ForeignKey(
        Certificate, models.PROTECT, related_name="look_again", verbose_name=_("certificate")
    )
    ties = models.JSONField(_("in common"), default=list)
    found_at = models.DateTimeField(_("found"))
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, blank=True)
    note = models.TextField(_("note"), max_length=1000, blank=True)
    by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("looked at by"))
    looked_at = models.DateTimeField(_("looked at"), null=True)

    objects = LookAgainQuerySet.as_manager()

    class Meta:
        verbose_name = _("document to look at again")
        verbose_name_plural = _("documents to look at again")
        ordering = ["-found_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cause", "certificate"], name="look_again_once_per_cause"),
            models.CheckConstraint(
                condition=Q(outcome="", by=None, looked_at=None)
                | ~Q(outcome="") & ~Q(note="") & Q(by__isnull=False, looked_at__isnull=False),
                name="look_again_outcome_with_person_and_note",
            ),
        ]
        indexes = [models.Index(fields=["found_at"], condition=Q(outcome=""), name="look_again_open")]

    def __str__(self) -> str:
        return f"{self.certificate}"
