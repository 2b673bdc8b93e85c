"""Formats and check digits of what suppliers type: numbers arrive in any width, case and spacing."""

from __future__ import annotations

import re
import unicodedata

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from stdnum.cn import uscc

from suppliers.identity.provinces import Province

DASHES = re.compile(r"[\u2010-\u2015\u2212\u30fc]")
CREDIT_CODE = re.compile(r"[1-9A-HJ-NP-RTUWXY][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
EARLY_FUJIAN_CODES = frozenset({"91350211M0000XUF46", "91350100M0001TGQXM", "91350628M0000K0H44"})
"""Issued in Fujian before the check digit was computed by the standard: right on the licence, wrong by GB 32100."""


class CreditCodeFault(TextChoices):
    """Why a text cannot be a unified social credit code."""

    LENGTH = "length", _("A unified social credit code has 18 characters.")
    FORMAT = "format", _("The code has characters in places where none may stand: I, O, S, V and Z never occur.")
    CHECK_DIGIT = "check_digit", _("The last character does not fit the others. Compare the code with the licence.")


class CreditCodeCaution(TextChoices):
    """What an auditor should look at in a code that may still be right."""

    EARLY_FUJIAN = (
        "early_fujian",
        _("The check digit does not fit, as in some codes issued early in Fujian. The auditors compare the licence."),
    )
    PROVINCE = "province", _("The code was issued in another province than the one you chose. Check both.")


def normalise(text: str) -> str:
    """What was meant: full-width letters and digits, odd spaces, dashes and invisible characters made plain."""
    visible = "".join(character for character in text if unicodedata.category(character) != "Cf")
    return " ".join(DASHES.sub("-", unicodedata.normalize("NFKC", visible)).split())


def normalise_credit_code(text: str) -> str:
    """As normalise, in capitals and without the spaces and hyphens that people put in for the eye."""
    return re.sub(r"[ \-]", "", normalise(text)).upper()


def credit_code_fault(code: str) -> CreditCodeFault | None:
    """Why this normalised code is refused; None when it is well formed and its check digit fits or is known not to."""
    if len(code) != 18:
        return CreditCodeFault.LENGTH
    if not CREDIT_CODE.fullmatch(code):
        return CreditCodeFault.FORMAT
    if _check_digit_fits(code) or code in EARLY_FUJIAN_CODES:
        return None
    return CreditCodeFault.CHECK_DIGIT


def credit_code_cautions(code: str, province: str) -> list[CreditCodeCaution]:
    """What to look at in an accepted code; region 10 is the national register and fits every province."""
    cautions = []
    if code and not _check_digit_fits(code):
        cautions.append(CreditCodeCaution.EARLY_FUJIAN)
    if province and code[2:4] in Province.values and code[2:4] != province:
        cautions.append(CreditCodeCaution.PROVINCE)
    return cautions


def _check_digit_fits(code: str) -> bool:
    return uscc.calc_check_digit(code) == code[-1]
