"""The lists of questions: read from questions.yaml once, refused where a row does not fit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from audits.law.yaml_reading import RulebookError, read_text, read_yaml
from suppliers.documents.fields import FieldName

FILE = "questions.yaml"
FEWEST, MOST = 5, 9
COMPANY = "company"


@dataclass(frozen=True)
class Question:
    """One question to be answered yes. ``source`` is the standard, law or register that it rests on.

    ``findings`` are codes that speak against a yes, ``fields`` those of the comparison that speak for it.
    """

    id: str
    en: str
    zh: str
    source: str
    findings: frozenset[str]
    fields: tuple[FieldName, ...]
    asks_register: bool


@dataclass(frozen=True)
class Family:
    """The questions of a family of kinds. ``of``: pairs of a kind and who issues it; an empty issuer is anybody. The list
    for companies is of no kind."""

    id: str
    en: str
    zh: str
    of: tuple[tuple[str, str], ...]
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Checklists:
    version: str
    families: tuple[Family, ...]

    def family_of(self, kind: str, issued_by: str) -> Family:
        """The first family that fits. Raises LookupError for a kind without one."""
        for family in self.families:
            if {(kind, issued_by), (kind, "")} & set(family.of):
                return family
        raise LookupError(f"No checklist for {kind} of {issued_by}")

    @property
    def company(self) -> Family:
        """The list for a company that asks to be qualified."""
        return next(family for family in self.families if family.id == COMPANY)


@cache
def shipped() -> Checklists:
    """The lists of this version of the program."""
    return load(read_text(Path(__file__).with_name(FILE), FILE))


def load(text: str) -> Checklists:
    """The lists in a text. Raises RulebookError, which names the row and the reason."""
    document = read_yaml(text, FILE)
    families = tuple(_family(row) for row in document["families"])
    if len({family.id for family in families}) != len(families):
        raise RulebookError(FILE, "families", "an id stands twice")
    return Checklists(document["meta"]["version"], families)


def _family(row: Mapping[str, Any]) -> Family:
    questions = tuple(_question(one, row["id"]) for one in row["questions"])
    if not FEWEST <= len(questions) <= MOST:
        raise RulebookError(FILE, row["id"], f"has {len(questions)} questions; {FEWEST} to {MOST} are asked")
    if len({one.id for one in questions}) != len(questions):
        raise RulebookError(FILE, row["id"], "a question has the id of another")
    of = [(one["kind"], issuer) for one in row["of"] for issuer in one.get("issued_by", [""])]
    return Family(row["id"], row["en"], row["zh"], tuple(of), questions)


def _question(row: Mapping[str, Any], family: str) -> Question:
    name = f"{family}.{row.get('id', '?')}"
    if missing := [key for key in ("id", "en", "zh", "source") if not row.get(key)]:
        raise RulebookError(FILE, name, f"lacks {', '.join(missing)}")
    if unknown := set(row) - {"id", "en", "zh", "source", "findings", "fields", "register"}:
        raise RulebookError(FILE, name, f"has unknown keys: {', '.join(sorted(unknown))}")
    try:
        fields = tuple(FieldName(one) for one in row.get("fields", ()))
    except ValueError as error:
        raise RulebookError(FILE, name, str(error)) from error
    findings = frozenset(row.get("findings", ()))
    return Question(row["id"], row["en"], row["zh"], row["source"], findings, fields, bool(row.get("register")))
