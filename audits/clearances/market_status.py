"""The status of a product in a market as people read it: the strict state, with *ready* separate from *blocked*."""

from __future__ import annotations

from enum import StrEnum

from audits.compliance.verdict import State


class MarketStatus(StrEnum):
    """``ready``: the supplier's documents are complete; those of the buyer's side are missing. ``prohibited``: the law
    forbids the product itself."""

    CLEARED = "cleared"
    CONDITIONAL = "conditional"
    READY = "ready"
    READY_CONDITIONAL = "ready_conditional"
    BLOCKED = "blocked"
    PROHIBITED = "prohibited"
    NOT_ASSESSED = "not_assessed"

    @property
    def is_ready(self) -> bool:
        """Whether only documents of the buyer's side are missing."""
        return self in (MarketStatus.READY, MarketStatus.READY_CONDITIONAL)

    @property
    def is_open(self) -> bool:
        """Whether the supplier has done its part: all is there, or the buyer's side alone must add."""
        return self not in (MarketStatus.BLOCKED, MarketStatus.PROHIBITED, MarketStatus.NOT_ASSESSED)


UNCONFIRMED = {
    MarketStatus.CLEARED: MarketStatus.CONDITIONAL,
    MarketStatus.READY: MarketStatus.READY_CONDITIONAL,
}
"""What is left of a status whose rules nobody has compared with their sources for too long."""
READY = {State.CLEARED: MarketStatus.READY, State.CONDITIONAL: MarketStatus.READY_CONDITIONAL}


def market_status(state: State, state_if_buyer_complies: State) -> MarketStatus:
    """The status, from the strict state and the state once the buyer's documents are there too."""
    return MarketStatus(state) if state.ships else READY.get(state_if_buyer_complies, MarketStatus(state))


def capped(status: MarketStatus, *, is_overdue: bool) -> MarketStatus:
    """The status, at most *conditional* where the check of the rules behind it is overdue."""
    return UNCONFIRMED.get(status, status) if is_overdue else status
