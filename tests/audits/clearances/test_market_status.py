"""What people are reported of a state."""

import pytest

from audits.clearances.market_status import MarketStatus, market_status
from audits.compliance.verdict import State
from audits.models import Clearance


@pytest.mark.parametrize(
    ("state", "state_if_buyer_complies", "reported"),
    [
        ("cleared", "cleared", "cleared"),
        ("conditional", "conditional", "conditional"),
        ("blocked", "cleared", "ready"),
        ("blocked", "conditional", "ready_conditional"),
        ("blocked", "blocked", "blocked"),
        ("not_assessed", "not_assessed", "not_assessed"),
    ],
)
def test_what_only_the_buyers_side_lacks_is_ready(state, state_if_buyer_complies, reported):
    assert market_status(State(state), State(state_if_buyer_complies)) == reported


def test_the_record_keeps_every_status_in_which_the_supplier_did_its_part_and_prohibitions():
    assert {one.value for one in MarketStatus if one.is_open} | {"prohibited"} == set(Clearance.State.values)
