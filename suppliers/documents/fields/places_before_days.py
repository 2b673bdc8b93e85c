"""Places before days: "Barcelona, 19 September 2016", "HONG KONG 2018.08.17"."""

import re

PLACE_BEFORE = re.compile(r"(?:[^\W\d]{2,}[\w'’ ().-]{0,30},\s*)?(?:(?:ng[àa]y|on|the|le|am|den|den)\s+)?")
PLACE_IN_CAPITALS = re.compile(r"[A-Z][A-Z .'-]{2,30}\s+")
PLACE_ALONE = re.compile(r"[A-ZÀ-Þ][\w'’ ().-]{1,30},")
"""A place on a line of its own, before the day."""


def is_a_place(text: str) -> bool:
    """Whether the text before a day on its line is a place, or empty."""
    return bool(PLACE_BEFORE.fullmatch(text) or PLACE_IN_CAPITALS.fullmatch(text))
