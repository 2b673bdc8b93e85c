"""Legal cases of either side: one with counsel and a day that a tribunal set, one that nobody at the desk has taken."""

from __future__ import annotations

from datetime import timedelta

from buyers.disputes.models import Counsel, LegalCase
from buyers.disputes.services.cases import working
from buyers.disputes.services.cases.opening import Client, Opening, open_case
from buyers.trade.models import Side
from kpmarket.site.demo.world import claim_stories
from kpmarket.site.demo.world.stage import Stage
from kpmarket.site.demo.world.stories import Deal, Story

SOLD = (
    "After the desk's decision the supplier still says that the seam was never tested. We want to know whether we can ask "
    "for more than the refund: two operations were put off, and the replacement cost us EUR 3,180."
)
WETTED = (
    "The buyer got part of the price back because of wet cartons. The haulier wrote to us that they stood in the rain at the "
    "hospital's ramp. What would it cost us to have that looked into abroad, and how long have we got?"
)


def case_of_buyer(stage: Stage, deal: Deal) -> Story:
    """An objection is open, and the buyer asks for counsel."""
    claim = yield from claim_stories.objected(stage, deal)
    yield -3
    buyer = stage.acting(claim.order, Side.BUYER)
    opening = Opening(
        LegalCase.Kind.ARBITRATION, "HK", LegalCase.Language.ENGLISH, SOLD, order=claim.order, claim=claim
    )
    case = open_case(Client(claim.order.buyer, None), opening, by=buyer, at=stage.at(-3, 6))
    yield -2
    _take(stage, case)


def case_of_supplier(stage: Stage, deal: Deal) -> Story:
    """Opened on the day before, and still in the desk's queue."""
    claim = yield from claim_stories.decided(stage, deal)
    yield -1
    seller = stage.acting(claim.order, Side.SUPPLIER)
    opening = Opening(LegalCase.Kind.QUALITY, "DE", LegalCase.Language.CHINESE, WETTED, order=claim.order, claim=claim)
    open_case(Client(None, claim.order.supplier), opening, by=seller, at=stage.at(-1, 6))


def _take(stage: Stage, case: LegalCase) -> None:
    """The desk takes it with counsel, and writes down the day that the tribunal set."""
    counsel = Counsel.objects.create(
        firm="Fairwater & Lund (invented)",
        lawyer="Dr. Ada Fairwater",
        email="ada.fairwater@fairwater-lund.example",
        bars="Hong Kong; Hamburg",
        countries="HK, DE",
        languages="en, de",
        fee_note="EUR 240 an hour; the first hour is free for members of the demonstration.",
    )
    by = stage.people.legal
    working.assign(case.pk, counsel, by=by, at=stage.at(-2, 4))
    text = "Read the contract, the two reports and the desk's reasons; asked the client for the ward's incident forms."
    working.note_step(case.pk, text, by=by, at=stage.at(-2, 5))
    day = stage.on + timedelta(days=24)
    source = "Procedural timetable, letter of the tribunal's secretary"
    working.set_day(case.pk, "Statement of claim with annexes", day, source, by=by, at=stage.at(-2, 5))
