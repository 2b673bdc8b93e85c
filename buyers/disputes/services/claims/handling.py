"""A claim at the desk: who handles it, declared interests, and an independent report."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from audits.desk import log
from buyers.disputes.models import Claim, ClaimStep, HandlerDeclaration
from buyers.disputes.services.claims import letters
from buyers.disputes.services.claims.acting import lock_claim, note_step
from buyers.disputes.services.claims.reading import Known
from buyers.disputes.services.claims.refusals import HasInterest, NotHandler, NotNow
from buyers.terms.disputes.claim_facts import Act, Party, Stage
from buyers.trade.models import DeskOffice, Order
from buyers.trade.services.desk import NotInOffice, holds_office, is_own
from kpmarket.accounts.models import User
from suppliers.certificates.files import StoredUpload

Office = DeskOffice.Office
WITH_DESK = (Stage.EVIDENCE, Stage.DECIDING, Stage.OBJECTED, Stage.ARBITRATED)


def handler_of(claim: Claim) -> User | None:
    """Who handles the claim: the last one who took it without an interest in it."""
    taken = claim.declarations.filter(role=HandlerDeclaration.Role.HANDLER, has_interest=False).select_related("by")
    last = taken.order_by("at", "pk").last()
    return last.by if last else None


def is_handler_of(order: Order, user: User) -> bool:
    """Whether this person handles or signed second in any claim of the order."""
    return HandlerDeclaration.objects.filter(claim__order=order, by=user, has_interest=False).exists()


@transaction.atomic
def declare(pk: int, *, has_interest: bool, note: str = "", by: User, at: datetime) -> HandlerDeclaration:
    """Take a claim by declaring that there is no interest, or note the interest, so that a colleague takes it.

    Raises NotNow, NotInOffice, HasInterest for members of a side and for who declared an interest before.
    """
    known = lock_claim(pk, at=at)
    if known.standing.stage not in WITH_DESK:
        raise NotNow
    declared = note_declaration(
        known.claim, HandlerDeclaration.Role.HANDLER, has_interest=has_interest, note=note, by=by, at=at
    )
    if not has_interest:
        note_step(known.claim, ClaimStep.Kind.TAKEN, side="", by=by, at=at)
    return declared


def note_declaration(
    claim: Claim, role: HandlerDeclaration.Role, *, has_interest: bool, by: User, at: datetime, note: str = ""
) -> HandlerDeclaration:
    """What the person declares; the same twice is one row. Raises NotInOffice and HasInterest."""
    require_office(claim.order, by, at=at)
    before = claim.declarations.filter(by=by)
    if any(one.has_interest for one in before):
        raise HasInterest
    found = next((one for one in before if one.role == role), None)
    if found and not has_interest:
        return found
    if found:
        raise NotNow
    made = HandlerDeclaration.objects.create(claim=claim, role=role, by=by, has_interest=has_interest, note=note, at=at)
    content = {"claim": claim.number, "role": str(role), "has_interest": has_interest}
    log.append(act="claim_declaration", subject=f"order:{claim.order_id}", by=by, at=at, content=content)
    return made


def require_office(order: Order, by: User, *, at: datetime) -> None:
    """Raises NotInOffice unless the person decides claims now, HasInterest where they belong or belonged to a side."""
    if not holds_office(by, Office.HANDLER, Office.HEAD, at=at):
        raise NotInOffice
    if is_own(order, by):
        raise HasInterest


def handled_claim(pk: int, act: Act, *, by: User, at: datetime) -> Known:
    """The locked claim for who handles it. Raises NotNow, NotInOffice, HasInterest, NotHandler."""
    known = lock_claim(pk, at=at)
    require_office(known.claim.order, by, at=at)
    if act not in known.standing.may[Party.DESK]:
        raise NotNow
    if handler_of(known.claim) != by:
        raise NotHandler
    return known


@transaction.atomic
def order_report(pk: int, text: str, *, by: User, at: datetime) -> ClaimStep:
    """Order an independent report: the clock stands still until it is there. Raises as ``handled_claim``."""
    known = handled_claim(pk, Act.ORDER_REPORT, by=by, at=at)
    return _note_report(known, ClaimStep.Kind.REPORT_ORDERED, text, (), by=by, at=at)


@transaction.atomic
def receive_report(pk: int, text: str, *, by: User, at: datetime, files: Sequence[StoredUpload] = ()) -> ClaimStep:
    """The report is there: both sides read it, and the clock goes on. Raises as ``handled_claim``."""
    known = handled_claim(pk, Act.RECEIVE_REPORT, by=by, at=at)
    return _note_report(known, ClaimStep.Kind.REPORT_RECEIVED, text, files, by=by, at=at)


def _note_report(
    known: Known, kind: ClaimStep.Kind, text: str, files: Sequence[StoredUpload], *, by: User, at: datetime
) -> ClaimStep:
    step = note_step(known.claim, kind, side="", by=by, at=at, text=text, files=files)
    letters.write_of_report(known, step, at=at)
    return step
