"""Part of an order ends by both sides, or by one that may; goods that are shipped stay, and every cent goes somewhere."""

from datetime import UTC, date, datetime, timedelta
from typing import ClassVar

import pytest

from buyers.terms.contract import Charge, PartTerms
from buyers.trade.models import Movement, Order, Side
from buyers.trade.services import amendments, cancelling, contracts
from buyers.trade.services.balances import balances_of
from buyers.trade.services.ended_parts import SettledMeanwhile
from buyers.trade.services.evidence import NothingLasts, answer_evidence
from buyers.trade.services.facts import order_facts
from buyers.trade.services.part_ends import PartEnd, PartNotPossible, WholeOrder, end_part, ways_to_end_part
from buyers.trade.services.payments import carry_out
from buyers.trade.services.situations import steps_of
from buyers.trade.services.verification import verify
from tests.buyers.trade.deals import BALANCE, DEPOSIT, FACTS, MONDAY, accepted, arrives, held_order, submitted
from tests.buyers.trade.watched_orders import noon

pytestmark = pytest.mark.usefixtures("countries")
PARTS = tuple(
    PartTerms(number, share, amount, due, 7, "accepted", ())
    for number, (share, amount, due) in enumerate(
        ((3_000, 271_500, "order_confirmed"), (7_000, 633_500, "order_confirmed")), start=1
    )
)
PROVED = ("production_start_report", "inspection_report")


def causes(order, side, at=MONDAY):
    return [str(one.cause) for one in ways_to_end_part(Order.objects.get(pk=order.pk), side, at=at)]


def agree(order, contract, *, at=MONDAY):
    amendments.sign_amendment(order.pk, contract.version, contract.digest, by=order.seller, at=at)


def propose(order, units, *, kept=0, cause="agreed", by=None, at=MONDAY):
    wanted = PartEnd(cause, units, kept)
    return end_part(order.pk, wanted, reason="The hospital needs fewer.", by=by or order.buyer.user, at=at)


def paid_and_made(**facts):
    """Both parts paid, the deposit released, the lot inspected."""
    order = held_order(**facts)
    arrives(order, DEPOSIT)
    for kind in PROVED:
        accepted(order, kind)
    arrives(order, BALANCE)
    return order


class TestByAgreement:
    def test_nothing_ends_before_both_signed_then_the_rest_of_the_money_goes_back(self, mailoutbox):
        order = paid_and_made()
        accepted(order, "transport_document", line=1, quantity=30_000)

        proposed = propose(order, {1: 20_000}, kept=5_000)
        assert balances_of(order).held == {2: BALANCE}
        agree(order, proposed)

        sums = balances_of(order)
        # 30,000 x 0.0840 + 50.00 of cost = 2,570.00, of which 1,260.00 was released before
        assert sums.held == {2: 131_000}
        assert sums.refundable == BALANCE - 131_000
        assert sums.unapplied == 0
        facts = order_facts(Order.objects.get(pk=order.pk), at=MONDAY)
        assert facts.complete_on("transport_document") and not facts.contradictions
        assert [one.to for one in mailoutbox if "version 2 of the contract holds" in one.subject]

    def test_goods_on_their_way_are_not_ended_even_before_anybody_answered(self):
        order = paid_and_made()
        submitted(order, "transport_document", line=1, quantity=30_000)

        with pytest.raises(PartNotPossible):
            propose(order, {1: 20_001})
        proposed = propose(order, {1: 20_000})
        submitted(order, "transport_document", line=1, quantity=1, number="COSU6182004451")

        with pytest.raises(amendments.BelowShipped):
            agree(order, proposed)

    def test_money_that_moved_meanwhile_makes_the_proposal_void(self):
        order = held_order()
        arrives(order, DEPOSIT)
        proposed = propose(order, {1: 20_000})
        accepted(order, "production_start_report")

        with pytest.raises(SettledMeanwhile):
            agree(order, proposed)

    def test_a_line_that_ends_altogether_stops_nothing_and_can_still_be_amended(self):
        order = held_order(lines=2)
        arrives(order, 2 * DEPOSIT)
        agree(order, propose(order, {2: 50_000}))
        accepted(order, "production_start_report")
        accepted(order, "inspection_report")

        facts = order_facts(Order.objects.get(pk=order.pk), at=MONDAY)
        assert [line.number for line in facts.terms.open_lines] == [1]
        assert facts.terms.total == 420_000
        assert facts.complete_on("inspection_passed")
        assert steps_of(facts)
        sums = balances_of(order)
        assert sums.released == {1: DEPOSIT} and sums.refundable == DEPOSIT
        assert not verify().faults

    def test_all_of_an_order_ends_with_what_both_agreed_that_the_supplier_keeps(self):
        order = paid_and_made()

        agree(order, propose(order, {1: 50_000}, kept=40_000))

        order.refresh_from_db()
        sums = balances_of(order)
        assert order.status == Order.Status.CANCELLED
        assert sums.held == {} and sums.payable == DEPOSIT + 40_000
        assert sums.refundable == BALANCE - 40_000
        assert order.history.last().reasons == ["agreed"]
        assert not verify().faults

    def test_the_supplier_never_keeps_more_than_the_units_cost(self):
        order = paid_and_made()

        with pytest.raises(PartNotPossible):
            propose(order, {1: 1_000}, kept=8_401)
        assert propose(order, {1: 1_000}, kept=8_400)


class TestFreightAndTooling:
    """CIF with a mould: USD 4,200.00 of goods, 3,000.00 of tooling, 1,850.00 of freight, paid 30/70."""

    TERMS: ClassVar = {
        "charges": (Charge("tooling", 300_000), Charge("freight", 185_000)),
        "freight_follows": True,
        "latest_shipment": date(2026, 11, 15),
        "tolerance_bp": 0,
    }

    def order(self):
        order = held_order(terms={**self.TERMS, "parts": PARTS})
        arrives(order, 905_000)
        return order

    def test_who_ends_units_alone_pays_freight_for_the_others_and_the_mould(self, mailoutbox):
        order = self.order()

        contract = propose(order, {1: 20_000}, cause="late", at=MONDAY + timedelta(days=1))

        assert contract.terms.charges == (Charge("tooling", 300_000), Charge("freight", 111_000))
        assert sum(balances_of(order).held.values()) == contract.terms.total == 663_000
        assert balances_of(order).refundable == 242_000
        (letter, *_others) = [one for one in mailoutbox if "part of it was ended" in one.subject]
        assert "USD\u00a01,110.00 instead of USD\u00a01,850.00" in letter.body
        assert not verify().faults

    def test_another_sum_needs_both(self):
        order = self.order()
        with pytest.raises(PartNotPossible):
            end_part(
                order.pk,
                PartEnd("late", {1: 20_000}, charges={"freight": 0}),
                reason="Too late.",
                by=order.buyer.user,
                at=MONDAY + timedelta(days=1),
            )

        wanted = PartEnd("agreed", {1: 20_000}, charges={"freight": 185_000, "tooling": 250_000})
        agree(
            order, end_part(order.pk, wanted, reason="The carrier bills the booking.", by=order.buyer.user, at=MONDAY)
        )

        terms = contracts.contract_in_force(order).terms
        assert (terms.charge("freight"), terms.charge("tooling")) == (185_000, 250_000)
        assert balances_of(order).refundable == 168_000 + 50_000


class TestByRight:
    def test_what_is_not_shipped_too_late_is_ended_by_the_buyer_alone(self, mailoutbox):
        order = paid_and_made(terms={"latest_shipment": date(2026, 11, 15), "tolerance_bp": 0})
        accepted(order, "transport_document", line=1, quantity=30_000)
        late = MONDAY + timedelta(days=1)
        assert causes(order, Side.BUYER, late) == ["agreed", "late"]
        assert causes(order, Side.SUPPLIER, late) == ["agreed"]

        contract = propose(order, {1: 20_000}, cause="late", at=late)

        assert contracts.contract_in_force(order) == contract
        assert contracts.waiting_version(Order.objects.get(pk=order.pk)) is None
        sums = balances_of(order)
        assert sums.held == {2: 252_000 - DEPOSIT}
        assert sums.refundable == 168_000
        ended = [one for one in mailoutbox if "part of it was ended" in one.subject]
        assert {tuple(one.to) for one in ended} == {(order.buyer.user.email,), (order.seller.email,)}
        assert "Shipped too late" in ended[0].body

    def test_goods_that_left_twelve_days_late_are_true_and_late_and_only_the_rest_may_end(self):
        order = paid_and_made(terms={"latest_shipment": date(2026, 11, 10)})
        accepted(order, "transport_document", line=1, quantity=30_000, happened_on=date(2026, 11, 22))

        facts = order_facts(Order.objects.get(pk=order.pk), at=MONDAY)
        document = next(one for one in facts.evidence if one.row.kind == "transport_document")
        assert document.is_accepted and document.is_late
        assert facts.lines[0].quantity_of("transport_document") == 30_000
        assert not facts.stops and not facts.contradictions
        assert causes(order, Side.BUYER) == ["agreed", "late"]
        with pytest.raises(PartNotPossible):
            propose(order, {1: 20_001}, cause="late")

    def test_the_whole_order_and_a_sum_without_agreement_are_refused(self):
        order = paid_and_made(terms={"latest_shipment": date(2026, 11, 10)})

        with pytest.raises(WholeOrder):
            propose(order, {1: 50_000}, cause="late")
        with pytest.raises(PartNotPossible):
            propose(order, {1: 20_000}, cause="late", kept=1)
        with pytest.raises(PartNotPossible):
            propose(order, {1: 20_000}, cause="force_majeure")

    def test_a_later_change_by_both_needs_both_again(self):
        order = paid_and_made(terms={"latest_shipment": date(2026, 11, 10)})
        propose(order, {1: 20_000}, cause="late")

        second = propose(order, {1: 1_000})

        assert contracts.contract_in_force(order).version == 2
        assert contracts.waiting_version(Order.objects.get(pk=order.pk)) == (second, Side.SUPPLIER)


class TestForceMajeure:
    FLOOD = {"cause": "disaster", "hinders": "The plant in Xiantao stands under water; no line runs."}
    BEGAN = date(2026, 11, 20)

    @pytest.fixture(autouse=True)
    def _facts(self, monkeypatch):
        monkeypatch.setitem(FACTS, "force_majeure_notice", self.FLOOD)
        monkeypatch.setitem(FACTS, "force_majeure_end", {})

    def hindered(self, **terms):
        order = held_order(
            terms={"latest_shipment": date(2026, 11, 25), "force_majeure_days": 90, "grace_days": 7, **terms}
        )
        arrives(order, DEPOSIT)
        accepted(order, "production_start_report")
        return order

    def test_a_notice_moves_the_day_of_shipment_while_it_lasts_and_asks_the_other_side(self, mailoutbox):
        order = self.hindered()

        notice = submitted(order, "force_majeure_notice", happened_on=self.BEGAN)

        day = noon(date(2026, 12, 8))
        facts = order_facts(Order.objects.get(pk=order.pk), at=day)
        assert facts.days_moved == 18
        assert facts.terms.latest_shipment == date(2026, 11, 25)
        assert facts.due_terms.latest_shipment == date(2026, 12, 13)
        assert "late" not in [one.cause for one in cancelling.ways_to_cancel(facts.order, Side.BUYER, at=day)]
        assert any(one.to == [order.buyer.user.email] and "force majeure" in one.subject for one in mailoutbox)

        soon = MONDAY + timedelta(days=2)
        answer_evidence(notice, "returned", side=Side.BUYER, by=order.buyer.user, at=soon, note="One hall is wet.")

        assert order_facts(Order.objects.get(pk=order.pk), at=day).days_moved == 0
        assert causes(order, Side.BUYER, day) == ["agreed", "late"]

    def test_it_ends_by_the_word_of_who_was_hindered_alone(self):
        order = self.hindered()
        submitted(order, "force_majeure_notice", happened_on=self.BEGAN)
        later = datetime(2026, 12, 3, 3, tzinfo=UTC)

        with pytest.raises(NothingLasts):
            submitted(order, "force_majeure_end", side=Side.BUYER, at=later)
        submitted(order, "force_majeure_end", at=later, happened_on=date(2026, 12, 1))

        facts = order_facts(Order.objects.get(pk=order.pk), at=noon(date(2026, 12, 20)))
        assert facts.days_moved == 11
        assert facts.free_to_end_from is None

    def test_nobody_reads_that_what_left_already_may_be_ended(self, mailoutbox):
        order = self.hindered()
        submitted(order, "force_majeure_notice", happened_on=self.BEGAN)
        accepted(order, "transport_document", line=1, quantity=50_000)

        carry_out(order, at=noon(date(2027, 2, 19)))

        assert order_facts(Order.objects.get(pk=order.pk), at=noon(date(2027, 2, 19))).complete_on("transport_document")
        assert not any("lasts longer" in one.subject for one in mailoutbox)

    def test_after_the_limit_both_read_it_once_and_either_ends_the_order_and_what_is_held_goes_back(self, mailoutbox):
        order = self.hindered()
        submitted(order, "force_majeure_notice", happened_on=self.BEGAN)
        last, first = noon(date(2027, 2, 18)), noon(date(2027, 2, 19))
        arrives(order, 1_000)

        for side in Side:
            assert "force_majeure" not in causes(order, side, last)
            assert "force_majeure" in causes(order, side, first)

        for at, letters in ((last, 0), (first, 2), (first + timedelta(days=3), 2)):
            carry_out(order, at=at)
            assert sum("lasts longer than 90 days" in one.subject for one in mailoutbox) == letters
        cancelling.cancel(order.pk, "force_majeure", by=order.seller, at=first)

        order.refresh_from_db()
        assert order.status == Order.Status.CANCELLED
        assert balances_of(order).refundable == 1_000
        assert Movement.objects.filter(order=order, kind="released").count() == 1
