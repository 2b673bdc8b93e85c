"""Carrying out what was settled or decided: the ledger divides what is held, and the rest goes on as agreed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from buyers.disputes.models import Claim, ClaimStep, Decision
from buyers.disputes.services.claims import letters
from buyers.disputes.services.claims.acting import lock_claim, note_step
from buyers.disputes.services.claims.reading import Known
from buyers.disputes.services.claims.refusals import NotNow
from buyers.terms.disputes.claim_facts import Stage
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.services import movements, payments
from buyers.trade.services.balances import balances_of
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move


@transaction.atomic
def carry_out_claim(pk: int, *, at: datetime) -> None:
    """Divide the money as the final decision says; done twice, it is done once. Raises NotNow before it is final."""
    known = lock_claim(pk, at=at)
    if known.standing.stage is not Stage.FINAL:
        raise NotNow
    decision = signed_decision(known.claim)
    if decision is None:
        raise NotNow
    signers = [one.by for one in decision.signatures.order_by("at", "pk")]
    second = next((one for one in signers if one != decision.written_by), None)
    divide_money(known, [Share(*row) for row in decision.shares], by=decision.written_by, second=second, at=at)


def signed_decision(claim: Claim) -> Decision | None:
    """The decision that was made last with all the signatures that it needs."""
    rows = claim.decisions.select_related("written_by").prefetch_related("signatures__by").order_by("-version")
    return next((one for one in rows if has_all_signatures(one)), None)


def has_all_signatures(decision: Decision) -> bool:
    """Whether it needs nobody else."""
    return len(decision.signatures.all()) >= (2 if decision.needs_second else 1)


def divide_money(known: Known, shares: Sequence[Share], *, by: User | None, second: User | None, at: datetime) -> None:
    """Move what is held as the shares say, close the claim, and let the order go on. The order is locked.

    Where less is held than was decided, because both signed a smaller price or a bank recalled a payment since, so much
    is moved as there is, the buyer's share first: never more than is held.
    """
    claim, order = known.claim, known.claim.order
    held = balances_of(order).held
    back = 0
    for one in shares:
        there = held.get(one.part, 0)
        to_buyer = min(one.to_buyer, there)
        to_supplier = min(one.to_supplier, there - to_buyer)
        back += to_buyer
        if to_buyer + to_supplier:
            movements.resolve(
                order,
                one.part,
                to_buyer=to_buyer,
                to_supplier=to_supplier,
                cause=f"claim:{claim.pk}:part:{one.part}",
                by=by,
                second=second,
                at=at,
                note=str(claim),
            )
    note_step(claim, ClaimStep.Kind.CARRIED_OUT, side="", by=None, at=at)
    move(claim, Claim.Status.CARRIED_OUT, by=None, at=at)
    letters.write_of_end(known, back, at=at)
    payments.carry_out(order, at=at)
