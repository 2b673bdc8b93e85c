"""Whatever sides and desk do in a claim, in whichever order: no more moves than is held, and no act comes after its time."""

from datetime import timedelta

import pytest
from django.db import transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.deciding import Written, countersign, latest_version, write_decision
from buyers.disputes.services.claims.handling import declare, order_report, receive_report
from buyers.disputes.services.claims.reading import known_claim
from buyers.disputes.services.claims.refusals import ClaimRefused
from buyers.disputes.services.claims.settling import propose_settlement, sign_settlement
from buyers.disputes.services.claims.sweeping import sweep_claims
from buyers.disputes.services.claims.talking import act_in_claim
from buyers.terms.disputes.claim_facts import Act, Party, Stage
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.services.balances import balances_of
from tests import hypothesis_profiles
from tests.buyers.disputes.claims import BALANCE, MONDAY, again, case_handler, claim_about, paid_order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("countries")]
AMOUNT = st.sampled_from([0, 1, 9_240, BALANCE - 1, BALANCE, BALANCE + 1])
SIDE = st.sampled_from([Party.BUYER, Party.SUPPLIER])
OF_SIDES = st.sampled_from([Act.ANSWER, Act.WRITE, Act.ESCALATE, Act.EXTEND, Act.OBJECT, Act.WITHDRAW, Act.FILE])
MAY_FAIL = (ClaimRefused,)


class OneClaim(RuleBasedStateMachine):
    """A claim about USD 2,940.00 that are held, with two handlers."""

    def __init__(self):
        super().__init__()
        self.point = transaction.atomic()
        self.point.__enter__()
        self.order = paid_order()
        self.claim = claim_about(self.order, amount=BALANCE)
        self.people = {Party.BUYER: self.order.buyer.user, Party.SUPPLIER: self.order.seller}
        self.handlers = [case_handler(), case_handler()]
        self.now = MONDAY
        self.stages = set()

    def teardown(self):
        transaction.set_rollback(True)
        self.point.__exit__(None, None, None)

    def standing(self):
        return known_claim(again(self.claim), at=self.now).standing

    def attempt(self, act, is_allowed):
        """The act is done where it is allowed at that moment, else refused and leaves nothing."""
        try:
            with transaction.atomic():
                act()
        except MAY_FAIL:
            return
        assert is_allowed

    @rule(days=st.integers(0, 12))
    def time_passes(self, days):
        self.now += timedelta(days=days)

    @rule(side=SIDE, act=OF_SIDES)
    def act_of_side(self, side, act):
        allowed = act in self.standing().may[side]
        who = self.people[side]
        self.attempt(lambda: act_in_claim(self.claim.pk, act, by=who, at=self.now, text="As written."), allowed)

    @rule(side=SIDE, to_buyer=AMOUNT, to_supplier=AMOUNT)
    def propose(self, side, to_buyer, to_supplier):
        allowed = Act.PROPOSE in self.standing().may[side] and to_buyer + to_supplier <= BALANCE
        shares = [Share(2, to_buyer, to_supplier)]
        who = self.people[side]
        self.attempt(lambda: propose_settlement(self.claim.pk, shares, "", by=who, at=self.now), allowed)

    @rule(side=SIDE)
    def sign(self, side):
        theirs = again(self.claim).settlements.filter(side=side.other).order_by("proposed_at", "pk").last()
        if theirs:
            allowed = Act.PROPOSE in self.standing().may[side]
            who = self.people[side]
            self.attempt(lambda: sign_settlement(self.claim.pk, theirs.digest, by=who, at=self.now), allowed)

    @rule(which=st.integers(0, 1))
    def take(self, which):
        who = self.handlers[which]
        allowed = self.standing().stage in (Stage.EVIDENCE, Stage.DECIDING, Stage.OBJECTED, Stage.ARBITRATED)
        self.attempt(lambda: declare(self.claim.pk, has_interest=False, by=who, at=self.now), allowed)

    @rule(which=st.integers(0, 1), to_buyer=AMOUNT, to_supplier=AMOUNT)
    def decide(self, which, to_buyer, to_supplier):
        desk = self.standing().may[Party.DESK]
        allowed = bool({Act.DECIDE, Act.AWARD} & desk) and to_buyer + to_supplier <= BALANCE
        key = f"evidence:{self.order.evidence.order_by('pk').first().pk}"
        written = Written((Share(2, to_buyer, to_supplier),), "What was counted.", (key,))
        who = self.handlers[which]
        self.attempt(lambda: write_decision(self.claim.pk, written, by=who, at=self.now), allowed)

    @rule(which=st.integers(0, 1))
    def sign_second(self, which):
        for name in ("first", "after_objection", "arbitration"):
            if draft := latest_version(again(self.claim), name):
                self.attempt(
                    lambda draft=draft: countersign(self.claim.pk, draft.digest, by=self.handlers[which], at=self.now),
                    bool({Act.DECIDE, Act.AWARD} & self.standing().may[Party.DESK]),
                )

    @rule(which=st.integers(0, 1), is_order=st.booleans())
    def report(self, which, is_order):
        act = order_report if is_order else receive_report
        needed = Act.ORDER_REPORT if is_order else Act.RECEIVE_REPORT
        allowed = needed in self.standing().may[Party.DESK]
        who = self.handlers[which]
        self.attempt(lambda: act(self.claim.pk, "Count of the cartons.", by=who, at=self.now), allowed)

    @rule()
    def sweep(self):
        sweep_claims(at=self.now)

    @invariant()
    def never_more_than_was_held(self):
        sums = balances_of(self.order)
        assert sums.held.get(2, 0) + sums.refunded.get(2, 0) + sums.released.get(2, 0) == BALANCE
        stage = self.standing().stage
        assert not (sums.refunded and stage is not Stage.CARRIED_OUT)
        assert Claim.objects.get(pk=self.claim.pk).status != "settled"


def run(examples, steps):
    chosen = settings(hypothesis_profiles.examples(examples), stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(OneClaim, settings=chosen)


def test_what_must_always_hold_about_a_claim_holds():
    run(examples=3, steps=15)


@pytest.mark.slow
def test_what_must_always_hold_about_a_claim_holds_for_long():
    run(examples=10, steps=40)
