"""The labels of document numbers, and the kinds of documents that they belong to."""

from __future__ import annotations

import re
from dataclasses import dataclass

from suppliers.documents.fields.characters import with_single_spaces
from suppliers.documents.vocabulary import files
from suppliers.documents.vocabulary.accents import without_accents
from suppliers.documents.vocabulary.phrases import compile_phrases, compile_within

OF_CERTIFICATE, OF_REGISTRATION, OF_LICENCE, OF_REPORT = "certificate", "registration", "licence", "report"
OF_DECLARATION, OF_FILING, OF_EXPORT, OF_COMPANY, OF_ANY = "declaration", "filing", "export", "company", "any"

VOCABULARY = files.read("numbers")
PATTERNS = tuple(
    (
        entry["family"],
        entry.get("strength", 1.0),
        compile_phrases([*entry.get("en", ()), *entry.get("zh", ())], VOCABULARY["lists"]),
    )
    for entry in VOCABULARY["labels"]
)
OTHER_OWNERS = compile_within([phrase for phrases in VOCABULARY["other_owners"].values() for phrase in phrases])
AFTER = re.compile(r"(?:\s*,\s*:)?[\s:#.()\[\]|/*-]*")
FAMILIES: tuple[tuple[str, str], ...] = (
    ("cn_business_licence", OF_COMPANY),
    ("cn_nmpa_registration", OF_REGISTRATION),
    ("cn_nmpa_filing", OF_FILING),
    ("cn_production_licence", OF_LICENCE),
    ("cn_export", OF_EXPORT),
    ("cn_gb_report", OF_REPORT),
    ("test_report", OF_REPORT),
    ("eu_doc", OF_DECLARATION),
    ("gb_ukca_doc", OF_DECLARATION),
    ("ua_doc", OF_DECLARATION),
    ("eaeu_tr019_doc", OF_DECLARATION),
    ("eu_nb", OF_CERTIFICATE),
    ("eu_ppe", OF_CERTIFICATE),
    ("gb_ukca_ab", OF_CERTIFICATE),
    ("gb_ppe", OF_CERTIFICATE),
    ("iso", OF_CERTIFICATE),
    ("mdsap", OF_CERTIFICATE),
    ("us_est", OF_REGISTRATION),
    ("us_device", OF_REGISTRATION),
)
"""By the beginning of the kind's id: the family of the label of its own number."""


@dataclass(frozen=True)
class NumberLabel:
    """A label with its span, the family of documents it belongs to, and how clearly it is a label (0 to 1)."""

    family: str
    start: int
    end: int
    strength: float


def family_of(kind: str) -> str:
    return next((family for beginning, family in FAMILIES if kind.startswith(beginning)), OF_ANY)


def labels_in(text: str) -> list[NumberLabel]:
    """The labels in order. A label followed at once by the same one in the other language is merged with it."""
    text = without_accents(text)
    found = sorted(
        (
            NumberLabel(family, match.start(), match.end(), strength)
            for family, strength, words in PATTERNS
            for match in words.finditer(text)
            if not _is_of_something_else(text, match, family)
        ),
        key=lambda one: (one.start, -one.end),
    )
    kept: list[NumberLabel] = []
    for one in found:
        if kept and one.start < kept[-1].end:
            continue
        if kept and AFTER.fullmatch(text[kept[-1].end : one.start]):
            family = kept[-1].family if one.family == OF_ANY else one.family
            kept[-1] = NumberLabel(family, kept[-1].start, one.end, max(kept[-1].strength, one.strength))
        else:
            kept.append(one)
    return kept


def value_start(text: str, label: NumberLabel) -> int:
    """Where the value after the label begins."""
    after = AFTER.match(text, label.end)
    return after.end() if after else label.end


def _is_of_something_else(text: str, match: re.Match[str], family: str) -> bool:
    """Whether the words before make it another number: of a body, a model, a sample. "Body certificate" is exempt."""
    before = with_single_spaces(text[max(0, match.start() - 16) : match.start()])
    others = (one for one in OTHER_OWNERS.finditer(before) if len(before) - one.end() <= 3)
    return any(family != OF_CERTIFICATE or not one[0].lower().endswith(("body", "bodies")) for one in others)
