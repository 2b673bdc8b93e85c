"""What waits for a second signature: recommendations and corrections of colleagues, the longest wait first."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from audits.models import Correction, Recommendation
from kpmarket.accounts.models import User
from suppliers.models import Certificate, Supplier


@dataclass(frozen=True)
class ToSign:
    """One line of the list. ``corrected`` is the outcome of the decision that would be replaced, empty for a first decision."""

    proposed: Correction | Recommendation
    supplier: Supplier
    certificate: Certificate | None
    corrected: str

    @property
    def is_in_force(self) -> bool:
        """A suspension that took effect at once."""
        return isinstance(self.proposed, Recommendation) and self.proposed.upholds_id is not None


def count_to_sign(user: User, own_companies: Collection[int]) -> int:
    """How many this person could sign; two queries."""
    return sum(rows.count() for rows in _rows(user, own_companies))


def to_sign(user: User, own_companies: Collection[int]) -> list[ToSign]:
    """Those lines; two queries."""
    recommended, corrections = _rows(user, own_companies)
    lines = [
        ToSign(one, one.supplier, one.certificate, "")
        for one in recommended.select_related("supplier", "certificate__certificate_type", "proposed_by")
    ]
    related = ("corrects__supplier", "corrects__certificate__certificate_type", "proposed_by")
    lines += [
        ToSign(one, one.corrects.supplier, one.corrects.certificate, one.corrects.get_outcome_display())
        for one in corrections.select_related(*related)
    ]
    return sorted(lines, key=_since)


def _rows(user: User, own_companies: Collection[int]) -> tuple[QuerySet[Recommendation], QuerySet[Correction]]:
    return (
        Recommendation.objects.to_sign().exclude(proposed_by=user).exclude(supplier__in=own_companies),
        Correction.objects.open().exclude(proposed_by=user).exclude(corrects__supplier__in=own_companies),
    )


def _since(line: ToSign) -> datetime:
    return line.proposed.proposed_at
