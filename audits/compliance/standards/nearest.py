"""Which known standards a name that is not known may mean."""

from __future__ import annotations

from difflib import get_close_matches

from audits.compliance.standards.text import normalise
from audits.compliance.standards.vocabulary import Vocabulary

MAX_NEAREST = 3


def nearest_ids(vocabulary: Vocabulary, name: str) -> tuple[str, ...]:
    """The ids whose names have the smallest distance to this one, the nearest first; none where nothing is near."""
    names = {normalise(alias): one.id for one in vocabulary.standards.values() for alias in (one.id, *one.aliases)}
    found = get_close_matches(normalise(name), list({**vocabulary.by_key, **names}), n=MAX_NEAREST * 2)
    return tuple(dict.fromkeys({**vocabulary.by_key, **names}[one] for one in found))[:MAX_NEAREST]
