"""What is asked at a site: read from site_questions.yaml once, refused where a row does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from audits.law.yaml_reading import RulebookError, read_text, read_yaml

FILE = "site_questions.yaml"
KEYS = ("id", "clause", "en", "zh")


@dataclass(frozen=True)
class SiteQuestion:
    """One question, and the clause of the standard that it asks about."""

    id: str
    clause: str
    en: str
    zh: str

    def words(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en


@dataclass(frozen=True)
class Standard:
    """What a site is audited against."""

    id: str
    en: str
    zh: str
    questions: tuple[SiteQuestion, ...]

    def words(self, language: str) -> str:
        return self.zh if language.startswith("zh") else self.en

    @property
    def number(self) -> str:
        """As certificates print it: ISO 13485:2016."""
        return self.en.partition(",")[0]


@dataclass(frozen=True)
class SiteLists:
    version: str
    standards: tuple[Standard, ...]

    def standard(self, key: str) -> Standard:
        """Raises LookupError for one that is not there."""
        for one in self.standards:
            if one.id == key:
                return one
        raise LookupError(f"No site questions for {key}")


@cache
def shipped() -> SiteLists:
    """The lists of this version of the program."""
    return load(read_text(Path(__file__).with_name(FILE), FILE))


def load(text: str) -> SiteLists:
    """The lists in a text. Raises RulebookError, which names the row and the reason."""
    document = read_yaml(text, FILE)
    standards = tuple(_standard(row) for row in document["standards"])
    if len({one.id for one in standards}) != len(standards):
        raise RulebookError(FILE, "standards", "an id stands twice")
    return SiteLists(document["meta"]["version"], standards)


def _standard(row: Mapping[str, Any]) -> Standard:
    questions = tuple(question_in(one, row["id"]) for one in row["questions"])
    if len({one.id for one in questions}) != len(questions):
        raise RulebookError(FILE, row["id"], "a question has the id of another")
    return Standard(row["id"], row["en"], row["zh"], questions)


def question_in(row: Mapping[str, Any], place: str) -> SiteQuestion:
    """The question in a row of the file, or as an audit kept it. Raises RulebookError."""
    if missing := [key for key in KEYS if not row.get(key)]:
        raise RulebookError(FILE, f"{place}.{row.get('id', '?')}", f"lacks {', '.join(missing)}")
    if unknown := set(row) - set(KEYS):
        raise RulebookError(FILE, f"{place}.{row['id']}", f"has unknown keys: {', '.join(sorted(unknown))}")
    return SiteQuestion(*(row[key] for key in KEYS))
