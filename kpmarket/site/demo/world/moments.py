"""Moments around the demonstration's day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


def noon(on: date, *, days: int = 0) -> datetime:
    """Noon so many days after (or, below zero, before) the day."""
    return timezone.make_aware(datetime.combine(on + timedelta(days=days), time(12)))
