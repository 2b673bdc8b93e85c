"""A product with its documents, asked about on several days: what the shipped rulebook answers."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache

import pytest

from audits.compliance.assess import assess
from audits.compliance.dossier import Dossier, Evidence, statements
from audits.compliance.reference import Confidence

COUNTRIES = {"EU": "DE", "XI": "GB-NIR", "EAEU": "KZ"}
"""Market -> the country that the goods go to, where it is not the market itself."""
LABEL = {"languages": ("ar", "de", "en", "es", "fr", "hi", "id", "it", "ja", "kk", "pt", "ru", "tr", "vi", "zh")}
"""A label that nobody misreads: languages are the subject of other tests."""


@dataclass(frozen=True)
class Example:
    """One dossier and its answers. ``source`` is the public page or text that says so."""

    name: str
    source: str
    product_type: str
    market: str
    documents: tuple[str | tuple[str, dict[str, str]], ...]
    """Ids of evidence types, or (id, what the document states as it is printed)."""
    answers: dict[str, str]
    """Day -> state."""
    facts: dict[str, object] = field(default_factory=dict)

    def evidence(self):
        said = {"local_label": LABEL}
        pairs = [(one, said.get(one, {})) if isinstance(one, str) else one for one in self.documents]
        return tuple(Evidence(kind, None, None, statements(stated)) for kind, stated in pairs)

    def answers_of(self, rulebook):
        country = COUNTRIES.get(self.market, self.market)
        dossier = Dossier(self.product_type, self.facts, self.market, self.evidence(), country=country)
        book = _sure_of_languages(rulebook)
        return {day: assess(dossier, book, on=date.fromisoformat(day)).state.value for day in self.answers}


@cache
def _sure_of_languages(rulebook):
    """The rulebook as if every list of label languages were sure, so that an answer shows what its rows say."""
    sure = {id_: replace(one, confidence=Confidence.HIGH) for id_, one in rulebook.label_languages.items()}
    return replace(rulebook, label_languages=sure)


def each(*examples):
    """The examples as parameters of a test, by name."""
    return pytest.mark.parametrize("example", examples, ids=[one.name for one in examples])
