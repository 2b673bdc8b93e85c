"""The table of letters."""

from __future__ import annotations

from datetime import datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> LetterQuerySet:
        """Neither handed over nor put aside."""
        return self.filter(sent_at=None, failed_at=None)

    def due(self, at: datetime) -> LetterQuerySet:
        """Those that may be taken at that moment, the one that waits longest first."""
        return self.waiting().filter(next_attempt_at__lte=at).order_by("next_attempt_at", "pk")

    def put_aside(self) -> LetterQuerySet:
        """Those that are not tried any more unless somebody asks for it."""
        return self.exclude(failed_at=None)


class Letter(models.Model):
    """A letter to one address, and how far its delivery is.

    It is rendered when it is written. ``key`` names its cause and stands only once, so that a cause has one letter;
    ``message_id`` follows from it and never changes, so that mail systems recognise a letter that was handed over
    twice. ``next_attempt_at`` is when it may be taken: whoever takes it moves that moment to the end of the lease, so a
    worker that dies leaves a letter that becomes due again by itself. ``text`` and ``html`` are emptied once it is sent.
    """

    key = models.CharField(_("cause"), max_length=200, unique=True)
    message_id = models.CharField(_("Message-ID"), max_length=300)
    address = models.CharField(_("to"), max_length=254)
    subject = models.CharField(_("subject line"), max_length=150)
    text = models.TextField(_("text"))
    html = models.TextField(_("HTML"), blank=True)
    created_at = models.DateTimeField(_("written"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    next_attempt_at = models.DateTimeField(_("next attempt"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    failed_at = models.DateTimeField(_("put aside"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=100, blank=True)
    """Kind and code of the error alone: what a server says often holds the address."""

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"], condition=Q(sent_at=None, failed_at=None), name="letter_due"
            ),
            models.Index(fields=["failed_at"], condition=Q(failed_at__isnull=False), name="letter_put_aside"),
            models.Index(fields=["sent_at"], condition=Q(sent_at__isnull=False), name="letter_sent"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(failed_at=None), name="letter_is_not_both_sent_and_put_aside"
            )
        ]

    def __str__(self) -> str:
        return self.key
