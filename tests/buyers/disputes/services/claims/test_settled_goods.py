"""Rejected and missing goods are waited for until a claim about them has ended in money; then the rest of the part goes on."""

import pytest

from buyers.delivery.services.acceptance import checking
from buyers.disputes.services.claims.settling import propose_settlement, sign_settlement
from buyers.terms.delivery.checks import Checked, Outcome
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.services.payments import carry_out
from tests.buyers.disputes.claims import BALANCE, DAY, MONDAY, claim_about, paid_order
from tests.buyers.trade.deals import accepted, part_of

pytestmark = pytest.mark.usefixtures("countries")
SHORT = 9_240
"""1,100 of 50,000 masks of USD 4,200.00, in cents."""


@pytest.fixture
def order(countries):
    """All is proven; 48,900 masks are accepted and 1,100 are missing."""
    order = paid_order()
    for kind in ("transport_document", "document_pack"):
        accepted(order, kind)
    rows = [Checked(1, Outcome.ACCEPTED, 48_900), Checked(1, Outcome.SHORT, 1_100)]
    checking.submit_check(order, checking.Goods(rows, MONDAY.date()), by=order.buyer.user, at=MONDAY)
    return order


def settle(order, claim, amount):
    offer = propose_settlement(claim.pk, [Share(2, amount, 0)], "", by=order.seller, at=MONDAY + DAY)
    sign_settlement(claim.pk, offer.digest, by=order.buyer.user, at=MONDAY + DAY)
    carry_out(order, at=MONDAY + DAY)


@pytest.mark.parametrize("named", [{"quantity": 1_100}, {"quantity": None}])
def test_after_the_settlement_the_rest_of_the_part_goes_to_the_supplier(order, named):
    assert part_of(order, 2).money.held == BALANCE

    settle(order, claim_about(order, **named), SHORT)

    money = part_of(order, 2, at=MONDAY + DAY).money
    assert (money.held, money.refunded, money.released) == (0, SHORT, BALANCE - SHORT)


def test_what_comes_as_a_replacement_is_waited_for(order):
    settle(order, claim_about(order, remedy="replacement"), 100)

    assert part_of(order, 2, at=MONDAY + DAY).money.held == BALANCE - 100
