"""The standards that the rulebook knows: their ids, other names, grades from low to high, and how adoptions are written."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from audits.compliance.standards.text import normalise, with_plain_characters

LETTERS = r"[A-Za-zÀ-žА-Яа-я]"
WORD = re.compile(rf"{LETTERS}+")
NAME = re.compile(
    rf"(?P<body>{LETTERS}{{1,8}}(?:(?:\s*[/.-]\s*|\s+){LETTERS}{{1,8}}){{0,5}})"
    r"[\s:./-]{0,3}(?P<number>\d{1,6}(?:\.\d{1,4})*(?:-\d{1,4})*)"
)
"""A name of a standard: words of letters for who published it, then its number with its parts."""


@dataclass(frozen=True, slots=True)
class Grade:
    """A level, type or class of a standard, by its usual name, and how else it is printed."""

    id: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Standard:
    """A standard, whatever its edition. ``grades`` go from the least to the most demanding."""

    id: str
    publisher: str = ""
    title: str = ""
    part_of: str = ""
    aliases: tuple[str, ...] = ()
    """Other names of the same text: identical adoptions, old spellings."""
    grades: tuple[Grade, ...] = ()
    specifies: str = ""
    """The kind of product that it specifies as a whole; empty for tests of one property. A product that is stated to meet
    one of a kind is not shown by a document for another one."""

    def rank(self, grade: str) -> int:
        """The place of a grade, from 0 for the least; no grade, or one that is unknown, proves no more than the least."""
        return next((place for place, known in enumerate(self.grades) if known.id == grade), 0)


@dataclass(frozen=True, slots=True)
class Adoption:
    """Words before a number that name an identical adoption: "BS EN" reads as "EN", "EN ISO" as "ISO"."""

    written: tuple[str, ...]
    read_as: tuple[str, ...]
    before: tuple[str, ...] = ()
    """Empty, or the words of which one must follow."""
    numbers: str = ""
    """Empty, or a pattern that the number begins with."""

    def applies(self, words: tuple[str, ...], number: str) -> bool:
        """Whether the rule speaks of these words before this number."""
        length = len(self.written)
        follows = words[length] if len(words) > length else ""
        return (
            words[:length] == self.written
            and (not self.before or follows in self.before)
            and (not self.numbers or re.match(self.numbers, number) is not None)
        )


@dataclass(frozen=True)
class Vocabulary:
    """Every standard by id, and what leads from a name as printed to it."""

    standards: Mapping[str, Standard] = field(default_factory=dict)
    adoptions: tuple[Adoption, ...] = ()
    by_key: Mapping[str, str] = field(init=False, repr=False, compare=False)
    """A name without its edition, as ``key`` writes it -> id."""
    literals: tuple[tuple[re.Pattern[str], str], ...] = field(init=False, repr=False, compare=False)
    """Names that are no words before a number, the longest first, and the ids that they mean."""
    bodies: frozenset[str] = field(init=False, repr=False, compare=False)
    """Words that names of standards begin with."""
    grade_names: frozenset[str] = field(init=False, repr=False, compare=False)
    """Every name of a grade, normalised: "KN100" is no number of a standard."""

    def __post_init__(self) -> None:
        by_key: dict[str, str] = {}
        literals: dict[str, str] = {}
        bodies: set[str] = {word for rule in self.adoptions for word in (*rule.written, *rule.before)}
        for standard in self.standards.values():
            for name in (standard.id, *standard.aliases):
                if match := NAME.fullmatch(with_plain_characters(name)):
                    words = words_of(match["body"])
                    by_key[self.key(words, match["number"])] = standard.id
                    bodies.update(word for word in words if len(word) > 1)
                else:
                    literals[name] = standard.id
        longest_first = sorted(literals, key=len, reverse=True)
        object.__setattr__(self, "by_key", by_key)
        object.__setattr__(self, "bodies", frozenset(bodies))
        grades = (grade for standard in self.standards.values() for grade in standard.grades)
        names = (normalise(name) for grade in grades for name in (grade.id, *grade.aliases))
        object.__setattr__(self, "grade_names", frozenset(names))
        object.__setattr__(self, "literals", tuple((_literal(name), literals[name]) for name in longest_first))

    def __hash__(self) -> int:
        """By ids alone: two vocabularies with the same ids are rare, and compared when they meet."""
        return hash((len(self.standards), len(self.by_key)))

    def key(self, words: tuple[str, ...], number: str) -> str:
        """The name as it is looked up, without what only says who adopted it."""
        changed = True
        while changed:
            rule = next((rule for rule in self.adoptions if rule.applies(words, number)), None)
            changed = rule is not None
            if rule:
                words = (*rule.read_as, *words[len(rule.written) :])
        return "".join(words) + number.casefold()

    def grades_of(self, standard: str | None) -> tuple[Grade, ...]:
        """The grades of a standard; none where it is unknown."""
        known = self.standards.get(standard or "")
        return known.grades if known else ()


def words_of(body: str) -> tuple[str, ...]:
    """The words of a publisher as ``Adoption`` writes them: "as", "nzs" for "AS/NZS"."""
    return tuple(word.casefold() for word in WORD.findall(body))


def _literal(name: str) -> re.Pattern[str]:
    """The name, with any spaces between its words; no letter or digit may touch it."""
    chunks = [re.escape(chunk) for chunk in with_plain_characters(name).split()]
    before, after = (r"(?<![^\W_])" if name[:1].isascii() else ""), (r"(?![^\W_])" if name[-1:].isascii() else "")
    return re.compile(before + r"\s*".join(chunks) + after, re.IGNORECASE)
