"""What the buyer says of goods that arrived: so many accepted, so many rejected and why, and what stays open until when.

A partial acceptance moves quantities of a line, never the line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from buyers.terms.contract import LineTerms, Terms
from buyers.terms.errors import TermsError
from buyers.terms.events import Event, Withheld, quantity_of
from buyers.terms.incoterms import rules
from buyers.terms.money import line_amount
from buyers.terms.progress import most_of


class Outcome(StrEnum):
    """What becomes of a checked quantity: accepted, accepted after it had been rejected or missed, or why it is rejected."""

    ACCEPTED = "accepted"
    AFTER_ALL = "after_all"
    SHORT = "short"
    DAMAGED = "damaged"
    WRONG = "wrong"
    EXPIRES_SOON = "expires_soon"
    LABEL = "label"
    FAILED_TEST = "failed_test"
    DOCUMENTS = "documents"
    TEMPERATURE = "temperature"


TAKEN = frozenset({Outcome.ACCEPTED, Outcome.AFTER_ALL})
REASONS = tuple(one for one in Outcome if one not in TAKEN)
"""Why goods are rejected, in the order of the form."""
CONDITIONS = {Outcome.SHORT: "short", Outcome.TEMPERATURE: "temperature"}
"""The condition on arrival, as the kind ``delivery_proof`` of milestones.yaml names it; other reasons are ``damaged``."""
CLAIM_KINDS = {Outcome.SHORT: "quantity", Outcome.DOCUMENTS: "documents"}
"""The kind of a claim about goods that were rejected for that reason; others are about quality."""


@dataclass(frozen=True)
class Checked:
    """So many units of a line, in its unit, with one outcome. ``lot`` is the key of a lot on record, None where none is."""

    line: int
    outcome: Outcome
    quantity: int
    lot: int | None = None
    note: str = ""


@dataclass(frozen=True)
class LineAcceptance:
    """A line as far as its goods arrived and were checked, in its unit.

    ``still_open`` arrived and nobody has spoken for it; silence accepts it after ``until``, which is None where nothing is open
    or where silence accepts nothing: ``held`` says why. ``may_check`` is how much can still be accepted or rejected.
    """

    line: LineTerms
    delivered: int
    accepted: int
    rejected: int
    missing: int
    still_open: int
    may_check: int
    until: date | None
    held: frozenset[str]

    @property
    def unaccepted(self) -> int:
        """What the buyer rejected or misses: it stays open for a claim."""
        return self.rejected + self.missing


def withheld_by(rows: Iterable[Checked]) -> Withheld:
    """What checks of one line leave rejected and missing; what was accepted after all is taken from the rejected first."""
    found = list(rows)
    after_all = _sum_of(found, {Outcome.AFTER_ALL})
    missing = _sum_of(found, {Outcome.SHORT})
    rejected = _sum_of(found, set(REASONS) - {Outcome.SHORT})
    return Withheld(max(0, rejected - after_all), max(0, missing - max(0, after_all - rejected)))


def line_acceptance(line: LineTerms, events: Sequence[Event], withheld: Withheld, terms: Terms) -> LineAcceptance:
    """The line from what counts by now; ``events`` hold what silence accepted."""
    delivered, accepted = quantity_of("delivered", line, events), quantity_of("accepted", line, events)
    unknown_missing = max(0, withheld.missing - max(0, line.quantity - delivered))
    still_open = max(0, delivered - accepted - withheld.rejected - unknown_missing)
    most = most_of(line, terms.tolerance_bp)
    return LineAcceptance(
        line=line,
        delivered=delivered,
        accepted=accepted,
        rejected=withheld.rejected,
        missing=withheld.missing,
        still_open=still_open,
        may_check=max(0, most - accepted - withheld.rejected - withheld.missing),
        until=_until(line, events, terms) if still_open and not withheld.held else None,
        held=withheld.held,
    )


def check_quantities(rows: Sequence[Checked], lines: Sequence[LineAcceptance]) -> None:
    """Raises TermsError ``nothing-checked``, ``unknown-line``, ``more-than-open`` with ``line`` and ``most``, or
    ``more-than-rejected`` with the same.
    """
    if not rows or any(one.quantity < 1 for one in rows):
        raise TermsError("nothing-checked")
    known = {one.line.number: one for one in lines}
    for number in sorted({one.line for one in rows}):
        if number not in known:
            raise TermsError("unknown-line", line=number)
        state, mine = known[number], [one for one in rows if one.line == number]
        after_all = _sum_of(mine, {Outcome.AFTER_ALL})
        if after_all > state.unaccepted:
            raise TermsError("more-than-rejected", line=number, most=state.unaccepted)
        if _sum_of(mine, set(Outcome) - {Outcome.AFTER_ALL}) > state.may_check:
            raise TermsError("more-than-open", line=number, most=state.may_check)


def to_prove(rows: Sequence[Checked], state: LineAcceptance) -> int:
    """How many units these checks of a line prove to have arrived beyond what is known to be delivered."""
    came = _sum_of(rows, set(Outcome) - {Outcome.SHORT, Outcome.AFTER_ALL})
    came += max(0, _sum_of(rows, {Outcome.AFTER_ALL}) - state.rejected)
    return max(0, state.accepted + state.rejected + came - state.delivered)


def accepted_in(rows: Iterable[Checked]) -> int:
    """How many units are accepted."""
    return _sum_of(rows, TAKEN)


def condition_of(rows: Iterable[Checked]) -> str:
    """The condition on arrival of what was checked: ``sound``, or of what was rejected what weighs most."""
    outcomes = {one.outcome for one in rows if one.outcome in REASONS}
    if not outcomes:
        return "sound"
    found = {CONDITIONS.get(one, "damaged") for one in outcomes}
    return next(one for one in ("temperature", "damaged", "short") if one in found)


def claim_kind(outcomes: Iterable[Outcome]) -> str:
    """The kind of claim that these reasons lead to; several kinds together are about quality."""
    found = {CLAIM_KINDS.get(one, "quality") for one in outcomes}
    return found.pop() if len(found) == 1 else "quality"


def price_of(line: LineTerms, quantity: int, currency: str) -> int:
    """The price of so many units of a line in minor units: what was delivered and accepted, at the agreed unit price."""
    return line_amount(quantity, line.unit_price, currency)


def worth_of(line: LineTerms, quantity: int, currency: str) -> int:
    """What a line costs less without so many of its units, in minor units: what a claim about them is for."""
    return line.amount - price_of(line, max(0, line.quantity - quantity), currency)


def is_named_place_arrival(incoterm: str) -> bool:
    """Whether the rule's own delivery is at the destination, so that the days to check count from it.

    Under the other rules the risk passed before; the days count from the arrival at the buyer's place all the same.
    """
    rule = rules().get(incoterm)
    return rule is not None and rule.proof == "delivered"


def _until(line: LineTerms, events: Sequence[Event], terms: Terms) -> date | None:
    """The last day to speak of the first units that nobody has spoken for."""
    arrivals = [one for one in events if one.event == "delivered" and one.line in (None, line.number) and one.is_good]
    accepted, arrived = quantity_of("accepted", line, events), 0
    for arrival in sorted(arrivals, key=lambda one: one.counts_from):
        arrived += line.quantity if arrival.quantity is None else arrival.quantity
        if arrived > accepted:
            return arrival.counts_from + timedelta(days=terms.acceptance_days)
    return None


def _sum_of(rows: Iterable[Checked], outcomes: Iterable[Outcome]) -> int:
    wanted = set(outcomes)
    return sum(one.quantity for one in rows if one.outcome in wanted)
