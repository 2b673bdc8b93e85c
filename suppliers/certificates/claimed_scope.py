"""What a certificate states apart from its dates and number, that the rules narrow by: which entries fit which type."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from suppliers.certificates.insured_sums import insured_sum
from suppliers.identity.language_names import country_code, language_codes

KEYS = (
    "standard",
    "scope",
    "class",
    "product",
    "product_codes",
    "basis",
    "formula",
    "languages",
    "name",
    "country",
    "quantity",
    "insured",
)
LISTS = frozenset({"product_codes", "languages"})
NAMED_KEYS = ("languages", "country")
"""Entries that are codes or names of a list that we know."""
QUANTITY = "quantity"
"""Of a permit: the pieces that it is for."""
INSURED = "insured"
"""Of an insurance: the sum with its currency."""
PARTY = ("name", "country")
"""Of a mandate: the importer or representative that it names."""
LIABILITY_INSURANCE = "product_liability_insurance"
BY_TYPE = {
    "test_report": ("standard",),
    "eu_nb_cert_mdr": ("scope",),
    "eu_nb_cert_ivdr": ("class",),
    "us_510k": ("product_codes",),
    "us_device_listing": ("product_codes", "basis"),
    "us_eua": (),
    "consumer_safety_file": ("formula",),
    "local_label": ("languages",),
    "reference_approval": ("country",),
    "cfs": ("country",),
    LIABILITY_INSURANCE: (INSURED,),
    **dict.fromkeys(("eu_2020_403_authorisation", "za_section21", "importer_licence_generic"), ("country", QUANTITY)),
    **dict.fromkeys(
        ("eu_ar", "ch_rep", "gb_ukrp", "us_us_agent", "eu_ppe_art4_operator", "eu_gpsr_rp", "gb_gpsr", "loa"), PARTY
    ),
}
USUAL = ("standard",)


def keys_for(type_id: str | None) -> tuple[str, ...]:
    """The entries that make sense for a type; most documents name a standard or none."""
    return BY_TYPE.get(type_id or "", USUAL)


def tidy(text: str) -> str:
    """The text as one would type it: full-width letters and digits made plain, no space too many."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def several(text: str) -> list[str]:
    """A list that a person wrote with commas, semicolons or spaces."""
    return [part.upper() for part in re.split(r"[,;、\s]+", tidy(text)) if part]


def read(entries: Mapping[str, str]) -> dict[str, str | list[str]]:
    """What was entered, as rules read it: empty entries left out."""
    found = {key: READERS.get(key, tidy)(text) for key, text in entries.items() if text.strip()}
    return {key: value for key, value in found.items() if value}


def whole_number(text: str) -> str:
    """A number of pieces without its separators: "50,000 pcs" is 50000. Raises NotANumberError."""
    found = re.fullmatch(r"(\d{1,3}(?:[ ,.'’]\d{3})+|\d+)\s*[^\W\d]*\.?", tidy(text))
    number = re.sub(r"\D", "", found.group(1)).lstrip("0") if found else ""
    if not number:
        raise NotANumberError(text)
    return number


class NotANumberError(ValueError):
    """No whole number of pieces; ``args[0]`` is what was written."""


READERS: Mapping[str, Callable[[str], str | list[str]]] = {
    "product_codes": several,
    "languages": language_codes,
    "country": country_code,
    QUANTITY: whole_number,
    INSURED: insured_sum,
}
"""How an entry is read that is more than a text; those of ``LISTS`` give a list. May raise UnknownNameError, NotANumberError, NotASumError."""


def scope_text(stated: Mapping[str, str | list[str]], key: str) -> str:
    """An entry as a person would write it."""
    value = stated.get(key, "")
    return value if isinstance(value, str) else ", ".join(value)
