"""Whether the name that a bank prints is that of an organisation: capitals, accents, legal forms and cut names are no difference."""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz import fuzz

SAME = 92
"""From this likeness (0 to 100) on, the rest is a spelling of the bank."""
SIMILAR = 80
"""From this on, worth a suggestion to a person."""
CUT_FROM = 27
"""Banks cut names after 27, 35, 54 or 70 characters: a shorter one was not cut."""
LEGAL_FORMS = frozenset(
    [
        "ab",
        "ag",
        "as",
        "aps",
        "bhd",
        "bv",
        "co",
        "company",
        "corp",
        "corporation",
        "doo",
        "gbr",
        "ggmbh",
        "gmbh",
        "inc",
        "incorporated",
        "kft",
        "kg",
        "kgaa",
        "limited",
        "llc",
        "llp",
        "ltd",
        "mbh",
        "nv",
        "ohg",
        "ou",
        "oy",
        "plc",
        "pte",
        "pty",
        "pvt",
        "private",
        "sa",
        "sae",
        "sal",
        "sarl",
        "sas",
        "sasu",
        "sdn",
        "se",
        "sl",
        "slu",
        "sp",
        "spa",
        "spzoo",
        "srl",
        "sro",
        "ug",
        "uab",
        "zrt",
    ]
)
UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", "ø": "oe", "å": "aa", "æ": "ae", "œ": "oe"})


def is_same_name(printed: str, organisation: str) -> bool:
    """Whether the bank's print is this organisation's name. An empty one is nobody's."""
    one, other = plain_name(printed), plain_name(organisation)
    if not one or not other:
        return False
    is_cut = len(printed.strip()) >= CUT_FROM and other.replace(" ", "").startswith(one.replace(" ", ""))
    return is_cut or one.replace(" ", "") == other.replace(" ", "") or fuzz.token_sort_ratio(one, other) >= SAME


def likeness(printed: str, organisation: str) -> int:
    """How similar two names are, from 0 to 100; for suggestions, never for a decision."""
    one, other = plain_name(printed), plain_name(organisation)
    return int(fuzz.token_set_ratio(one, other)) if one and other else 0


def plain_name(name: str) -> str:
    """Small letters and digits in words, without accents, marks and the legal form."""
    letters = unicodedata.normalize("NFKC", name).casefold().translate(UMLAUTS)
    bare = "".join(one for one in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(one))
    bare = re.sub(r"(?<=\b\w)\.(?=\w\b)", "", bare)
    words = re.sub(r"[^\w]+", " ", bare).split()
    kept = [word for word in words if word not in LEGAL_FORMS]
    return " ".join(kept or words)
