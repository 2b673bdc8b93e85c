"""Payment references of ISO 11649 for the parts of an order, found again in what payers and banks write; codes to scan.

A reference reads ``RF11 KP20 2600 0001 2301``: check digits, year and key of the order KP-2026-000123 in a fixed length, and
the part. The fixed length keeps digits that follow it out, the check digits refuse a wrong one.
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from stdnum import iban, iso11649
from stdnum.iso7064 import mod_97_10

from buyers.terms import money
from buyers.terms.errors import TermsError

MOST_PARTS = 99
MOST_ORDERS = 10**8 - 1
MOST_NAME = 70
SEPA = re.compile(
    "AD|AL|AT|BE|BG|CH|CY|CZ|DE|DK|EE|ES|FI|FR|GB|GI|GR|HR|HU|IE|IS|IT|LI|LT|LU|LV|MC|MD|ME|MK|MT|NL|NO|PL|PT|RO|RS|SE|SI|SK|SM|VA"
)
"""Countries of IBANs that SEPA credit transfers reach (EPC409-09, list of 2025; confidence medium for the last to join)."""
MOST_EUR = 99_999_999_999
"""Largest amount of such a transfer, in cents."""
_BIC = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_CANDIDATE = re.compile(r"RF[0-9]{2}KP(?P<year>[1-9][0-9]{3})(?!0{8})(?P<order>[0-9]{8})(?!00)(?P<part>[0-9]{2})")
_NUMBER = re.compile(r"(?<![A-Z0-9])KP[ /.-]?(20[0-9]{2})[ /.-]?([0-9]{6,8})(?![0-9])")


class OrderNumber(NamedTuple):
    """The number of an order, as KP-2026-000123: the year in which it was placed, and its key."""

    year: int
    order: int


class Reference(NamedTuple):
    """What a payment is for: a part of an order."""

    year: int
    order: int
    part: int

    @property
    def text(self) -> str:
        """As it is sent to a bank: no spaces, 20 characters. Raises TermsError ``no-reference`` for a part above 99."""
        if not (1 <= self.part <= MOST_PARTS and 1000 <= self.year <= 9999 and 1 <= self.order <= MOST_ORDERS):
            raise TermsError("no-reference", year=self.year, order=self.order, part=self.part)
        body = f"KP{self.year}{self.order:08d}{self.part:02d}"
        return f"RF{mod_97_10.calc_check_digits(f'{body}RF')}{body}"

    @property
    def printed(self) -> str:
        """In groups of four, as people copy it."""
        return str(iso11649.format(self.text))


def references_in(text: str) -> tuple[Reference, ...]:
    """The references in a remittance text, each once, in the order in which they stand there.

    Case, spaces, line breaks and marks do not matter: banks break lines anywhere. Wrong check digits are no reference.
    """
    letters = re.sub(r"[^A-Z0-9]", "", unicodedata.normalize("NFKC", text).upper())
    found = [match for match in _CANDIDATE.finditer(letters) if iso11649.is_valid(match.group())]
    return tuple(dict.fromkeys(Reference(*map(int, match.group("year", "order", "part"))) for match in found))


def order_numbers_in(text: str) -> tuple[OrderNumber, ...]:
    """Numbers of orders in a text, which have no check digits: something to suggest to a person, never a match."""
    found = _NUMBER.findall(unicodedata.normalize("NFKC", text).upper())
    return tuple(dict.fromkeys(OrderNumber(int(year), int(order)) for year, order in found))


def transfer_code(name: str, account: str, bic: str, amount: int, reference: str) -> str:
    """The text of a QR code that starts a SEPA transfer in euros (EPC069-12, version 002). ``amount`` in cents.

    Raises TermsError: ``not-sepa`` for an account that such a transfer does not reach, ``bad-bic``, ``bad-name``,
    ``bad-amount``, ``no-reference``.
    """
    number = iban.compact(account)
    if not (SEPA.match(number) and iban.is_valid(number)):
        raise TermsError("not-sepa")
    if bic and not _BIC.fullmatch(bic):
        raise TermsError("bad-bic")
    beneficiary = " ".join(name.split())[:MOST_NAME].strip()
    if not beneficiary:
        raise TermsError("bad-name")
    if not 1 <= amount <= MOST_EUR:
        raise TermsError("bad-amount")
    if not iso11649.is_valid(reference):
        raise TermsError("no-reference")
    sum_ = f"EUR{money.plain(amount, 'EUR')}"
    return "\n".join(["BCD", "002", "1", "SCT", bic, beneficiary, number, sum_, "", iso11649.compact(reference)])
