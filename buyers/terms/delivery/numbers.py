"""Numbers that are typed in trade: how each is checked, and the one form in which it is kept.

What people add while typing is dropped: spaces, hyphens, lower case. Raises TermsError ``check-digit`` where one digit
does not fit the others, ``pattern`` where it is no such number at all; both with ``number``, as it would be kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from stdnum import ean, gs1_128, imo, iso6346
from stdnum.exceptions import InvalidChecksum, ValidationError

from buyers.terms.errors import TermsError

SEPARATOR = "\x1d"
"""FNC1, as scanners send it between the parts of a GS1 code."""
SYMBOLOGIES = ("]d2", "]C1", "]Q3", "]e0", "]J1")
"""What a scanner may put in front of a GS1 code (ISO/IEC 15424)."""
OTHER_CARRIERS = ("+", "=")
"""Codes of HIBCC and ICCBBA begin so: they are kept as text."""
SSCC_DIGITS = 18
_AIR_WAYBILL = re.compile(r"(\d{3})(\d{7})(\d)")
_AIR_REMAINDER = 7
"""The last digit of an air waybill is the remainder of the seven before it (IATA Resolution 600a)."""
_LOCODE = re.compile(r"[A-Z]{2}[A-Z2-9]{3}")
_SEAL = re.compile(r"[A-Z0-9-]{4,15}")
_DATES = {"11": "made_on", "17": "expires_on"}


def container(text: str) -> str:
    """A container number of ISO 6346: CSQU3054383."""
    return _checked(iso6346.validate, _bare(text))


def air_waybill(text: str) -> str:
    """The number of an air waybill: 176-12345675."""
    found = _AIR_WAYBILL.fullmatch(_bare(text))
    if not found:
        raise TermsError("pattern", number=text.strip())
    airline, serial, last = found.groups()
    number = f"{airline}-{serial}{last}"
    if int(serial) % _AIR_REMAINDER != int(last):
        raise TermsError("check-digit", number=number)
    return number


def gtin(text: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits, as 14 digits: 09501101530003."""
    return str(_checked(ean.validate, _bare(text))).zfill(14)


def sscc(text: str) -> str:
    """The number of a logistic unit of GS1, 18 digits."""
    number = _bare(text)
    if not number.isdecimal() or not number.isascii() or len(number) != SSCC_DIGITS:
        raise TermsError("pattern", number=number)
    if ean.calc_check_digit(number[:-1]) != number[-1]:
        raise TermsError("check-digit", number=number)
    return number


def ship(text: str) -> str:
    """The IMO number of a ship, with or without the letters typed: IMO9074729."""
    digits = _bare(text).removeprefix("IMO")
    _checked(imo.validate, digits)
    return f"IMO{digits}"


def locode(text: str) -> str:
    """A code of UN/LOCODE: CNSHA. That somebody gave the code to a place is not checked."""
    code = _bare(text)
    if not _LOCODE.fullmatch(code):
        raise TermsError("pattern", number=code)
    return code


def seal(text: str) -> str:
    """The number of a container seal: no digit of it checks the others."""
    number = re.sub(r"\s", "", text).upper()
    if not _SEAL.fullmatch(number):
        raise TermsError("pattern", number=number)
    return number


CHECKS: Mapping[str, Callable[[str], str]] = {
    "container": container,
    "air_waybill": air_waybill,
    "gtin": gtin,
    "sscc": sscc,
    "ship": ship,
    "locode": locode,
    "seal": seal,
}
"""By the id under which forms and sentences name them."""


@dataclass(frozen=True)
class Udi:
    """What a label of GS1 says of a unit. Empty or None where it does not say it; ``text`` is the code as it came.

    ``units`` is the count on the label, of the pieces of that GTIN. ``is_read`` is false for codes of other issuers, which
    are kept as text.
    """

    text: str
    gtin: str = ""
    lot: str = ""
    serial: str = ""
    made_on: date | None = None
    expires_on: date | None = None
    units: int | None = None
    sscc: str = ""
    is_read: bool = True
    others: Mapping[str, str] = field(default_factory=dict)
    """Other parts of the code by their application identifier."""


def read_udi(text: str) -> Udi:
    """A GS1 element string: with parentheses as printed, or as scanned with FNC1 between its parts.

    Raises TermsError ``check-digit`` or ``pattern`` of the GTIN or SSCC in it, or of the whole.
    """
    typed = text.strip(" \t\r\n")
    if typed.startswith(OTHER_CARRIERS):
        return Udi(typed, is_read=False)
    parts = _parts(typed)
    values: dict[str, Any] = {name: _day(parts.pop(key, None)) for key, name in _DATES.items()}
    units = parts.pop("30", None) or parts.pop("37", None)
    return Udi(
        text=typed,
        gtin=gtin(str(parts.pop("01"))) if "01" in parts else "",
        lot=str(parts.pop("10", "")),
        serial=str(parts.pop("21", "")),
        units=int(units) if units is not None else None,
        sscc=sscc(str(parts.pop("00"))) if "00" in parts else "",
        others={key: str(value) for key, value in parts.items()},
        **values,
    )


def _parts(typed: str) -> dict[str, Any]:
    """By application identifier. A printed code has no separators: its parentheses end each part."""
    bare = typed
    for prefix in SYMBOLOGIES:
        bare = bare.removeprefix(prefix)
    if "(" in bare:
        bare = re.sub(r"\s*(\(\d{2,4}\))\s*", rf"{SEPARATOR}\1", bare).strip(f"{SEPARATOR} ")
    elif SEPARATOR not in bare:
        bare = re.sub(r"\s", "", bare)
    try:
        found = gs1_128.info(bare, SEPARATOR)
    except InvalidChecksum:
        raise TermsError("check-digit", number=typed.replace(SEPARATOR, " ")) from None
    except (ValidationError, ValueError, KeyError, TypeError, AttributeError):
        raise TermsError("pattern", number=typed.replace(SEPARATOR, " ")) from None
    if not found:
        raise TermsError("pattern", number=typed)
    return found


def _day(value: object) -> date | None:
    return value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None


def _checked(validate: Callable[[str], str], number: str) -> str:
    try:
        return validate(number)
    except InvalidChecksum:
        raise TermsError("check-digit", number=number) from None
    except ValidationError:
        raise TermsError("pattern", number=number) from None


def _bare(text: str) -> str:
    return re.sub(r"[\s\-–.]", "", text).upper()
