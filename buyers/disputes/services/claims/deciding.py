"""Deciding a claim: versions that are never changed, signed by digest, with a second person where it is big."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction

from audits.desk import log
from buyers.disputes.models import Claim, ClaimStep, Decision, DecisionSignature, HandlerDeclaration
from buyers.disputes.services.claims import letters
from buyers.disputes.services.claims.acting import lock_claim, note_step
from buyers.disputes.services.claims.carrying_out import carry_out_claim, has_all_signatures, signed_decision
from buyers.disputes.services.claims.citing import cited, is_against_report
from buyers.disputes.services.claims.claimable import held_of
from buyers.disputes.services.claims.handling import handled_claim, note_declaration
from buyers.disputes.services.claims.reading import Known, known_claim
from buyers.disputes.services.claims.refusals import (
    DecisionChanged,
    NothingCited,
    NotNow,
    OtherHandlerNeeded,
    SecondPersonNeeded,
)
from buyers.disputes.services.claims.settling import refuse_wrong_shares
from buyers.terms.disputes.claim_facts import Act, Party, Stage
from buyers.terms.disputes.claim_rules import Share, second_signature_reasons
from buyers.trade.services.balances import balances_of
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move

Kind = ClaimStep.Kind
ROUNDS = {
    Stage.DECIDING: Decision.Round.FIRST,
    Stage.OBJECTED: Decision.Round.AFTER_OBJECTION,
    Stage.ARBITRATED: Decision.Round.ARBITRATION,
}


@dataclass(frozen=True)
class Written:
    """What a decision says. Amounts in minor units; ``costs_borne_by``: who bears an independent report, or nobody."""

    shares: tuple[Share, ...]
    reasons: str
    citations: tuple[str, ...]
    costs_borne_by: str = ""


def round_of(known: Known) -> Decision.Round | None:
    """Which decision is to be made now; None where none is."""
    return ROUNDS.get(known.standing.stage)


def latest_version(claim: Claim, of_round: str) -> Decision | None:
    """The version of that round that counts."""
    rows = claim.decisions.filter(round=of_round).select_related("written_by").prefetch_related("signatures__by")
    return rows.order_by("version").last()


@transaction.atomic
def write_decision(pk: int, written: Written, *, by: User, at: datetime) -> Decision:
    """Write the next version and sign it; earlier signatures are under earlier versions and so void.

    Raises NotNow, NotInOffice, HasInterest, NotHandler, OtherHandlerNeeded, SharesWrong, NothingCited.
    """
    known = handled_claim(pk, _act(pk, at=at), by=by, at=at)
    claim, this_round = known.claim, round_of(known)
    if this_round is None:
        raise NotNow
    _refuse_first_signers(claim, this_round, by)
    refuse_wrong_shares(claim, written.shares)
    rests_on = [one.key for one in cited(claim, written.citations)]
    if not rests_on or len(rests_on) != len(set(written.citations)):
        raise NothingCited
    content = _content(claim, this_round, written, claim.decisions.count() + 1)
    decision = Decision.objects.create(
        claim=claim,
        **content,
        needs_second=_needs_second(claim, this_round, written),
        digest=_digest(claim, content),
        written_by=by,
        written_at=at,
    )
    DecisionSignature.objects.create(decision=decision, digest=decision.digest, by=by, at=at)
    if has_all_signatures(decision):
        _take_effect(known, decision, by=by, at=at)
    return decision


@transaction.atomic
def countersign(pk: int, digest: str, *, by: User, at: datetime) -> Decision:
    """The second signature under the latest version, by who declares with it to have no interest.

    Raises NotNow, DecisionChanged, SecondPersonNeeded, OtherHandlerNeeded, NotInOffice, HasInterest.
    """
    known = lock_claim(pk, at=at)
    this_round = round_of(known)
    decision = latest_version(known.claim, this_round) if this_round else None
    if this_round is None or decision is None or has_all_signatures(decision):
        raise NotNow
    if decision.digest != digest:
        raise DecisionChanged
    if decision.written_by == by:
        raise SecondPersonNeeded
    _refuse_first_signers(known.claim, this_round, by)
    note_declaration(known.claim, HandlerDeclaration.Role.SECOND, has_interest=False, by=by, at=at)
    DecisionSignature.objects.create(decision=decision, digest=digest, by=by, at=at)
    _take_effect(known, decision, by=by, at=at)
    return decision


def _act(pk: int, *, at: datetime) -> Act:
    """Deciding, or carrying over what a tribunal decided."""
    known = lock_claim(pk, at=at)
    return Act.AWARD if Act.AWARD in known.standing.may[Party.DESK] else Act.DECIDE


def _refuse_first_signers(claim: Claim, this_round: str, by: User) -> None:
    """Raises OtherHandlerNeeded where a signer of the first decision would decide about the objection to it."""
    first = signed_decision(claim) if this_round == Decision.Round.AFTER_OBJECTION else None
    if first and by in [one.by for one in first.signatures.all()]:
        raise OtherHandlerNeeded


def _needs_second(claim: Claim, this_round: str, written: Written) -> list[str]:
    held = held_of(balances_of(claim.order).held, claim.parts)
    moved = sum(one.total for one in written.shares)
    reasons = second_signature_reasons(
        amount=max(moved, claim.amount),
        currency=claim.order.currency,
        to_buyer=sum(one.to_buyer for one in written.shares),
        held=sum(held.values()),
        is_against_report=is_against_report(claim, written.shares),
        is_after_arbitration=this_round == Decision.Round.ARBITRATION,
    )
    return list(reasons)


def _content(claim: Claim, this_round: str, written: Written, version: int) -> dict[str, Any]:
    """The columns of a version: what is signed."""
    return {
        "round": str(this_round),
        "version": version,
        "shares": [[one.part, one.to_buyer, one.to_supplier] for one in written.shares if one.total],
        "reasons": written.reasons.strip(),
        "citations": list(dict.fromkeys(written.citations)),
        "costs_borne_by": written.costs_borne_by,
    }


def _digest(claim: Claim, content: dict[str, Any]) -> str:
    named = {"claim": str(claim), "currency": claim.order.currency, **content}
    return hashlib.sha256(json.dumps(named, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _take_effect(known: Known, decision: Decision, *, by: User, at: datetime) -> None:
    """It has all its signatures: it is noted, both sides are written to, and what is final is carried out."""
    claim = known.claim
    is_award = decision.round == Decision.Round.ARBITRATION
    note_step(claim, Kind.AWARDED if is_award else Kind.DECIDED, side="", by=by, at=at)
    if not is_award:
        move(claim, Claim.Status.DECIDED, by=by, at=at)
    content = {"claim": claim.number, "digest": decision.digest, "shares": decision.shares}
    log.append(act="claim_decided", subject=f"order:{claim.order_id}", by=by, at=at, content=content)
    now = Claim.objects.get(pk=claim.pk)
    now.order = claim.order
    letters.write_of_decision(known_claim(now, at=at), decision, at=at)
    if decision.round != Decision.Round.FIRST:
        carry_out_claim(claim.pk, at=at)
