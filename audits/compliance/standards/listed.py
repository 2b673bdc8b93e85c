"""The vocabulary of a list of standards, as the rulebook's file writes it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from audits.compliance.standards.vocabulary import Adoption, Grade, Standard, Vocabulary, words_of


class Inconsistent(ValueError):
    """A name that stands twice, or a part of what is not listed; ``standard`` is where."""

    def __init__(self, standard: str, reason: str) -> None:
        super().__init__(reason)
        self.standard, self.reason = standard, reason


def vocabulary_of(document: Mapping[str, Any]) -> Vocabulary:
    """The standards by id. Raises Inconsistent."""
    standards: dict[str, Standard] = {}
    named: dict[str, str] = {}
    adoptions = tuple(rule for entry in document.get("adoptions", ()) for rule in _adoptions(entry))
    for entry in document["standards"]:
        id_ = entry["id"]
        for name in (id_, *entry.get("aliases", ())):
            if name in named:
                raise Inconsistent(id_, f"the name {name!r} is already that of {named[name]}")
            named[name] = id_
        standards[id_] = Standard(
            id=id_,
            publisher=entry["publisher"],
            title=entry["title"],
            part_of=entry.get("part_of", ""),
            specifies=entry.get("specifies", ""),
            aliases=tuple(entry.get("aliases", ())),
            grades=tuple(Grade(one["grade"], tuple(one.get("aliases", ()))) for one in entry.get("grades", ())),
        )
    for standard in standards.values():
        if standard.part_of and standard.part_of not in standards:
            raise Inconsistent(standard.id, f"is part of {standard.part_of!r}, which is not listed")
    return Vocabulary(standards, adoptions)


def _adoptions(entry: Mapping[str, Any]) -> Iterator[Adoption]:
    for written in entry["written"]:
        before = tuple(word.casefold() for word in entry.get("before", ()))
        yield Adoption(words_of(written), words_of(entry["read_as"]), before, entry.get("numbers", ""))
