"""How every act in a claim begins: the order locked, the claim read after that, and the act allowed at that moment."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from buyers.disputes.models import Claim, ClaimFile, ClaimPage, ClaimStep
from buyers.disputes.services.claims import letters
from buyers.disputes.services.claims.reading import Known, known_claim
from buyers.disputes.services.claims.refusals import NotNow
from buyers.terms.disputes.claim_facts import Act, Party, Stage
from buyers.trade.models import Side
from buyers.trade.services import parties
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move
from suppliers.certificates.files import StoredUpload

Kind = ClaimStep.Kind
NEGOTIATING = (Claim.Status.OPEN, Claim.Status.ANSWERED)


def lock_claim(pk: int, *, at: datetime) -> Known:
    """The claim with its order locked until the transaction ends; escalated by itself where its days to negotiate are over."""
    order = lock_order(Claim.objects.values_list("order", flat=True).get(pk=pk))
    claim = Claim.objects.get(pk=pk)
    claim.order = order
    known = known_claim(claim, at=at)
    note_escalation(known, at=at)
    return known


def note_escalation(known: Known, *, at: datetime) -> None:
    """Write down that the claim went to the desk by itself, with its letters, if nobody has."""
    is_with_desk = known.standing.stage in (Stage.EVIDENCE, Stage.DECIDING)
    if known.claim.status in NEGOTIATING and is_with_desk:
        move(known.claim, Claim.Status.ESCALATED, by=None, at=at)
        letters.write_of_escalation(known, at=at)


def act_of_side(pk: int, act: Act, *, by: User, at: datetime) -> tuple[Known, Side]:
    """The locked claim, and the side for which this person acts. Raises NotNow and what ``acting_side`` raises."""
    known = lock_claim(pk, at=at)
    side = parties.acting_side(known.claim.order, by)
    if act not in known.standing.may[Party(side)]:
        raise NotNow(act)
    return known, side


def note_step(
    claim: Claim,
    kind: str,
    *,
    side: str,
    by: User | None,
    at: datetime,
    text: str = "",
    files: Sequence[StoredUpload] = (),
) -> ClaimStep:
    """A row of the claim's log, with its files that are stored already."""
    step = ClaimStep.objects.create(claim=claim, kind=kind, side=side, by=by, at=at, text=text)
    for upload in files:
        row = ClaimFile.objects.create(step=step, **upload.columns())
        ClaimPage.objects.bulk_create(ClaimPage(file=row, **page.columns()) for page in upload.pages)
    return step
