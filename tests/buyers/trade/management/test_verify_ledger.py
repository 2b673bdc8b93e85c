"""The command says whether the ledger is right, and its exit code too."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from buyers.trade.services import bank_movements
from tests.factories import NOON
from tests.factories.trade import BankAccountFactory

pytestmark = pytest.mark.django_db


def test_a_ledger_that_is_right():
    bank_movements.receive(BankAccountFactory(), 100, cause="entry:1", at=NOON)
    out = StringIO()

    call_command("verify_ledger", stdout=out)

    assert out.getvalue().splitlines() == ["1 movements between 2 accounts", "The ledger is right."]


def test_each_fault_is_a_sentence_and_the_exit_code_is_one():
    account = BankAccountFactory()
    bank_movements.charge(account, 100, cause="entry:1", at=NOON)
    err = StringIO()

    with pytest.raises(CommandError, match="not right: 1 faults") as error:
        call_command("verify_ledger", stdout=StringIO(), stderr=err)

    assert error.value.returncode == 1
    assert err.getvalue().splitlines() == [f"The account bank:{account.pk} is below zero: USD -1.00."]
