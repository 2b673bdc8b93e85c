"""What a letter holds that lets one address join a group of people: a supplier's company, a buyer's organisation."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from functools import partial
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from kpmarket.accounts.models import User

IS_ACCEPTED_BY_SOMEONE = Q(accepted_at=None, accepted_by=None) | Q(accepted_at__isnull=False, accepted_by__isnull=False)
"""Constraint: whoever accepted an invitation did so at a moment."""
IS_PENDING = Q(accepted_at=None, withdrawn_at=None)


class InvitationQuerySet(models.QuerySet[Any]):
    def pending(self) -> InvitationQuerySet:
        """Neither accepted nor withdrawn; some of them may have run out of days."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self, at: datetime) -> InvitationQuerySet:
        """Those that can be accepted at that moment."""
        return self.pending().filter(created_at__gt=at - timedelta(days=BaseInvitation.DAYS_OPEN))


class BaseInvitation(models.Model):
    """A letter that lets one address join, once. It is open until accepted or withdrawn, 14 days at most.

    Each kind of group has a table of its own, with the foreign key to the group, the role and the constraints.
    """

    DAYS_OPEN: ClassVar[int] = 14

    email = models.EmailField(_("e-mail address"))
    token = models.CharField(max_length=60, unique=True, default=partial(secrets.token_urlsafe, 32), editable=False)
    invited_by = models.ForeignKey(User, models.PROTECT, related_name="+", verbose_name=_("invited by"))
    created_at = models.DateTimeField(_("created"), default=timezone.now)
    accepted_at = models.DateTimeField(_("accepted"), null=True)
    accepted_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+", verbose_name=_("accepted by"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        abstract = True
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.email

    @property
    def open_until(self) -> datetime:
        return self.created_at + timedelta(days=self.DAYS_OPEN)

    def is_open(self, at: datetime) -> bool:
        """Whether it can be accepted at that moment."""
        return self.accepted_at is None and self.withdrawn_at is None and at < self.open_until
