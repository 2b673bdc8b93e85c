"""What the two sides do in a claim: answer, write, pass it to the desk, ask for more days, object, withdraw, go to court."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from buyers.disputes.models import Claim, ClaimStep
from buyers.disputes.services.claims import letters
from buyers.disputes.services.claims.acting import act_of_side, note_step
from buyers.disputes.services.claims.reading import known_claim
from buyers.terms.disputes.claim_facts import Act
from buyers.trade.services import payments
from kpmarket.accounts.models import User
from kpmarket.foundation.transitions import move
from suppliers.certificates.files import StoredUpload

Kind = ClaimStep.Kind
KINDS = {
    Act.ANSWER: Kind.ANSWERED,
    Act.WRITE: Kind.MESSAGE,
    Act.ESCALATE: Kind.ESCALATED,
    Act.EXTEND: Kind.EXTENDED,
    Act.OBJECT: Kind.OBJECTED,
    Act.WITHDRAW: Kind.WITHDRAWN,
    Act.FILE: Kind.FILED,
}
STATUSES = {
    Act.ANSWER: Claim.Status.ANSWERED,
    Act.ESCALATE: Claim.Status.ESCALATED,
    Act.OBJECT: Claim.Status.OBJECTED,
    Act.WITHDRAW: Claim.Status.WITHDRAWN,
    Act.FILE: Claim.Status.ARBITRATED,
}


@transaction.atomic
def act_in_claim(
    pk: int, act: Act, *, by: User, at: datetime, text: str = "", files: Sequence[StoredUpload] = ()
) -> ClaimStep:
    """Do that for the person's side, with words and files, and write to the other side.

    Raises NotNow where the claim does not allow it at that moment, and what ``acting_side`` raises.
    """
    known, side = act_of_side(pk, act, by=by, at=at)
    claim = known.claim
    step = note_step(claim, KINDS[act], side=side, by=by, at=at, text=text, files=files)
    is_late_answer = act is Act.ANSWER and claim.status != Claim.Status.OPEN
    if act in STATUSES and not is_late_answer:
        move(claim, STATUSES[act], by=by, at=at)
    fresh = Claim.objects.get(pk=claim.pk)
    fresh.order = claim.order
    letters.write_of_act(known_claim(fresh, at=at), step, at=at)
    if act is Act.WITHDRAW:
        payments.carry_out(claim.order, at=at, by=by)
    return step
