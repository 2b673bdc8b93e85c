"""Who moves money: finance in office and nobody else, and never money of one's own side."""

from functools import partial

import pytest

from buyers.trade.models import Match, MoneyRequest, OrderMessage
from buyers.trade.services import money_desk, money_requests, payouts
from buyers.trade.services.desk import NotInOffice, OwnOrder
from buyers.trade.services.movements import release
from tests.buyers.trade.bank_days import Bank, approved_account, finance, paid
from tests.buyers.trade.statements.bank_files import Booking
from tests.factories import BuyerMembershipFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
WHY = "Bank advice 4471 of 20 November"


def acts_of(bank):
    """What finance does with money of no order, and with that of one order, whose facts are all there; with the order."""
    order = bank.order()
    credit, debit = bank.day(paid(order, "1260.00"), Booking("18.50", side="DBIT", name="HANSE SPEDITION"))
    released = release(order, 1, evidence="evidence 1", by=None, at=bank.now)
    approved_account(order.supplier, at=bank.now)
    payment = payouts.prepare_payout(order, bank.account, by=bank.by, at=bank.now)
    agreement = OrderMessage(order=order)
    of_none = [
        partial(money_desk.accept_as_charge, debit, reason=WHY),
        partial(money_desk.accept_as_recall, debit, credit, reason=WHY),
        partial(money_desk.accept_as_new_money, credit),
        partial(money_requests.ask_cover, credit, reason=WHY),
        partial(payouts.prepare_return, credit, reason=WHY),
        partial(payouts.export_payments, bank.account, pay_on=bank.now.date()),
    ]
    of_order = [
        partial(money_desk.accept_for_order, credit, order, reason=WHY),
        partial(money_desk.accept_as_payment, debit, payment, reason=WHY),
        partial(money_desk.give_up, Match.objects.get(entry=credit), reason=WHY),
        partial(money_requests.ask_correction, released, reason=WHY),
        partial(money_requests.ask_exchange, credit, debit, credit, agreement, reason=WHY),
        partial(money_requests.approve_request, MoneyRequest(movement=released)),
        partial(money_requests.refuse_request, MoneyRequest(movement=released), reason=WHY),
        partial(payouts.prepare_payout, order, bank.account),
        partial(payouts.prepare_refunds, order, bank.account),
        partial(payouts.approve_payment, payment),
        partial(payouts.cancel_payment, payment, reason=WHY),
    ]
    return of_none, of_order, order


def test_who_holds_no_office_of_finance_moves_no_money():
    bank = Bank()
    of_none, of_order, _order = acts_of(bank)

    for act in of_none + of_order:
        with pytest.raises(NotInOffice):
            act(by=UserFactory(is_staff=True), at=bank.now)


def test_finance_moves_no_money_of_a_company_that_it_belongs_to():
    bank = Bank()
    _of_none, of_order, order = acts_of(bank)
    sells, buys = finance(), finance()
    MembershipFactory(supplier=order.supplier, user=sells)
    BuyerMembershipFactory(buyer=order.buyer, user=buys)

    for act in of_order:
        for person in (sells, buys):
            with pytest.raises(OwnOrder):
                act(by=person, at=bank.now)
