"""Keeping an eye on products."""

from __future__ import annotations

from datetime import datetime

from buyers.models import Buyer, ShortlistEntry
from kpmarket.accounts.models import User
from suppliers.models import Product


def keep(buyer: Buyer, product: Product, destination: str, *, by: User, at: datetime) -> None:
    """Put a product on the shortlist for that destination; nothing changes where it stands there."""
    ShortlistEntry.objects.get_or_create(
        buyer=buyer, product=product, destination=destination, defaults={"added_at": at, "added_by": by}
    )


def drop(buyer: Buyer, product: Product, destination: str) -> None:
    """Take it off again."""
    ShortlistEntry.objects.filter(buyer=buyer, product=product, destination=destination).delete()
