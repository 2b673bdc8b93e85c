"""Whether a page of another app may offer this reader the downloads of what was recorded."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import template
from django.utils import timezone

from audits.desk.permissions import is_auditor
from buyers.services.past_records import may_read_records_of

if TYPE_CHECKING:
    from kpmarket.accounts.models import User
    from suppliers.models import Supplier

register = template.Library()


@register.simple_tag
def may_read_all_records(user: User) -> bool:
    """Whether the download of everything ever recorded answers this person."""
    return is_auditor(user, at=timezone.now())


@register.simple_tag
def may_read_records(user: User, supplier: Supplier) -> bool:
    """Whether the download of what was recorded of this company answers this person."""
    return may_read_records_of(user, supplier, at=timezone.now())
