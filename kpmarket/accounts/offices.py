"""Offices and roles that people hold from a moment on, until they end."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q


def in_office(at: datetime) -> Q:
    """Of rows with ``since`` and ``until``, those that hold at that moment."""
    return Q(Q(until=None) | Q(until__gt=at), since__lte=at)
