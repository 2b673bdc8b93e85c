"""The built-in carrier: the payer's own bank transfer, files for the bank, and statements that people upload."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from buyers.trade.providers.interface import (
    Declined,
    Demand,
    Event,
    Instructions,
    NotGenuine,
    Payout,
    PayoutStatus,
    Receipt,
)


class BankTransfer:
    """Needs nobody's interface. Its bookings come with statements, its payments leave with the exported file."""

    name = "bank_transfer"
    longest_hold = None

    def instructions(self, demand: Demand) -> Instructions:
        return Instructions(demand.account, demand.reference)

    def receipts(self, account: str, after: str) -> list[Receipt]:
        return []

    def pay_out(self, payout: Payout) -> str:
        raise Declined("Payments from this account leave with the exported file.")

    def status(self, payout_id: str) -> PayoutStatus:
        return PayoutStatus(payout_id)

    def verify(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Event:
        raise NotGenuine("A bank sends no messages.")
