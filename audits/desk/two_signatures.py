"""What all decisions with two signatures have in common: another person closes what the first one proposed, and only once."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from audits.models import Correction, Recommendation
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import IllegalTransition

Proposed = Correction | Recommendation


class SamePerson(Exception):
    """Who gave the first signature does not give the second."""


def require_another(proposed: Proposed, by: User) -> None:
    """Raise SamePerson for whoever proposed it."""
    if proposed.proposed_by_id == by.pk:
        raise SamePerson


def close(proposed: Proposed, *, by: User | None, at: datetime, **ended: Any) -> None:
    """Compare and swap: of two colleagues at once one is refused."""
    rows = type(proposed)._default_manager.filter(pk=proposed.pk, closed_at=None)
    if rows.update(closed_by=by, closed_at=at, **ended) != 1:
        raise IllegalTransition(f"{type(proposed).__name__} {proposed.pk}: closed already")
    for name, value in {"closed_by": by, "closed_at": at, **ended}.items():
        setattr(proposed, name, value)


def make(proposed: Proposed, result: Any) -> None:
    """Keep with the proposal the decision that the second signature made of it."""
    type(proposed)._default_manager.filter(pk=proposed.pk).update(result=result)
    proposed.result = result
