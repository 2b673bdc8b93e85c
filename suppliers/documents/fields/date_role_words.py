"""The words before a date that say what it is: issue, start or end of validity. In the languages of documents."""

from __future__ import annotations

import re
from enum import StrEnum

from suppliers.documents.vocabulary import files
from suppliers.documents.vocabulary.phrases import compile_phrases, compile_within


class Role(StrEnum):
    """What a date means. `PERIOD`: a first and a last day follow; `OTHER`: a date of something else."""

    ISSUED = "issued"
    FROM = "from"
    UNTIL = "until"
    PERIOD = "period"
    OTHER = "other"


EXPLICIT, LOOSE, BARE = 1.0, 0.93, 0.85
STRENGTHS = {"explicit": EXPLICIT, "loose": LOOSE, "bare": BARE}
LANGUAGES = ("en", "other", "zh")
VOCABULARY = files.read("days")
WORDS = tuple(
    (
        Role(entry["role"]),
        STRENGTHS[entry.get("strength", "explicit")],
        compile_phrases([phrase for language in LANGUAGES for phrase in entry.get(language, ())]),
    )
    for entry in VOCABULARY["labels"]
)
OTHER_THINGS = re.compile(
    rf"(?:{compile_phrases(VOCABULARY['other_things']['en']).pattern}"
    rf"|{compile_within(VOCABULARY['other_things']['zh']).pattern})\s*$",
    re.IGNORECASE | re.ASCII,
)
"""Right before a label they make it one of something else than the document."""
OF_OTHER_THINGS = re.compile(
    rf"\s*(?:{compile_phrases(VOCABULARY['of_other_things']).pattern})", re.IGNORECASE | re.ASCII
)
BARE_DATE = re.compile(r"date", re.IGNORECASE)
