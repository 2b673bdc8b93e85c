"""How a product stands in a market, as people are told: the strict state, and what is ready told apart from what is blocked."""

from __future__ import annotations

from enum import StrEnum

from audits.compliance.verdict import State


class Standing(StrEnum):
    """``ready``: the supplier's part is complete, the rest is the buyer's side's to arrange."""

    CLEARED = "cleared"
    CONDITIONAL = "conditional"
    READY = "ready"
    READY_CONDITIONAL = "ready_conditional"
    BLOCKED = "blocked"
    NOT_ASSESSED = "not_assessed"

    @property
    def is_ready(self) -> bool:
        """Whether only documents of the buyer's side are missing."""
        return self in (Standing.READY, Standing.READY_CONDITIONAL)

    @property
    def is_open(self) -> bool:
        """Whether the supplier has done its part: all is there, or the buyer's side alone must add."""
        return self not in (Standing.BLOCKED, Standing.NOT_ASSESSED)


READY = {State.CLEARED: Standing.READY, State.CONDITIONAL: Standing.READY_CONDITIONAL}


def standing(state: State, state_if_buyer_complies: State) -> Standing:
    """The standing, by the strict state and the one that the buyer's documents would make."""
    return Standing(state) if state.ships else READY.get(state_if_buyer_complies, Standing(state))
