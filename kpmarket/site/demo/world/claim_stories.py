"""What becomes of claims about goods that came: one at each step, from opened to carried out."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.carrying_out import carry_out_claim
from buyers.disputes.services.claims.citing import citable
from buyers.disputes.services.claims.deciding import Written, countersign, write_decision
from buyers.disputes.services.claims.handling import declare
from buyers.disputes.services.claims.opening import Opening, open_claim
from buyers.disputes.services.claims.settling import propose_settlement, sign_settlement
from buyers.disputes.services.claims.talking import act_in_claim
from buyers.terms.disputes.claim_facts import Act
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.models import Side
from kpmarket.accounts.models import User
from kpmarket.site.demo.world.stage import Days, Stage
from kpmarket.site.demo.world.stories import SOUND, Deal, Story, up_to_handing_over

WithClaim = Generator[int, None, Claim]
"""A story that goes on with its claim."""
BALANCE = 2
"""The part of the price that is held until the goods are accepted."""
REFUSED = (
    "We counted at loading and the tally sheet shows the full number. The driver signed for it. Please send photos of "
    "the pallets as they came off the truck."
)


@dataclass(frozen=True)
class Complaint:
    """What the buyer says is wrong, and how many percent of the balance it wants back for it."""

    kind: str
    remedy: str
    text: str
    percent: int
    days_late: int = 0
    """Days after the last day of shipment on which the goods left, roughly."""


WET = Complaint(
    "quality",
    "part_refund",
    "Seven cartons stood in water; the inner bags are stained and two have mould on the seam. We cannot give these to "
    "patients. Photos and the warehouse's note are with our receiving office.",
    6,
)
FEWER = Complaint(
    "quantity",
    "part_refund",
    "Our goods-in team counted twice: three cartons fewer than on the list. The shrink film of the second pallet was torn.",
    4,
)
LEAFLET = Complaint(
    "documents",
    "price_cut",
    "The leaflet inside is in English and Polish only. We had 900 of them printed and put in by hand over two days.",
    5,
)
LATE = Complaint(
    "late",
    "price_cut",
    "The boxes went on the ship more than a week after the date in our contract. Meanwhile we bought from a dealer in Kiel.",
    3,
    days_late=10,
)
SEAMS = Complaint(
    "quality",
    "price_cut",
    "On the surgical ward eleven of sixty pieces tore at the seam when they were put on. We stopped using the lot.",
    8,
)


def just_opened(stage: Stage, deal: Deal) -> Story:
    yield from _claimed(stage, deal, WET, -2)


def under_discussion(stage: Stage, deal: Deal) -> Story:
    """The supplier has answered, and the two write to each other."""
    claim = yield from _claimed(stage, deal, FEWER, -8)
    yield from _answered(stage, claim, -6, REFUSED)
    yield -4
    text = "The photos are attached to the note of the haulier. You can see the gap on the top layer."
    _act(stage, claim, Act.WRITE, Side.BUYER, -4, text)


def agreed(stage: Stage, deal: Deal) -> Story:
    """Both signed the same: the ledger has divided what was held."""
    claim = yield from _claimed(stage, deal, LEAFLET, -14)
    yield from _answered(stage, claim, -12, "You are right about the languages. Tell us what the work cost you.")
    yield -10
    shares, text = (
        (Share(BALANCE, claim.amount // 2, 0),),
        "Half of it for the labour; the next lot gets the right leaflet.",
    )
    buyer, seller = _person(stage, claim, Side.BUYER), _person(stage, claim, Side.SUPPLIER)
    made = propose_settlement(claim.pk, shares, text, by=seller, at=stage.at(-10, 4))
    yield -9
    sign_settlement(claim.pk, made.digest, by=buyer, at=stage.at(-9, 4))


def with_desk(stage: Stage, deal: Deal) -> Story:
    """The two did not agree; a case handler looks at it."""
    yield from _passed_on(stage, deal, LATE, -15)


def decided(stage: Stage, deal: Deal) -> WithClaim:
    """Decided, and either side may still object."""
    return (yield from _decided(stage, deal, WET, -26))


def objected(stage: Stage, deal: Deal) -> WithClaim:
    """Decided, and the supplier does not take it: another handler decides."""
    claim = yield from _decided(stage, deal, SEAMS, -29)
    yield -4
    text = (
        "Nobody has tested the seam. A pull test at an accredited laboratory costs less than what we are to pay back."
    )
    _act(stage, claim, Act.OBJECT, Side.SUPPLIER, -4, text)
    return claim


def carried_out(stage: Stage, deal: Deal) -> Story:
    """Decided, nobody objected, and the ledger has divided what was held."""
    claim = yield from _decided(stage, deal, FEWER, -45)
    yield -12
    carry_out_claim(claim.pk, at=stage.at(-12, 4))


def _claimed(stage: Stage, deal: Deal, complaint: Complaint, day: int) -> WithClaim:
    """Delivered four days before, and claimed on that day."""
    left = day - 30
    agreed_days = Days(left + 2 - complaint.days_late, left + 40)
    order = yield from up_to_handing_over(stage, deal, agreed_days, left, left - 24)
    yield day - 4
    stage.prove(order, "delivery_proof", day - 4, SOUND, side=Side.BUYER)
    yield day
    held = next(one.amount for one in order.contracts.order_by("version")[0].terms.parts if one.number == BALANCE)
    amount = held * complaint.percent // 100
    opening = Opening(complaint.kind, complaint.remedy, (BALANCE,), amount, complaint.text, lines=(1,))
    return open_claim(order.pk, opening, by=stage.acting(order, Side.BUYER), at=stage.at(day, 6))


def _answered(stage: Stage, claim: Claim, day: int, text: str) -> Story:
    yield day
    _act(stage, claim, Act.ANSWER, Side.SUPPLIER, day, text)


def _passed_on(stage: Stage, deal: Deal, complaint: Complaint, day: int) -> WithClaim:
    """Answered, passed on to the desk after the days to negotiate, and taken by the case handler."""
    claim = yield from _claimed(stage, deal, complaint, day)
    yield from _answered(stage, claim, day + 2, REFUSED)
    yield day + 11
    text = "We do not get any further with each other. Please decide on what is there."
    _act(stage, claim, Act.ESCALATE, Side.BUYER, day + 11, text)
    yield day + 12
    declare(claim.pk, has_interest=False, by=stage.people.handler, at=stage.at(day + 12, 4))
    return claim


def _decided(stage: Stage, deal: Deal, complaint: Complaint, day: int) -> WithClaim:
    """The handler decided after the days for evidence: two thirds for the buyer."""
    claim = yield from _passed_on(stage, deal, complaint, day)
    decided_on = day + 20
    yield decided_on
    keys = tuple(one.key for one in citable(claim) if one.key.startswith("evidence:"))
    reasons = (
        "The buyer reported the defect within four days and kept the goods apart. The supplier showed its own tally and "
        "nothing from the carrier. A third of the sum is not explained by what was found, and stays with the supplier."
    )
    written = Written((Share(BALANCE, claim.amount * 2 // 3, 0),), reasons, keys[-2:])
    made = write_decision(claim.pk, written, by=stage.people.handler, at=stage.at(decided_on, 4))
    if made.needs_second:
        countersign(claim.pk, made.digest, by=stage.people.head, at=stage.at(decided_on, 5))
    return claim


def _act(stage: Stage, claim: Claim, act: Act, side: Side, day: int, text: str) -> None:
    act_in_claim(claim.pk, act, by=_person(stage, claim, side), at=stage.at(day, 5), text=text)


def _person(stage: Stage, claim: Claim, side: Side) -> User:
    return stage.acting(claim.order, side)
