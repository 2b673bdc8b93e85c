"""Whether a document is a declaration: its maker issues it, whatever laboratories and bodies it names."""

import re

from suppliers.documents.fields.layout import Sheet

TITLES_UNTIL = 0.4
"""Titles are in this upper share of the first page."""
TITLE = re.compile(
    r"(?:self[- ]?)?declaration of (?:conformity|compliance|performance)|conformity declaration|manufacturer's declaration"
    r"|konformitätserklärung|d[ée]claration (?:ue |ce )?de conformit[ée]|dichiarazione (?:ue |ce )?di conformità"
    r"|declaración (?:ue |ce )?de conformidad|符合(?:性)?声明",
    re.IGNORECASE,
)
MAX_TITLE_CHARS = 70
"""A longer line is a sentence that mentions one."""


def is_declaration(sheet: Sheet) -> bool:
    first = sheet.rows[0].page if sheet.rows else 1
    heads = (row.text for row in sheet.rows if row.page == first and row.middle < TITLES_UNTIL)
    return any(TITLE.search(text) and len(text) <= MAX_TITLE_CHARS for text in heads)
