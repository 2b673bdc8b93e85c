"""The one place where a status changes: compare, swap, write history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Protocol, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _


class IllegalTransition(Exception):
    """The row is not in a state from which it may go there: mostly because a colleague was quicker."""


class StatusChange(models.Model):
    """One step of one row's life: from where, to where, by whom, when, and for which reasons.

    A concrete history names its row in a foreign key ``subject`` with ``related_name="history"``.
    ``by`` is empty where the clock did it.
    """

    before = models.CharField(_("before"), max_length=24)
    after = models.CharField(_("after"), max_length=24)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by"))
    at = models.DateTimeField(_("at"))
    reasons = models.JSONField(_("reasons"), default=list)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"


class Moving(Protocol):
    """A row with a status, the table of its arrows, and a history."""

    pk: Any
    status: Any
    TRANSITIONS: dict[Any, frozenset[Any]]


@transaction.atomic
def move(
    subject: Moving,
    to: str,
    *,
    by: AbstractBaseUser | None,
    at: datetime,
    reasons: Sequence[str] = (),
    note: str = "",
    **facts: Any,
) -> StatusChange:
    """Set the status if the row still has the one we believe, with ``facts`` that change with it, and write history.

    ``at`` is the moment of the decision: its history, its record and its log entry bear the same one.
    Raises IllegalTransition when the table has no such arrow, or when somebody else moved the row first.
    """
    row = cast(Any, subject)
    before = row.status
    if to not in row.TRANSITIONS.get(before, frozenset()):
        raise IllegalTransition(f"{type(row).__name__} {row.pk}: no way from {before} to {to}")
    if type(row)._base_manager.filter(pk=row.pk, status=before).update(status=to, **facts) != 1:
        raise IllegalTransition(f"{type(row).__name__} {row.pk}: no longer {before}")
    for name, value in {"status": to, **facts}.items():
        setattr(row, name, value)
    return cast(
        StatusChange,
        row.history.create(before=before, after=to, by=by, at=at, reasons=list(reasons), note=note),
    )
