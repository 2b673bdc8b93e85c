"""Addresses of buyers' own systems that are notified of changes, and what was sent to each."""

from __future__ import annotations

import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from buyers.models.buyer import Buyer
from kpmarket.accounts.models import User


class Webhook(models.Model):
    """An address that is sent what changes about products on the organisation's shortlist."""

    MOST: ClassVar[int] = 5
    """Addresses of one organisation."""

    buyer = models.ForeignKey(Buyer, models.CASCADE, related_name="webhooks", verbose_name=_("organisation"))
    url = models.URLField(_("address"), max_length=500)
    secret_token = models.CharField(max_length=300)
    """The key of each message's signature, encrypted with the first of MFA_KEYS."""
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("made by"))
    made_at = models.DateTimeField(_("made"), default=timezone.now)
    paused_at = models.DateTimeField(_("paused"), null=True)
    """Set by an owner, or by the site when the address has taken nothing for three days."""

    class Meta:
        verbose_name = _("webhook")
        verbose_name_plural = _("webhooks")
        ordering = ["made_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["buyer", "url"], name="webhook_once_per_address")]

    def __str__(self) -> str:
        return self.url


class WebhookMessageQuerySet(models.QuerySet["WebhookMessage"]):
    def due(self, at: datetime) -> WebhookMessageQuerySet:
        """Neither taken nor given up, of an address that is not paused; the one that waits longest first."""
        waiting = self.filter(taken_at=None, given_up_at=None, webhook__paused_at=None, next_attempt_at__lte=at)
        return waiting.order_by("next_attempt_at", "pk")


class WebhookMessage(models.Model):
    """One message to one address. ``key`` stays the same however often it is sent."""

    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="messages", verbose_name=_("webhook"))
    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(_("what it says"), max_length=40)
    body = models.TextField(_("text"))
    made_at = models.DateTimeField(_("made"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    answer = models.CharField(_("last answer"), max_length=80, blank=True)
    taken_at = models.DateTimeField(_("taken"), null=True)
    given_up_at = models.DateTimeField(_("given up"), null=True)

    objects = WebhookMessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message to a webhook")
        verbose_name_plural = _("messages to webhooks")
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at"],
                condition=models.Q(taken_at=None, given_up_at=None),
                name="webhook_message_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
