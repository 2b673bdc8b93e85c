"""What we checked at a supplier, each with the day: what a badge means, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.models import Decision
from suppliers.models import Certificate, Supplier


@dataclass(frozen=True)
class Level:
    """Something that was checked at a supplier, and the day."""

    label: str
    on: date


def levels(supplier: Supplier, *, on: date) -> list[Level]:
    """Identity and documents, where they were checked; two queries. Nothing is shown that was not done."""
    checked: list[Level] = []
    qualified = supplier.decisions.filter(certificate=None, outcome=Decision.Outcome.APPROVED).order_by("-at").first()
    if qualified and supplier.status == Supplier.Status.QUALIFIED:
        checked.append(Level(_("Identity checked"), timezone.localdate(qualified.at)))
    in_force = Certificate.objects.in_force(on).filter(supplier=supplier)
    judged = (
        Decision.objects.filter(outcome=Decision.Outcome.APPROVED, certificate__in=in_force).order_by("-at").first()
    )
    if judged:
        checked.append(Level(_("Documents confirmed"), timezone.localdate(judged.at)))
    return checked
