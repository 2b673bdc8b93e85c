"""Extract unified social credit codes: eighteen characters, the last of which is a check character."""

from __future__ import annotations

import re
from collections.abc import Iterator

from stdnum.cn import uscc

from suppliers.documents.fields.characters import without_spaces
from suppliers.documents.fields.confidence import proposal, reading_factor
from suppliers.documents.fields.layout import Sheet
from suppliers.documents.fields.proposals import FieldName, Proposal

SHAPE = re.compile(r"[1-9A-HJ-NP-RTUWXY][0-9A-HJ-NP-RTUWXY][0-9]{6}[0-9A-HJ-NP-RTUWXY]{10}")
CANDIDATE = re.compile(r"(?<![\w-])[0-9A-Za-z|](?:[ ]?[0-9A-Za-z|]){17}(?![\w-])", re.ASCII)
LABEL = re.compile(r"统一社会信用代码|credit\s?code|信用代码|uscc|social credit", re.IGNORECASE | re.ASCII)
READ_AS = str.maketrans("OoIl|SsZz", "001115522")
"""Letters that no code contains, and the digits that they look like."""
VALID_LABELLED, VALID_UNLABELLED, VALID_AFTER_REPAIR, INVALID_LABELLED = 0.98, 0.93, 0.85, 0.3


def is_credit_code(text: str) -> bool:
    return bool(SHAPE.fullmatch(text)) and bool(uscc.is_valid(text))


def propose(sheet: Sheet) -> Iterator[Proposal]:
    """Codes with a valid check character; others only after their label, with low confidence."""
    for row in sheet.rows:
        for match in CANDIDATE.finditer(row.text):
            code, part = without_spaces(match[0]).upper(), row.part(match.start(), match.end())
            before = (
                row.text[: match.start()],
                *(near.text for near in (sheet.left_of(row), sheet.above(row)) if near),
            )
            is_labelled = any(LABEL.search(text) for text in before)
            factor = reading_factor(part.confidence)
            repaired = without_spaces(match[0]).translate(READ_AS).upper()
            if is_credit_code(code):
                yield proposal(
                    FieldName.CREDIT_CODE, code, part, factor * (VALID_LABELLED if is_labelled else VALID_UNLABELLED)
                )
            elif is_credit_code(repaired):
                yield proposal(FieldName.CREDIT_CODE, repaired, part, factor * VALID_AFTER_REPAIR)
            elif is_labelled and SHAPE.fullmatch(code):
                yield proposal(FieldName.CREDIT_CODE, code, part, factor * INVALID_LABELLED)
