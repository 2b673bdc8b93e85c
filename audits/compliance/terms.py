"""Ids for what documents print where no standard is meant: classes, bases of a listing, formulas, scopes of bodies."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from audits.compliance.standards import normalise


@dataclass(frozen=True)
class Terms:
    """For each key of a narrowing its ids, each with the other ways in which it is printed."""

    printed: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    by_text: Mapping[str, Mapping[str, str]] = field(init=False, repr=False, compare=False)
    """Key -> text, normalised -> id, normalised."""

    def __post_init__(self) -> None:
        read = {
            key: {normalise(text): normalise(id_) for id_, aliases in ids.items() for text in (id_, *aliases)}
            for key, ids in self.printed.items()
        }
        object.__setattr__(self, "by_text", read)

    def id_of(self, key: str, text: str) -> str:
        """The id that a text means, normalised; a text that is no known way to print one is its own id."""
        plain = normalise(text)
        return self.by_text.get(key, {}).get(plain, plain)

    def agree(self, key: str, required: Iterable[str], stated: Iterable[str]) -> bool:
        """Whether both name the same id; of a list, on either side, one match is enough."""
        ids = {self.id_of(key, text) for text in stated}
        return any(self.id_of(key, text) in ids for text in required)
