"""What disputes may have on record of an order: what has no rows is not read."""

from __future__ import annotations

from django.db.models import OuterRef

from buyers.disputes.models import Claim, ClaimStep, Screening, ScreeningHit
from buyers.disputes.services.claims.reading import with_end
from buyers.disputes.services.liability_insurance import stated_policies
from buyers.trade.services.on_record import OF_ORDER, subscribe, subscribe_rows
from kpmarket.foundation.nested_rows import Rows


def subscribe_subjects() -> None:
    """Called once, when the tables are known."""
    subscribe(
        claims=Claim.objects.filter(order=OF_ORDER),
        hits=ScreeningHit.objects.filter(screening__order=OF_ORDER),
        insurance=stated_policies().filter(supplier=OuterRef("supplier")),
        screenings=Screening.objects.filter(order=OF_ORDER),
    )
    policies = stated_policies().filter(supplier=OuterRef("supplier"))
    subscribe_rows(claims=_claims(), policies=Rows(policies), screenings=_screenings())


def _claims() -> Rows:
    """Claims with their steps, the oldest first."""
    steps = ClaimStep.objects.filter(claim=OuterRef("pk")).order_by("at", "pk")
    return Rows(with_end().filter(order=OF_ORDER).order_by("opened_at", "pk"), steps=Rows(steps, "by"))


def _screenings() -> Rows:
    """What the order was compared with, and the questions that came of it with their state."""
    hits = ScreeningHit.objects.with_state().filter(screening=OuterRef("pk"))
    compared = Screening.objects.filter(order=OF_ORDER).order_by("source__published_on")
    return Rows(compared, "source", states=Rows(hits))
