"""What every carrier of payments can do. Amounts are integers of the minor unit; times have a zone."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol


class Unreachable(Exception):
    """No answer that says anything: nobody knows whether it was done. Asking again with the same key does nothing twice."""


class Declined(Exception):
    """The provider answered that it does not do it; says why in its own words."""


class NotGenuine(Exception):
    """A message that the provider did not send, or sent too long ago."""


@dataclass(frozen=True)
class Receipt:
    """One booking on an account, negative for what left it. ``id`` is the provider's, unique for ever.

    ``balance`` is what the account has after it. ``reason`` says why a payment of ours came back.
    """

    id: str
    amount: int
    balance: int
    currency: str
    booked_on: date
    party: str = ""
    party_account: str = ""
    text: str = ""
    reference: str = ""
    end_to_end_id: str = ""
    code: str = ""
    reason: str = ""
    is_reversal: bool = False


@dataclass(frozen=True)
class Payout:
    """A payment to be made. ``key`` is our end-to-end id: the same key is never paid twice."""

    key: str
    account: str
    amount: int
    currency: str
    payee: str
    payee_account: str
    payee_bic: str
    payee_country: str
    text: str


@dataclass(frozen=True)
class PayoutStatus:
    """How far a payment is: ``is_rejected`` where it will never be booked; ``reason`` is the provider's."""

    id: str
    is_rejected: bool = False
    reason: str = ""


@dataclass(frozen=True)
class Event:
    """That something happened at the provider. What happened is asked for: messages come twice, late, or never."""

    id: str
    account: str


class Provider(Protocol):
    """A carrier of payments. Bank transfers need none: their bookings come with statements, their payments leave in a file."""

    name: str

    def receipts(self, account: str, after: str) -> list[Receipt]:
        """The bookings of the account after the one of that id, oldest first; all of them for an empty one. Raises Unreachable."""

    def pay_out(self, payout: Payout) -> str:
        """Have it paid; the provider's id of the payment, the same one for the same key. Raises Unreachable or Declined."""

    def status(self, payout_id: str) -> PayoutStatus:
        """How far that payment is. Raises Unreachable."""

    def verify(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Event:
        """The event that a message announces. Raises NotGenuine."""
