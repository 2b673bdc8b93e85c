"""Whether a document cites the standard that is asked for, to the grade that is asked for, and in which editions."""

from __future__ import annotations

from functools import lru_cache

from audits.compliance.standards.citations import Citation, citations
from audits.compliance.standards.vocabulary import Vocabulary


@lru_cache(maxsize=16384)
def cited_editions(
    vocabulary: Vocabulary, asked: str, at_least: str, stated: tuple[str, ...], stated_grade: str = ""
) -> tuple[tuple[Citation, ...], ...] | None:
    """The citations of which editions must be accepted: ``None`` when the document does not cite what is asked for.

    There is a group for each standard that is asked for and cited with editions only; of a group, one must be accepted.

    ``stated`` are the document's texts. ``stated_grade`` is a grade that the document states apart from them. A document
    that names no grade proves the least one. Of several citations of the standard one is enough, and one without an
    edition needs no more; a text that is asked for and cites several standards wants all of them.
    """
    cited = [one for text in stated for one in citations(vocabulary, text)]
    needed: list[tuple[Citation, ...]] = []
    for wanted in citations(vocabulary, asked):
        meeting = [one for one in cited if _meets(vocabulary, one, wanted, at_least or wanted.grade, stated_grade)]
        if not meeting:
            return None
        if not wanted.edition and all(one.edition for one in meeting):
            needed.append(tuple(meeting))
    return tuple(needed)


def _meets(vocabulary: Vocabulary, cited: Citation, wanted: Citation, at_least: str, stated_grade: str) -> bool:
    if cited.key != wanted.key or (wanted.edition and cited.edition != wanted.edition):
        return False
    standard = vocabulary.standards.get(wanted.standard or "")
    if not at_least or standard is None:
        return True
    return standard.rank(cited.grade or stated_grade) >= standard.rank(at_least)
