"""What tests of claims begin with: a paid order, a claim about it, people of the desk."""

from datetime import UTC, datetime, timedelta

from buyers.disputes.models import Claim
from buyers.disputes.services.claims.deciding import Written, write_decision
from buyers.disputes.services.claims.handling import declare
from buyers.disputes.services.claims.opening import Opening, open_claim
from buyers.disputes.services.claims.talking import act_in_claim
from buyers.terms.disputes.claim_facts import Act
from buyers.terms.disputes.claim_rules import Share
from buyers.trade.models import DeskOffice, Evidence
from tests.buyers.trade.deals import BALANCE, DEPOSIT, MONDAY, accepted, arrives, held_order, submitted
from tests.factories import UserFactory

DAY = timedelta(days=1)


def paid_order(**facts):
    """Both parts are paid: the deposit was released, the balance of USD 2,940.00 is held; the inspection passed."""
    order = held_order(**facts)
    arrives(order, DEPOSIT)
    accepted(order, "production_start_report")
    accepted(order, "inspection_report")
    arrives(order, BALANCE)
    return order


def claim_about(order, *, amount=9_240, at=MONDAY, by=None, **facts):
    """1,100 of 50,000 masks are missing: the buyer wants USD 92.40 of the balance back."""
    usual = {
        "kind": "quantity",
        "remedy": "part_refund",
        "parts": (2,),
        "lines": (1,),
        "quantity": 1_100,
        "text": "Cartons 41 to 44 were not on the truck; the driver signed for 98 of 102 cartons.",
    }
    opening = Opening(amount=amount, **{**usual, **facts})
    return open_claim(order.pk, opening, by=by or order.buyer.user, at=at)


def case_handler(office="handler"):
    """Somebody of the desk who may decide about claims."""
    user = UserFactory(is_staff=True)
    DeskOffice.objects.create(user=user, office=office, since=datetime(2026, 1, 1, tzinfo=UTC))
    return user


def deciding_claim(order, *, amount=9_240, **facts):
    """A claim whose days for evidence are over, taken by a handler: (claim, handler, the moment)."""
    claim = claim_about(order, amount=amount, **facts)
    act_in_claim(claim.pk, Act.ESCALATE, by=order.buyer.user, at=MONDAY + 5 * DAY)
    handler = case_handler()
    declare(claim.pk, has_interest=False, by=handler, at=MONDAY + 6 * DAY)
    return claim, handler, MONDAY + 13 * DAY


def decide(claim, handler, at, *, to_buyer=9_240, to_supplier=0, part=2):
    """A decision that rests on the first evidence of the order."""
    key = f"evidence:{Evidence.objects.filter(order=claim.order).order_by('pk').first().pk}"
    shares = (Share(part, to_buyer, to_supplier),) if to_buyer or to_supplier else ()
    reasons = "The delivery note counts 98 cartons of 500; 102 were invoiced. The seal was whole on arrival."
    return write_decision(claim.pk, Written(shares, reasons, (key,)), by=handler, at=at)


def again(claim):
    """The claim as it is in the database now."""
    return Claim.objects.get(pk=claim.pk)


__all__ = [
    "BALANCE",
    "DAY",
    "DEPOSIT",
    "MONDAY",
    "accepted",
    "again",
    "arrives",
    "case_handler",
    "claim_about",
    "decide",
    "deciding_claim",
    "held_order",
    "paid_order",
    "submitted",
]
