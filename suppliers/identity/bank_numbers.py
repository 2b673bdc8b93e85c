"""Forms and check digits of bank numbers, and what in an account should make an auditor look twice. Knows no Django model."""

from __future__ import annotations

import re

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from stdnum import bic, iban, luhn
from stdnum.exceptions import ValidationError

from suppliers.identity.identifiers import normalise

NUMBER = re.compile(r"[0-9A-Z]{6,34}")
IBAN_BEGINS = re.compile(r"[A-Z]{2}\d{2}")
CARD_BEGINS = "62"
"""UnionPay cards, which people have; companies have settlement accounts (PBC Order 5 of 2003)."""
CARD_LENGTHS = range(16, 20)


class AccountFinding(TextChoices):
    """What stands in the way of an approval, or should be asked about."""

    HOLDER_ZH = "holder_zh", _("The holder's Chinese name is not the registered name.")
    HOLDER_EN = "holder_en", _("The holder's English name is not the name of the company.")
    ABROAD = "abroad", _("The bank is not in China.")
    COUNTRIES = "countries", _("SWIFT code or IBAN name another country than the bank's.")
    CARD = "card", _("The number looks like that of a person's bank card.")


REFUSED = (AccountFinding.HOLDER_ZH, AccountFinding.HOLDER_EN)
"""With these no account is approved: money goes to the registered name or nowhere."""


def compact(text: str) -> str:
    """Capitals and digits alone: spaces and hyphens are for the eye."""
    return re.sub(r"[ \-.]", "", normalise(text)).upper()


def is_iban(number: str) -> bool:
    """Whether a number is written as an IBAN; its check digits may still be wrong."""
    return bool(IBAN_BEGINS.match(number))


def number_fault(number: str) -> str:
    """Why a compact account number cannot be right; empty where nothing speaks against it."""
    if not NUMBER.fullmatch(number):
        return str(_("An account number has 6 to 34 letters and digits."))
    if is_iban(number) and not iban.is_valid(number):
        return str(_("The check digits of this IBAN do not fit: compare it with the bank's letter."))
    return ""


def swift_fault(code: str) -> str:
    """Why a compact SWIFT code cannot be right; empty where nothing speaks against it."""
    try:
        bic.validate(code)
    except ValidationError:
        return str(_("A SWIFT code has 8 or 11 characters: bank, country, place and branch, as BKCHCNBJ300."))
    return ""


def cnaps_fault(code: str) -> str:
    """Why a compact CNAPS code cannot be right. Its check digit is not published, so only its form is looked at."""
    return "" if re.fullmatch(r"\d{12}", code) else str(_("A CNAPS code has 12 digits."))


def findings_of(
    *, holders: tuple[str, str], registered: tuple[str, str], country: str, number: str, swift: str
) -> list[AccountFinding]:
    """What contradicts itself in an account. ``holders`` and ``registered`` are Chinese and English names."""
    zh, en = (_same_name(*pair) for pair in zip(holders, registered, strict=True))
    named = {swift[4:6]} if swift else set()
    if is_iban(number):
        named.add(number[:2])
    checks = {
        AccountFinding.HOLDER_ZH: not zh,
        AccountFinding.HOLDER_EN: not en,
        AccountFinding.ABROAD: country != "CN",
        AccountFinding.COUNTRIES: bool(named - {country}),
        AccountFinding.CARD: number.startswith(CARD_BEGINS) and len(number) in CARD_LENGTHS and luhn.is_valid(number),
    }
    return [finding for finding, is_found in checks.items() if is_found]


def _same_name(holder: str, registered: str) -> bool:
    """Names are compared without case, spaces, brackets' width and full stops; 'Ltd' is not 'Limited'."""
    holder, registered = (re.sub(r"[\s.,]", "", normalise(name)).casefold() for name in (holder, registered))
    return bool(registered) and holder == registered
