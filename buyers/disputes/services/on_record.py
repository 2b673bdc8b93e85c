"""What disputes may have on record of an order: what has no rows is not read."""

from __future__ import annotations

from django.db.models import OuterRef

from buyers.disputes.models import Claim, Screening, ScreeningHit
from buyers.disputes.services.liability_insurance import stated_policies
from buyers.trade.services.on_record import OF_ORDER, subscribe


def subscribe_subjects() -> None:
    """Called once, when the tables are known."""
    subscribe(
        claims=Claim.objects.filter(order=OF_ORDER),
        hits=ScreeningHit.objects.filter(screening__order=OF_ORDER),
        insurance=stated_policies().filter(supplier=OuterRef("supplier")),
        screenings=Screening.objects.filter(order=OF_ORDER),
    )
