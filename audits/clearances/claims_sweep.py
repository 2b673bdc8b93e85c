"""Bring stored claims up to date with days on which documents began or ended: no act of a person marks those."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q

from audits.clearances.listing import update_claims
from suppliers.models import Certificate, Product

DAYS_BACK = 8
"""A sweep makes up for a week of missed ones."""
CHUNK = 500


def refresh_claims(*, on: date, everything: bool = False) -> int:
    """Judge the claims of products again whose company has a document that began or ended in the last days.

    ``everything``: of every product, as after an upgrade. Returns how many products changed; safe to run twice.
    """
    products = Product.objects.order_by("pk")
    if not everything:
        since = on - timedelta(days=DAYS_BACK)
        recent = Q(valid_until__gte=since, valid_until__lt=on) | Q(valid_from__gt=since, valid_from__lte=on)
        companies = Certificate.objects.approved().filter(recent).values("supplier")
        products = products.filter(supplier__in=companies)
    keys = list(products.values_list("pk", flat=True))
    changed = 0
    for start in range(0, len(keys), CHUNK):
        with transaction.atomic():
            changed += update_claims(keys[start : start + CHUNK], on=on)
    return changed
