"""How long a review by the audit desk may take: the one place for the desk's deadlines and for what people are promised."""

from __future__ import annotations

from django.conf import settings
from django.utils.translation import ngettext


def review_days(*, is_revision: bool) -> int:
    """Working days that the desk has for a first review, or for something that came back revised."""
    days: int = settings.REVISION_REVIEW_DAYS if is_revision else settings.REVIEW_DAYS
    return days


def review_time(*, is_revision: bool = False) -> str:
    """The same in words of the current language, such as "5 working days"."""
    days = review_days(is_revision=is_revision)
    return ngettext("%(days)s working day", "%(days)s working days", days) % {"days": days}
