"""A claim: what one side of an order asks of the other because of what was delivered, proven, paid or collected."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from buyers.trade.models import Order, Side
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import StatusChange

CLAIM_TRANSITIONS: dict[str, frozenset[str]] = {
    "open": frozenset({"answered", "settled", "escalated", "withdrawn", "arbitrated"}),
    "answered": frozenset({"settled", "escalated", "withdrawn", "arbitrated"}),
    "escalated": frozenset({"settled", "decided", "withdrawn", "arbitrated"}),
    "decided": frozenset({"objected", "carried_out", "settled", "withdrawn", "arbitrated"}),
    "objected": frozenset({"decided", "settled", "withdrawn", "arbitrated"}),
    "settled": frozenset({"carried_out", "arbitrated"}),
    "arbitrated": frozenset({"settled", "carried_out", "withdrawn"}),
    "carried_out": frozenset(),
    "withdrawn": frozenset(),
}
"""Whoever moves a claim is refused every other way. That a claim escalates by itself is computed from its days."""


class Claim(models.Model):
    """What is asked, about which lines and parts of an order. ``amount`` in minor units of the order's currency.

    ``is_goodwill``: the money of these parts was released before, so nothing is held for it.
    """

    class Kind(models.TextChoices):
        QUALITY = "quality", _("Quality")
        QUANTITY = "quantity", _("Quantity")
        LATE = "late", _("Late")
        DOCUMENTS = "documents", _("Documents")
        CLEARANCE = "clearance", _("Clearance lost")
        NOT_PAID = "not_paid", _("Not paid")
        NOT_ACCEPTED = "not_accepted", _("Not accepted")
        NOT_COLLECTED = "not_collected", _("Not collected")

    class Remedy(models.TextChoices):
        REFUND = "refund", _("Refund")
        PART_REFUND = "part_refund", _("Refund of a part")
        REPLACEMENT = "replacement", _("Replacement")
        REPAIR = "repair", _("Repair")
        PRICE_CUT = "price_cut", _("Lower price")
        DOCUMENTS = "documents", _("Documents")
        RELEASE = "release", _("Release to the supplier")

    class Status(models.TextChoices):
        OPEN = "open", _("Open")
        ANSWERED = "answered", _("Answered")
        ESCALATED = "escalated", _("With the desk")
        DECIDED = "decided", _("Decided")
        OBJECTED = "objected", _("Objection")
        SETTLED = "settled", _("Settled")
        ARBITRATED = "arbitrated", _("In arbitration")
        CARRIED_OUT = "carried_out", _("Carried out")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    TRANSITIONS = CLAIM_TRANSITIONS

    order = models.ForeignKey(Order, models.PROTECT, related_name="claims", verbose_name=_("order"))
    number = models.PositiveSmallIntegerField(_("number"))
    side = models.CharField(_("claimant"), max_length=8, choices=Side)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    remedy = models.CharField(_("remedy wanted"), max_length=16, choices=Remedy)
    lines = models.JSONField(_("lines"), default=list)
    parts = models.JSONField(_("parts of the price"), default=list)
    quantity = models.PositiveIntegerField(_("quantity"), null=True)
    amount = models.PositiveBigIntegerField(_("amount"))
    text = models.TextField(_("what happened"), max_length=6000)
    is_goodwill = models.BooleanField(_("goodwill"))
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.OPEN)
    opened_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("opened by"))
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        verbose_name = _("claim")
        verbose_name_plural = _("claims")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["order", "number"], name="claim_once_per_number"),
            models.CheckConstraint(condition=Q(number__gte=1), name="claim_counts_from_one"),
            models.CheckConstraint(condition=Q(amount__gte=1), name="claim_of_something"),
        ]

    def __str__(self) -> str:
        return f"{self.order}-C{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("disputes:claim", args=[self.pk])


class ClaimStatusChange(StatusChange):
    """A step in the life of a claim."""

    subject = models.ForeignKey(Claim, models.CASCADE, related_name="history", verbose_name=_("claim"))

    class Meta(StatusChange.Meta):
        verbose_name = _("status change of a claim")
        verbose_name_plural = _("status changes of claims")
