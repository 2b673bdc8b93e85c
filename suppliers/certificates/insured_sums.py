"""A sum insured as policies write it, kept as the code of its currency and a whole number: ``USD 5000000``."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from babel.numbers import is_currency

NAMES = {
    "RMB": "CNY",
    "CN¥": "CNY",
    "人民币": "CNY",
    "US$": "USD",
    "美元": "USD",
    "美金": "USD",
    "HK$": "HKD",
    "港币": "HKD",
    "港元": "HKD",
    "€": "EUR",
    "欧元": "EUR",
    "£": "GBP",
    "英镑": "GBP",
}
"""Signs and names of one currency alone: "$" and "¥" are of several."""
TIMES = {"": 1, "k": 10**3, "thousand": 10**3, "m": 10**6, "mn": 10**6, "mio": 10**6, "million": 10**6, "万": 10**4}
TIMES |= {"百万": 10**6, "千万": 10**7, "亿": 10**8}
AMOUNT = re.compile(
    r"(?<![\d.,])(\d{1,3}(?:[ ,.'’]\d{3})+|\d+)(?:[.,](\d{1,2}))?(?![\d]) ?(thousand|million|mio|mn|m|k|百万|千万|万|亿)?(?![a-z])",
    re.IGNORECASE,
)
CODE = re.compile(r"(?<![A-Za-z])[A-Za-z]{3}(?![A-Za-z])")
LEAST, MOST = 1000, 10**12


class NotASumError(ValueError):
    """Not one sum with one currency; ``args[0]`` is what was written."""


def insured_sum(text: str) -> str:
    """The code of the currency and the sum in whole units: "RMB 500万元" is CNY 5000000. Raises NotASumError."""
    written = unicodedata.normalize("NFKC", text)
    amounts = {_amount(*found.groups()) for found in AMOUNT.finditer(written)}
    currencies = _currencies(written)
    if len(amounts) != 1 or len(currencies) != 1:
        raise NotASumError(text)
    amount = amounts.pop()
    if amount != int(amount) or not LEAST <= amount <= MOST:
        raise NotASumError(text)
    return f"{currencies.pop()} {int(amount)}"


def _amount(whole: str, fraction: str | None, times: str | None) -> Decimal:
    return Decimal(f"{re.sub(r'[^0-9]', '', whole)}.{fraction or 0}") * TIMES[(times or "").lower()]


def _currencies(written: str) -> set[str]:
    """Codes in capitals, in small letters only where there are none: "all" is a code too, of Albania."""
    codes = {code for code in CODE.findall(written) if is_currency(code)}
    codes = codes or {code for code in map(str.upper, CODE.findall(written)) if is_currency(code)}
    return codes | {code for name, code in NAMES.items() if name.casefold() in written.casefold()}
