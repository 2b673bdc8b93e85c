"""Terms change only by a version that both sides signed, and never below what was shipped."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from buyers.terms.errors import TermsError
from buyers.trade.services import amendments, contracts
from buyers.trade.services.amendments import BelowShipped, Changes, NothingChanges, ProposalOver
from buyers.trade.services.order_actions import actions_of
from buyers.trade.services.order_deadlines import sign_by
from tests.buyers.trade.orderable import happened
from tests.factories.trade import OrderFactory
from tests.threads import together

AT = datetime(2026, 11, 25, 3, tzinfo=UTC)


def changes(order, **wanted):
    """What is in force, with these points changed; ``quantity`` and ``price`` of the first line."""
    terms = contracts.contract_in_force(order).terms
    line = terms.lines[0]
    quantity, price = wanted.pop("quantity", line.quantity), Decimal(wanted.pop("price", line.unit_price))
    return Changes(
        **{
            "lines": {1: (quantity, price)} if (quantity, price) != (line.quantity, line.unit_price) else {},
            "latest_shipment": terms.latest_shipment,
            "expected_entry": terms.expected_entry,
            "tolerance_bp": terms.tolerance_bp,
            "acceptance_days": terms.acceptance_days,
            "note": terms.note,
            **wanted,
        }
    )


def propose(order, by, *, at=AT, **wanted):
    return amendments.propose_amendment(order.pk, changes(order, **wanted), reason="As agreed by phone.", by=by, at=at)


@pytest.mark.django_db
class TestAProposal:
    def test_changes_nothing_until_the_other_side_signed_it(self, mailoutbox):
        order = OrderFactory()

        proposed = propose(order, order.seller, price="0.0798")

        assert contracts.contract_in_force(order).version == 1
        assert [one.to for one in mailoutbox] == [[order.placed_by.email]]
        assert "the contract stays as it is" in mailoutbox[0].body
        assert [one.code for one in actions_of(order, order.placed_by, at=AT)] == ["sign", "amend", "cancel"]
        assert "sign" not in [one.code for one in actions_of(order, order.seller, at=AT)]

        amendments.sign_amendment(order.pk, 2, proposed.digest, by=order.placed_by, at=AT)

        assert contracts.contract_in_force(order) == proposed
        assert proposed.terms.total == 399_000
        assert sum(part.amount for part in proposed.terms.parts) == 399_000
        assert order.contracts.get(version=1).terms.total == 420_000

    def test_that_says_what_holds_is_refused(self):
        order = OrderFactory()

        with pytest.raises(NothingChanges):
            propose(order, order.seller)

    def test_below_what_was_shipped_is_refused(self):
        order = OrderFactory()
        happened(order, "transport_document", date(2026, 11, 20), line=1, quantity=20_000)

        with pytest.raises(BelowShipped) as refusal:
            propose(order, order.seller, quantity=19_999)
        assert refusal.value.shipped == 20_000

        propose(order, order.seller, quantity=20_000)

    def test_is_not_signed_when_more_was_shipped_meanwhile(self):
        order = OrderFactory()
        proposed = propose(order, order.placed_by, quantity=20_000)
        happened(order, "transport_document", date(2026, 11, 25), line=1, quantity=30_000)

        with pytest.raises(BelowShipped):
            amendments.sign_amendment(order.pk, 2, proposed.digest, by=order.seller, at=AT + timedelta(days=1))

    def test_is_over_after_five_working_days_of_the_side_that_signs(self):
        order = OrderFactory()
        proposed = propose(order, order.seller, price="0.0798")
        assert sign_by(proposed).day == date(2026, 12, 2)

        with pytest.raises(ProposalOver):
            amendments.sign_amendment(
                order.pk, 2, proposed.digest, by=order.placed_by, at=datetime(2026, 12, 3, 8, tzinfo=UTC)
            )

    def test_is_not_signed_by_the_side_that_made_it(self):
        order = OrderFactory()
        proposed = propose(order, order.seller, price="0.0798")

        with pytest.raises(contracts.SignedAlready):
            amendments.sign_amendment(order.pk, 2, proposed.digest, by=order.seller, at=AT)

    def test_takes_the_place_of_one_that_waits(self):
        order = OrderFactory()
        first = propose(order, order.seller, price="0.0798")
        propose(order, order.placed_by, price="0.0790")

        with pytest.raises(contracts.DigestDiffers) as refusal:
            amendments.sign_amendment(order.pk, 2, first.digest, by=order.placed_by, at=AT)

        assert refusal.value.version == 3

    def test_of_an_impossible_price_is_refused(self):
        order = OrderFactory()

        with pytest.raises(TermsError):
            propose(order, order.seller, quantity=2_000_000_000, price="99999999")


@pytest.mark.usefixtures("committing")
def test_who_signs_the_old_text_while_another_is_proposed_signs_nothing_or_was_first():
    order = OrderFactory()
    first = propose(order, order.seller, price="0.0798")

    signed, proposed = together(
        lambda: amendments.sign_amendment(order.pk, 2, first.digest, by=order.placed_by, at=AT),
        lambda: propose(order, order.seller, price="0.0900"),
    )

    assert not isinstance(proposed, Exception)
    held = contracts.contract_in_force(order)
    if isinstance(signed, Exception):
        assert isinstance(signed, contracts.DigestDiffers)
        assert held.version == 1
    else:
        assert held.version == 2
    assert order.contracts.get(version=3).signatures.count() == 1
