"""Who handles a claim at the desk, what was decided about it, and who signed that."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from buyers.disputes.models.claim import Claim
from buyers.trade.models import Side
from kpmarket.accounts.models import User


class HandlerDeclaration(models.Model):
    """A person of the desk said whether they have an interest in the claim. The database refuses to change it.

    Without an interest they handle it or sign second; with one a colleague does. The latest handler without one handles it.
    """

    class Role(models.TextChoices):
        HANDLER = "handler", _("Handles the claim")
        SECOND = "second", _("Signs second")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="declarations", verbose_name=_("claim"))
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("by"))
    role = models.CharField(_("role"), max_length=8, choices=Role)
    has_interest = models.BooleanField(_("has an interest"))
    note = models.CharField(_("which"), max_length=500, blank=True)
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("declaration of a case handler")
        verbose_name_plural = _("declarations of case handlers")
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["claim", "by", "role"], name="handler_declares_once_per_role")]

    def __str__(self) -> str:
        return f"{self.claim} · {self.by}"


class Decision(models.Model):
    """One version of a decision. The latest of its round counts; the database refuses to change it.

    ``round``: ``first``, ``after_objection``, or ``arbitration`` (an award, or the days to wait for one are over).
    ``shares`` as in a settlement; ``citations``: keys of what it rests on, as ``evidence:12``. ``needs_second``: codes of
    ``second_signature_reasons`` at the time of writing; without any it stands by its writer's signature alone.
    """

    class Round(models.TextChoices):
        FIRST = "first", _("First decision")
        AFTER_OBJECTION = "after_objection", _("Decision after an objection")
        ARBITRATION = "arbitration", _("After arbitration")

    claim = models.ForeignKey(Claim, models.PROTECT, related_name="decisions", verbose_name=_("claim"))
    round = models.CharField(_("round"), max_length=16, choices=Round)
    version = models.PositiveSmallIntegerField(_("version"))
    shares = models.JSONField(_("shares"), default=list)
    reasons = models.TextField(_("reasons"), max_length=8000)
    citations = models.JSONField(_("rests on"), default=list)
    costs_borne_by = models.CharField(_("bears the independent report"), max_length=8, choices=Side, blank=True)
    needs_second = models.JSONField(_("why it needs a second signature"), default=list)
    digest = models.CharField(_("SHA-256"), max_length=64)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("written by"))
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("decision about a claim")
        verbose_name_plural = _("decisions about claims")
        ordering = ["claim", "version"]
        constraints = [models.UniqueConstraint(fields=["claim", "version"], name="decision_once_per_version")]

    def __str__(self) -> str:
        return f"{self.claim} · {self.version}"


class DecisionSignature(models.Model):
    """A person of the desk signed one version by its digest. The database refuses to change it."""

    decision = models.ForeignKey(Decision, models.PROTECT, related_name="signatures", verbose_name=_("decision"))
    digest = models.CharField(_("SHA-256 that was signed"), max_length=64)
    by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("signed by"))
    at = models.DateTimeField(_("signed"))

    class Meta:
        verbose_name = _("signature under a decision")
        verbose_name_plural = _("signatures under decisions")
        ordering = ["decision", "at"]
        constraints = [models.UniqueConstraint(fields=["decision", "by"], name="decision_signature_once_per_person")]

    def __str__(self) -> str:
        return f"{self.decision} · {self.by}"
