"""What we checked at a supplier, each with the day: what a badge means, and no more."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from audits.models import Decision
from suppliers.models import Certificate, Supplier


def levels(supplier: Supplier, *, on: date) -> list[dict[str, Any]]:
    """Identity and documents, where they were checked; two queries. Nothing is shown that was not done."""
    found: list[dict[str, Any]] = []
    qualified = supplier.decisions.filter(certificate=None, outcome=Decision.Outcome.APPROVED).order_by("-at").first()
    if qualified and supplier.status == Supplier.Status.QUALIFIED:
        found.append({"label": _("Identity checked"), "on": timezone.localdate(qualified.at)})
    in_force = Certificate.objects.in_force(on).filter(supplier=supplier)
    judged = (
        Decision.objects.filter(outcome=Decision.Outcome.APPROVED, certificate__in=in_force).order_by("-at").first()
    )
    if judged:
        found.append({"label": _("Documents confirmed"), "on": timezone.localdate(judged.at)})
    return found
