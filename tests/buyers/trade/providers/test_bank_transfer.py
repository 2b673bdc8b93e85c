"""The built-in carrier needs nobody's interface: people bring its statements and take its files."""

import pytest

from buyers.trade.providers.bank_transfer import BankTransfer
from buyers.trade.providers.interface import Declined, Demand, Instructions, NotGenuine, Payout, PayoutStatus
from tests.factories import NOON


def test_it_shows_the_account_and_the_reference():
    demand = Demand("DE89370400440532013000", 126_000, "EUR", "RF11KP20260000012301")

    assert BankTransfer().instructions(demand) == Instructions("DE89370400440532013000", "RF11KP20260000012301")


def test_it_brings_no_bookings_and_takes_no_payments():
    bank = BankTransfer()

    assert bank.receipts("DE89370400440532013000", "") == []
    assert bank.status("KPPAY01") == PayoutStatus("KPPAY01")
    with pytest.raises(Declined):
        bank.pay_out(Payout("KPPAY01", "", 1, "EUR", "", "", "", "", ""))
    with pytest.raises(NotGenuine):
        bank.verify(b"", {}, at=NOON)
