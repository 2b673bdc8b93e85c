"""Chinese of the rulebook's notes and open doubts, put together from sentences that many rows share."""

from __future__ import annotations

import re
from collections.abc import Mapping

END = re.compile(r"(?<=\.)\s+")
"""Behind a full stop, be it of a sentence or of an abbreviation: "Res. 896/99"."""


def chinese_note(note: str, sentences: Mapping[str, str]) -> str:
    """The note in Chinese, of the longest runs that ``sentences`` holds; empty where one of its sentences has none."""
    parts, chinese = END.split(" ".join(note.split())), []
    while parts:
        runs = {count: " ".join(parts[:count]) for count in range(len(parts), 0, -1)}
        count = next((count for count, run in runs.items() if run in sentences), 0)
        if not count:
            return ""
        chinese.append(sentences[runs[count]])
        parts = parts[count:]
    return "".join(chinese)
