"""Opening a claim: what happened, which parts and lines it is about, and what is wanted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from audits.desk import log
from buyers.disputes.models import Claim, ClaimStep
from buyers.disputes.services.claims import letters
from buyers.disputes.services.claims.acting import note_step
from buyers.disputes.services.claims.claimable import claimable, last_day_of_goodwill
from buyers.disputes.services.claims.holding import open_claim_about
from buyers.disputes.services.claims.reading import known_claim
from buyers.disputes.services.claims.refusals import (
    ClaimedAlready,
    NothingPaid,
    NotRunning,
    NotYourKind,
    TooLate,
    TooMuch,
    UnknownPlace,
)
from buyers.terms.disputes.claim_rules import claim_rules
from buyers.trade.models import Order, Side
from buyers.trade.services import parties
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.facts import order_facts
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from suppliers.certificates.files import StoredUpload

OPEN_TO_CLAIMS = frozenset({Order.Status.CONFIRMED, Order.Status.COMPLETED})


@dataclass(frozen=True)
class Opening:
    """What somebody claims. ``amount`` in minor units of the order's currency; ``quantity`` in units of the lines."""

    kind: str
    remedy: str
    parts: tuple[int, ...]
    amount: int
    text: str
    lines: tuple[int, ...] = ()
    quantity: int | None = None


@transaction.atomic
def open_claim(order_pk: int, opening: Opening, *, by: User, at: datetime, files: Sequence[StoredUpload] = ()) -> Claim:
    """Open it: the money of its parts waits from the moment at which this transaction is committed.

    Raises NotRunning, NotYourKind, UnknownPlace, NothingPaid, TooMuch, ClaimedAlready, TooLate, and what ``acting_side``
    raises.
    """
    order = lock_order(order_pk)
    side = parties.acting_side(order, by)
    facts = order_facts(order, at=at)
    is_goodwill = _check(facts, side, opening)
    claim = Claim.objects.create(
        order=order,
        number=order.claims.count() + 1,
        side=side,
        kind=opening.kind,
        remedy=opening.remedy,
        lines=sorted(opening.lines),
        parts=sorted(opening.parts),
        quantity=opening.quantity,
        amount=opening.amount,
        text=opening.text,
        is_goodwill=is_goodwill,
        opened_by=by,
        opened_at=at,
    )
    note_step(claim, ClaimStep.Kind.OPENED, side=side, by=by, at=at, text=opening.text, files=files)
    content = {"claim": claim.number, "side": str(side), "kind": opening.kind, "amount": opening.amount}
    log.append(act="claim_opened", subject=f"order:{order.pk}", by=by, at=at, content=content)
    letters.write_of_opening(known_claim(claim, at=at), at=at)
    return claim


def _check(facts: OrderFacts, side: Side, opening: Opening) -> bool:
    """Raises why it cannot be opened. Whether nothing is held for it, so that it asks for goodwill."""
    if facts.order.status not in OPEN_TO_CLAIMS or facts.terms is None:
        raise NotRunning
    rule = claim_rules().kinds.get(opening.kind)
    if rule is None or rule.by != side or opening.remedy not in rule.remedies:
        raise NotYourKind
    parts, lines = {part.number for part in facts.terms.parts}, {line.number for line in facts.terms.lines}
    if not opening.parts or not set(opening.parts) <= parts or not set(opening.lines) <= lines:
        raise UnknownPlace
    open_to = claimable(facts, side)
    chosen = [open_to[part] for part in opening.parts if part in open_to]
    most = sum(one.most for one in chosen)
    if not most:
        raise NothingPaid
    if not 1 <= opening.amount <= most:
        is_all = sum(one.most for one in open_to.values()) == most
        raise TooMuch(most, facts.order.currency, is_of_order=is_all)
    if claim := open_claim_about(facts.order.pk, opening.parts):
        raise ClaimedAlready(claim)
    is_goodwill = not any(one.held for one in chosen)
    if is_goodwill and side == Side.BUYER:
        last = last_day_of_goodwill(facts, opening.parts)
        if last and facts.on > last:
            raise TooLate(last)
    return is_goodwill
