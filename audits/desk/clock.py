"""How long a case has been with the desk and with its supplier, over all its rounds. The desk's clock stops while the supplier
must act."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from audits.desk.ordering import SENT_BACK
from kpmarket.foundation import working_days
from kpmarket.foundation.transitions import StatusChange

WITH_THE_DESK = ("submitted", "in_review")


@dataclass(frozen=True)
class Spent:
    """Working days over all rounds; a round begins when the case comes to the desk."""

    rounds: int
    with_desk: int
    with_supplier: int


def spent(history: Iterable[StatusChange], *, on: date) -> Spent:
    """What the history, oldest change first, comes to by a day. Taking a case and putting it back stops no clock."""
    rounds, days, place, since = 0, {"desk": 0, "supplier": 0}, "", on
    for change in history:
        to = _place_after(change.after)
        if to == place:
            continue
        day = timezone.localdate(change.at)
        if place:
            days[place] += working_days.working_days_left(since, day)
        rounds += to == "desk"
        place, since = to, day
    if place:
        days[place] += working_days.working_days_left(since, on)
    return Spent(rounds, days["desk"], days["supplier"])


def _place_after(status: str) -> str:
    """Who has the case in this status: the desk, the supplier, or nobody."""
    if status in WITH_THE_DESK:
        return "desk"
    return "supplier" if status in SENT_BACK else ""
