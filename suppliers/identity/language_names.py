"""Languages and countries as people write them: codes, or names in English or Chinese."""

from __future__ import annotations

import re
from functools import lru_cache

from babel import Locale
from django.utils.translation import get_language, to_locale

SEPARATORS = re.compile(r"[,;、，；/\n]+|\s+(?=[a-zA-Z]{2}\b)")
NAMED_IN = ("en", "zh")


class UnknownNameError(ValueError):
    """Neither a code nor a name that is known; ``args[0]`` is what was written."""


def language_codes(text: str) -> list[str]:
    """ISO 639-1 codes of the languages in a list: "es, Portuguese、中文" is es, pt, zh. Raises UnknownNameError."""
    parts = [part.strip() for part in SEPARATORS.split(text) if part.strip()]
    return list(dict.fromkeys(_code(part, _languages(), upper=False) for part in parts))


def country_code(text: str) -> str:
    """ISO 3166 code of a country: "de", "Germany" and "德国" are DE. Raises UnknownNameError."""
    return _code(text.strip(), _countries(), upper=True)


def language_name(code: str) -> str:
    """The name of a language, by its ISO 639-1 code, in the reader's language; the code itself where it has none."""
    reader = Locale.parse(to_locale(get_language() or "en"))
    return str(reader.languages.get(code) or code)


def _code(written: str, known: dict[str, str], *, upper: bool) -> str:
    code = known.get(written.casefold()) or known.get(written.casefold().partition("-")[0])
    if code is None:
        raise UnknownNameError(written)
    return code.upper() if upper else code


@lru_cache(maxsize=1)
def _languages() -> dict[str, str]:
    return _codes_by_name("languages", re.compile("[a-z]{2}"))


@lru_cache(maxsize=1)
def _countries() -> dict[str, str]:
    return _codes_by_name("territories", re.compile("[A-Z]{2}"))


def _codes_by_name(table: str, pattern: re.Pattern[str]) -> dict[str, str]:
    """Codes by themselves and by their names, all in small letters."""
    found: dict[str, str] = {}
    for language in NAMED_IN:
        for code, name in getattr(Locale(language), table).items():
            if pattern.fullmatch(code):
                found[code.casefold()] = code
                found.setdefault(name.casefold(), code)
    return found
