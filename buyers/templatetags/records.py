"""Whether a page of another app may offer this reader the downloads of what was recorded."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import template

from audits.desk.permissions import is_auditor
from buyers.services.past_records import may_read_records_of

if TYPE_CHECKING:
    from kpmarket.accounts.models import User
    from suppliers.models import Supplier

register = template.Library()


@register.simple_tag
def may_read_all_records(user: User, requested_at: datetime) -> bool:
    """Whether the download of everything ever recorded answers this person at that moment."""
    return is_auditor(user, at=requested_at)


@register.simple_tag
def may_read_records(user: User, supplier: Supplier, requested_at: datetime) -> bool:
    """Whether the download of what was recorded of this company answers this person at that moment."""
    return may_read_records_of(user, supplier, at=requested_at)
