"""Field 86 of MT940: who paid and what for, in the three ways in which banks write it.

German banks: a code of three digits and subfields ``?20`` to ``?63`` (rules of Deutsche Kreditwirtschaft), with words as
``SVWZ+`` inside them. SWIFT: words between slashes, as ``/ORDP//NAME/…/REMI/…``. Others: plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from buyers.trade.statements.statement import clean_reference, clean_text

SUBFIELDS = re.compile(r"([0-9]{3})([^0-9A-Za-z\s])[0-9]{2}")
SEPA_WORD = re.compile(r"(EREF|KREF|MREF|CRED|DEBT|SVWZ|ABWA|ABWE|IBAN|BIC|COAM|OAMT|RREF)\+")
SLASH_WORD = re.compile(
    r"/(EREF|PREF|REMI|NAME|IBAN|ACCT|BIC|ORDP|BENM|CNTP|TRTP|CSID|MARF|RTRN|CREF|USTD|STRD|ISDT|PURP|ADDR|ULTD|ULTB|NRTX|TRCD|BUSP|ADDR|EREF)/"
)
PURPOSE = (*range(20, 30), *range(60, 64))
RETURNED_CODES = frozenset({"108", "109", "159", "168", "008"})
"""GVC codes of payments that came back."""


@dataclass(frozen=True)
class Information:
    """What field 86 says, empty where it does not."""

    name: str = ""
    account: str = ""
    text: str = ""
    reference: str = ""
    end_to_end_id: str = ""
    code: str = ""
    return_reason: str = ""


def read_information(text: str) -> Information:
    """What one field 86 says, lines and all."""
    whole = text.replace("\n", "")
    if begins := SUBFIELDS.match(whole):
        return _of_subfields(begins[1], whole[3:], begins[2])
    if SLASH_WORD.match(whole):
        return _of_slashes(whole)
    return Information(text=clean_text(text, 1000))


def _of_subfields(code: str, text: str, mark: str) -> Information:
    """``mark`` stands before each number of a subfield; the purpose is cut into pieces of 27 characters without a gap."""
    pieces = re.split(rf"{re.escape(mark)}([0-9]{{2}})", text)
    fields: dict[int, str] = {}
    for number, value in zip(pieces[1::2], pieces[2::2], strict=False):
        fields[int(number)] = fields.get(int(number), "") + value
    purpose = "".join(fields.get(number, "") for number in PURPOSE)
    words = _between(SEPA_WORD, purpose)
    is_returned = code in RETURNED_CODES or "RREF" in words
    return Information(
        name=clean_text(fields.get(32, "") + fields.get(33, ""), 200),
        account=clean_text(fields.get(31, "") or words.get("IBAN", ""), 60),
        text=clean_text(words.get("SVWZ", words.get("", purpose)), 1000),
        end_to_end_id=clean_reference(words.get("EREF", "")),
        code=code,
        return_reason=clean_text(f"{fields.get(34, '')} {fields.get(0, '')}", 200) or "NARR" if is_returned else "",
    )


def _of_slashes(text: str) -> Information:
    words = _between(SLASH_WORD, text)
    reference = re.search(r"\bRF[0-9]{2}[A-Z0-9]{1,21}\b", words.get("CREF", ""))
    return Information(
        name=clean_text(words.get("NAME", ""), 200),
        account=clean_text(words.get("IBAN", words.get("ACCT", "")), 60),
        text=clean_text(re.sub(r"^(?:USTD|STRD)?/+", "", words.get("REMI", "") or words.get("USTD", "")), 1000),
        reference=reference[0] if reference else "",
        end_to_end_id=clean_reference(words.get("EREF", "").strip("/")),
        return_reason=clean_text(words.get("RTRN", "").strip("/"), 200),
    )


def _between(word: re.Pattern[str], text: str) -> dict[str, str]:
    """What follows each word, up to the next; under the empty word what stands before the first."""
    pieces = word.split(text)
    return {"": pieces[0], **{name: value.strip("/ ") for name, value in zip(pieces[1::2], pieces[2::2], strict=True)}}
