"""What the clock makes of claims: final decisions carried out, escalations noted, reminders written, each once.

Pages tell all of that without it.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from buyers.disputes.models import Claim
from buyers.disputes.services.claims import letters
from buyers.disputes.services.claims.acting import lock_claim
from buyers.disputes.services.claims.carrying_out import carry_out_claim
from buyers.disputes.services.claims.reading import CLOSED
from buyers.terms.disputes.claim_facts import Code, LastDay, Stage
from buyers.trade.models import Movement, OrderLetter, Transfer
from buyers.trade.services.accounts import refundable
from buyers.trade.services.balances import balances_of

logger = logging.getLogger(__name__)
ANSWER_DUE, WINDOW_ENDS = timedelta(days=1), timedelta(days=2)
"""How long before the last day a reminder is written."""
WRITTEN_FOR = timedelta(days=120)
"""Claims that were opened longer ago get no letter about a refund: a site that stood still writes no old news."""


def sweep_claims(*, at: datetime) -> int:
    """Look at each open claim and at refunds; how many. One that fails is logged and does not keep the others from theirs."""
    keys = list(Claim.objects.exclude(status__in=CLOSED).order_by("pk").values_list("pk", flat=True))
    for key in keys:
        try:
            _sweep(key, at=at)
        except Exception:
            logger.exception("Claim %d could not be carried on", key)
    return len(keys) + _notify_of_refunds(at=at)


@transaction.atomic
def _sweep(key: int, *, at: datetime) -> None:
    known = lock_claim(key, at=at)
    if known.standing.stage is Stage.FINAL:
        carry_out_claim(key, at=at)
        return
    for duty in known.standing.duties:
        if duty.code is Code.ANSWER and _is_near(duty.until, ANSWER_DUE, at):
            letters.write_of_answer_due(known, at=at)
        if duty.code is Code.BRING_EVIDENCE and _is_near(duty.until, WINDOW_ENDS, at):
            letters.write_of_window(known, at=at)


def _is_near(until: LastDay | None, before: timedelta, at: datetime) -> bool:
    """Whether the last day has not ended and begins within that time."""
    return until is not None and not until.is_over(at) and at.astimezone(until.zone).date() >= until.day - before


def _notify_of_refunds(*, at: datetime) -> int:
    """Write to buyers whose money left the holder since a claim was carried out; of how many claims."""
    written = set(OrderLetter.objects.filter(kind="refund_sent").values_list("cause", flat=True))
    ended = Claim.objects.filter(status=Claim.Status.CARRIED_OUT, opened_at__gt=at - WRITTEN_FOR)
    waiting = [one for one in ended.select_related("order").order_by("pk") if f"claim:{one.pk}" not in written]
    sent = [one for one in waiting if gave_back(one) and balances_of(one.order).refundable == 0]
    for claim in sent:
        _notify_of_refund(claim.pk, at=at)
    return len(sent)


@transaction.atomic
def _notify_of_refund(key: int, *, at: datetime) -> None:
    letters.write_of_refund(lock_claim(key, at=at), at=at)


def gave_back(claim: Claim) -> bool:
    """Whether anything went back to the buyer by what ended the claim, as the ledger says."""
    to_buyer = Transfer.objects.filter(
        movement__kind=Movement.Kind.RESOLVED,
        movement__cause__startswith=f"claim:{claim.pk}:",
        credit__name=refundable(claim.order).name,
    )
    return to_buyer.exists()
