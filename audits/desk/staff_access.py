"""Writes down which files of companies people of the desk open, and which lists they take away."""

from __future__ import annotations

import logging
from datetime import datetime

from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from audits.models import StaffAccess
from kpmarket.accounts.models import User
from kpmarket.foundation.monitoring.security_log import log_event

Kind = StaffAccess.Kind


def note_access(kind: StaffAccess.Kind, subject: str, *, by: User, at: datetime) -> None:
    """One row for each person, subject and day, and one line in the security log. ``subject`` is as in the decision log.

    Where the database takes no row, the line says so and the page goes on: reading never depends on writing.
    """
    facts = {"by": by, "kind": kind, "subject": subject, "day": timezone.localdate(at)}
    if StaffAccess.objects.filter(**facts).exists():
        return
    try:
        with transaction.atomic():
            StaffAccess.objects.create(**facts, at=at)
    except IntegrityError:
        return  # two pages of one document were asked for at once
    except DatabaseError:
        log_event("staff_access_not_kept", account=by.pk, subject=f"{kind}:{subject}", level=logging.ERROR)
        return
    if kind != Kind.EXPORT:  # each list that is taken has its line already
        log_event("staff_access", account=by.pk, subject=f"{kind}:{subject}")
