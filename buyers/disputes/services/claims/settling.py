"""Settling a claim: each side proposes, and only what both have signed under one digest moves money."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from audits.desk import log
from buyers.disputes.models import Claim, ClaimStep, Settlement, SettlementSignature
from buyers.disputes.services.claims import letters
from buyers.disputes.services.claims.acting import act_of_side, note_step
from buyers.disputes.services.claims.carrying_out import divide_money
from buyers.disputes.services.claims.claimable import held_of
from buyers.disputes.services.claims.reading import Known
from buyers.disputes.services.claims.refusals import NothingAgreed, ProposalChanged, SharesWrong
from buyers.terms.disputes.claim_facts import Act
from buyers.terms.disputes.claim_rules import Share, check_shares
from buyers.terms.errors import TermsError
from buyers.trade.models import Side
from buyers.trade.services.balances import balances_of
from buyers.trade.services.parties import other
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move

Kind = ClaimStep.Kind


def digest_of(claim: Claim, shares: Sequence[Share], text: str) -> str:
    """SHA-256 of what is offered, whoever offers it."""
    rows = [[one.part, one.to_buyer, one.to_supplier] for one in sorted(shares, key=lambda one: one.part)]
    content = {"claim": str(claim), "currency": claim.order.currency, "shares": rows, "text": text.strip()}
    return hashlib.sha256(json.dumps(content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def shares_in(rows: Iterable[Sequence[int]]) -> tuple[Share, ...]:
    """The shares as a row keeps them."""
    return tuple(Share(*row) for row in rows)


def refuse_wrong_shares(claim: Claim, shares: Sequence[Share]) -> None:
    """Raises SharesWrong where they are not of the claim's parts, or more than is held for one of them."""
    held = {} if claim.is_goodwill else held_of(balances_of(claim.order).held, claim.parts)
    try:
        check_shares(tuple(shares), held)
    except TermsError as error:
        raise SharesWrong(error.code, error.facts.get("part"), error.facts.get("held")) from error


def latest_proposals(claim: Claim) -> dict[str, Settlement]:
    """The proposal of each side that counts: its latest."""
    rows = claim.settlements.select_related("proposed_by").prefetch_related("signatures__by")
    return {one.side: one for one in rows.order_by("proposed_at", "pk")}


@transaction.atomic
def propose_settlement(pk: int, shares: Sequence[Share], text: str, *, by: User, at: datetime) -> Settlement:
    """Propose and sign for the person's side; where the other side proposed the very same, that is settled.

    Who was to answer the claim has answered with it.

    Raises NotNow, SharesWrong, NothingAgreed, and what ``acting_side`` raises.
    """
    known, side = act_of_side(pk, Act.PROPOSE, by=by, at=at)
    claim = known.claim
    moved = [one for one in shares if one.total]
    if not moved and not text.strip():
        raise NothingAgreed
    refuse_wrong_shares(claim, moved)
    digest = digest_of(claim, moved, text)
    theirs = latest_proposals(claim).get(other(side))
    if theirs and theirs.digest == digest:
        return _sign(known, theirs, side, by=by, at=at)
    if side != claim.side and claim.status == Claim.Status.OPEN:
        note_step(claim, Kind.ANSWERED, side=side, by=by, at=at)
        move(claim, Claim.Status.ANSWERED, by=by, at=at)
    made = Settlement.objects.create(
        claim=claim,
        side=side,
        shares=[[one.part, one.to_buyer, one.to_supplier] for one in moved],
        text=text.strip(),
        digest=digest,
        proposed_by=by,
        proposed_at=at,
    )
    SettlementSignature.objects.create(settlement=made, side=side, digest=digest, by=by, at=at)
    note_step(claim, Kind.PROPOSED, side=side, by=by, at=at)
    letters.write_of_proposal(known, made, at=at)
    return made


@transaction.atomic
def sign_settlement(pk: int, digest: str, *, by: User, at: datetime) -> Settlement:
    """Sign what the other side proposed last, if it is what was read; that settles the claim and moves its money.

    Raises NotNow, ProposalChanged, SharesWrong, and what ``acting_side`` raises.
    """
    known, side = act_of_side(pk, Act.PROPOSE, by=by, at=at)
    theirs = latest_proposals(known.claim).get(other(side))
    if theirs is None or theirs.digest != digest:
        raise ProposalChanged
    return _sign(known, theirs, side, by=by, at=at)


def _sign(known: Known, settlement: Settlement, side: Side, *, by: User, at: datetime) -> Settlement:
    claim = known.claim
    shares = shares_in(settlement.shares)
    refuse_wrong_shares(claim, shares)
    SettlementSignature.objects.create(settlement=settlement, side=side, digest=settlement.digest, by=by, at=at)
    note_step(claim, Kind.SETTLED, side=side, by=by, at=at)
    move(claim, Claim.Status.SETTLED, by=by, at=at)
    content = {"claim": claim.number, "digest": settlement.digest, "shares": settlement.shares}
    log.append(act="claim_settled", subject=f"order:{claim.order_id}", by=by, at=at, content=content)
    letters.write_of_settlement(known, settlement, at=at)
    if not claim.is_goodwill:
        divide_money(known, shares, by=settlement.proposed_by, second=by, at=at)
    return settlement
