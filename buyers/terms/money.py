"""Amounts of money: integers of the currency's minor unit everywhere behind the form. Nothing here converts currencies."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import cache

from buyers.terms.errors import TermsError
from buyers.terms.files import read_data

MOST = 10**14 - 1
"""The largest amount in minor units; less than a trillion dollars, and far less than a column holds."""
WHOLE = 10_000
"""Basis points of a whole."""
PRICE_PLACES = 4
"""Decimal places of a price per unit: a mask costs USD 0.0325."""
MOST_PRICE = Decimal("99999999.9999")
"""The largest price per unit, in whole units of the currency: what ``Decimal(12, 4)`` holds."""
_PLAIN = re.compile(r"(-?)([0-9]{1,18})(?:\.([0-9]{1,18}))?", re.ASCII)


@cache
def places() -> Mapping[str, int]:
    """Decimal places of the minor unit by the currency's code (ISO 4217)."""
    return {
        code: int(number) for number, codes in read_data("currencies.yaml")["places"].items() for code in codes.split()
    }


def places_of(currency: str) -> int:
    """Decimal places of this currency: 2 for USD, 0 for JPY, 3 for KWD. Raises TermsError ``unknown-currency``."""
    known = places().get(currency)
    if known is None:
        raise TermsError("unknown-currency", currency=currency)
    return known


def to_minor(value: Decimal, currency: str) -> int:
    """The value in minor units, rounded half up: the only rounding of money there is.

    Raises TermsError ``unknown-currency`` or ``not-finite``.
    """
    scaled = value.scaleb(places_of(currency)) if value.is_finite() else None
    if scaled is None:
        raise TermsError("not-finite")
    return int(scaled.to_integral_value(ROUND_HALF_UP))


def line_amount(quantity: int, unit_price: Decimal, currency: str) -> int:
    """What a line costs, in minor units; rounded once. Raises TermsError ``negative`` or ``too-large``."""
    amount = to_minor(unit_price * quantity, currency)
    if quantity < 0 or amount < 0:
        raise TermsError("negative")
    if amount > MOST:
        raise TermsError("too-large", most=plain(MOST, currency))
    return amount


def share_of(amount: int, basis_points: int) -> int:
    """So many hundredths of a percent of an amount that is not negative, rounded down."""
    return amount * basis_points // WHOLE


def part_of(amount: int, part: int, whole: int) -> int:
    """As much of an amount as ``part`` is of ``whole``, rounded down. ``whole`` is above 0, nothing is negative."""
    return amount * part // whole


def shares(total: int, basis_points: Sequence[int]) -> tuple[int, ...]:
    """The total in parts; each is rounded down and the last takes the rest, so that their sum is the total.

    Raises TermsError ``negative`` for a total or a share below 0, ``shares-not-whole`` where they are not 10,000 together.
    """
    if total < 0 or any(share < 0 for share in basis_points):
        raise TermsError("negative")
    if sum(basis_points) != WHOLE:
        raise TermsError("shares-not-whole", sum=sum(basis_points))
    first = [share_of(total, share) for share in basis_points[:-1]]
    return (*first, total - sum(first))


def as_decimal(amount: int, currency: str) -> Decimal:
    """An amount of minor units in whole units of the currency, with all its places."""
    return Decimal(amount).scaleb(-places_of(currency))


def plain(amount: int, currency: str) -> str:
    """The amount as banks' files write it: ``1234.50``, ``-0.05``, ``1500`` for yen."""
    return f"{as_decimal(amount, currency):f}"


def from_plain(text: str, currency: str) -> int:
    """Minor units of an amount as banks' files write it; fewer places than the currency has are fine.

    Raises TermsError ``not-an-amount``, ``too-many-places`` (other than zeros) or ``too-large``.
    """
    match = _PLAIN.fullmatch(text)
    if not match:
        raise TermsError("not-an-amount")
    sign, whole, fraction = match.groups(default="")
    kept = places_of(currency)
    if int(fraction[kept:] or 0):
        raise TermsError("too-many-places", places=kept)
    amount = int(whole + fraction[:kept].ljust(kept, "0"))
    if amount > MOST:
        raise TermsError("too-large", most=plain(MOST, currency))
    return -amount if sign else amount
