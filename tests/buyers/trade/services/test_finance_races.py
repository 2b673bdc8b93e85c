"""Two people of finance at the same moment: one of them does it, the other reads that it was done."""

import pytest

from buyers.trade.models import Match, Movement, PaymentFile, PaymentInstruction, StatementFile
from buyers.trade.services.movements import release
from buyers.trade.services.payouts import (
    NothingLeft,
    NothingToExport,
    approve_payment,
    export_payments,
    prepare_payout,
)
from buyers.trade.services.statements import AlreadyImported, import_statement
from tests.buyers.trade.bank_days import Bank, approved_account, finance, paid
from tests.threads import together


@pytest.fixture
def bank(committing):
    return Bank()


def released(bank):
    order = bank.order()
    bank.day(paid(order, "1260.00"))
    release(order, 1, evidence="evidence 1", by=None, at=bank.now)
    approved_account(order.supplier, at=bank.now)
    return order


def of_kind(results, kind):
    return [one for one in results if isinstance(one, kind)]


def test_of_two_who_import_the_same_statement_one_does(bank):
    data, people = bank.file(paid(bank.order(), "1260.00")), (bank.by, finance())

    results = together(
        *(lambda by=by: import_statement(bank.account, data, name="x.xml", by=by, at=bank.now) for by in people)
    )

    assert len(of_kind(results, StatementFile)) == len(of_kind(results, AlreadyImported)) == 1
    assert Movement.objects.filter(kind="received").count() == 1


def test_of_two_who_prepare_the_same_payout_one_does(bank):
    order, people = released(bank), (bank.by, finance())

    results = together(*(lambda by=by: prepare_payout(order, bank.account, by=by, at=bank.now) for by in people))

    assert len(of_kind(results, PaymentInstruction)) == len(of_kind(results, NothingLeft)) == 1


def test_of_two_who_export_at_once_one_has_the_file_and_the_other_its_name(bank):
    made, second = prepare_payout(released(bank), bank.account, by=bank.by, at=bank.now), finance()
    approve_payment(made, by=second, at=bank.now)

    results = together(
        *(
            lambda by=by: export_payments(bank.account, pay_on=bank.now.date(), by=by, at=bank.now)
            for by in (bank.by, second)
        )
    )

    (refusal,) = of_kind(results, NothingToExport)
    assert refusal.last == PaymentFile.objects.get()
    assert Movement.objects.filter(kind="sent").count() == 1 and Match.objects.count() == 1
