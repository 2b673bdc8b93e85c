"""What tests of money begin with: a held order, transfers that arrive for it, evidence that is accepted."""

from datetime import UTC, datetime, timedelta
from itertools import count

from buyers.trade.models import Order, Side
from buyers.trade.services import bank_movements, movements
from buyers.trade.services.evidence import Submission, answer_evidence, submit_evidence
from buyers.trade.services.facts import order_facts
from buyers.trade.services.payments import carry_out
from tests.buyers.trade.watched_orders import watched_order
from tests.factories.trade import BankAccountFactory, HolderFactory

MONDAY = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
"""A working day of both sides, after the order was confirmed."""
DEPOSIT, BALANCE = 126_000, 294_000
NUMBERS = count(1)
FACTS = {
    "production_start_report": {"finished_on": "2026-12-16"},
    "inspection_report": {
        "result": "passed",
        "inspector": "Example Inspection Co",
        "number": "IR-77120",
        "sample": 315,
        "counted": 50_000,
    },
    "transport_document": {"kind": "bill_of_lading", "number": "COSU6182004450", "carrier": "COSCO"},
    "document_pack": {},
    "delivery_proof": {"condition": "sound"},
    "arrival_or_silence": {},
    "payment_receipt": {},
}


def held_order(**facts):
    """A confirmed order of USD 4,200.00, paid 30/70, whose goods are cleared and whose money a holder keeps."""
    order = watched_order(holder=HolderFactory(), **facts)
    order.account = BankAccountFactory(holder=order.holder)
    return order


def arrives(order, amount, *, at=MONDAY):
    """A transfer comes in and is matched to the order, as the import of a statement does it."""
    number = next(NUMBERS)
    account = order.account
    received = bank_movements.receive(account, amount, cause=f"entry:{number}", at=at)
    movements.match(received, order, amount, account=account, cause=f"match:{number}", by=None, at=at)
    carry_out(order, at=at)
    return received


def submitted(order, kind, *, at=MONDAY, side=Side.SUPPLIER, by=None, files=(), **facts):
    """Evidence of that kind, of yesterday and of the whole order unless said otherwise."""
    day = facts.pop("happened_on", (at - timedelta(days=1)).date())
    line, quantity = facts.pop("line", None), facts.pop("quantity", None)
    submission = Submission(kind, day, line, quantity, {**FACTS[kind], **facts})
    by = by or (order.seller if side == Side.SUPPLIER else order.buyer.user)
    return submit_evidence(order, submission, side=side, by=by, at=at, files=files)


def accepted(order, kind, *, at=MONDAY, **facts):
    """Evidence of that kind that the buyer accepts at once."""
    evidence = submitted(order, kind, at=at, **facts)
    answer_evidence(evidence, "accepted", side=Side.BUYER, by=order.buyer.user, at=at)
    return evidence


def part_of(order, number, *, at=MONDAY):
    """One part of the price as it stands."""
    return order_facts(Order.objects.get(pk=order.pk), at=at).parts[number - 1]
