"""Whether two values of a field are the same, however they are written."""

from __future__ import annotations

import re
from collections.abc import Callable

from audits.compliance.standards import Vocabulary, citations
from audits.findings.case import NO_STANDARDS
from audits.findings.company_names import is_same_company
from audits.findings.text import letters_and_digits
from audits.registers.differences import same_name, shared_words
from suppliers.documents.fields import FieldName

MIN_SHARED_ADDRESS = 0.6


def is_same_value(name: FieldName, one: str, other: str, vocabulary: Vocabulary = NO_STANDARDS) -> bool:
    """Whether two values of this field are the same, however they are written."""
    if name is FieldName.STANDARD and _cite_the_same(one, other, vocabulary):
        return True
    return _COMPARISONS.get(name, _is_same_text)(one, other)


def _cite_the_same(one: str, other: str, vocabulary: Vocabulary) -> bool:
    """Whether both cite the same known standards, under whatever names, in editions and grades of which none differs."""
    first, second = (citations(vocabulary, text) for text in (one, other))
    if not first or len(first) != len(second) or None in {cited.standard for cited in (*first, *second)}:
        return False
    return all(
        (mine.standard == theirs.standard)
        and _is_open_or_equal(mine.edition, theirs.edition)
        and _is_open_or_equal(mine.grade, theirs.grade)
        for mine, theirs in zip(sorted(first, key=str), sorted(second, key=str), strict=True)
    )


def _is_open_or_equal(one: str, other: str) -> bool:
    return not one or not other or one == other


def _is_same_text(one: str, other: str) -> bool:
    return letters_and_digits(one) == letters_and_digits(other)


def _is_same_standard(one: str, other: str) -> bool:
    """The same edition of the same standard; without an edition, any edition. A grade that only one of them has is no difference."""
    first, second = sorted((letters_and_digits(one), letters_and_digits(other)), key=len)
    if not first or not second.startswith(first):
        return False
    return first == second or not YEAR.search(first) or GRADE.match(second, len(first)) is not None


def _is_same_class(one: str, other: str) -> bool:
    first, second = (letters_and_digits(CLASS_WORD.sub("", text)) for text in (one, other))
    return ROMAN.get(first, first) == ROMAN.get(second, second)


def _is_same_issuer(one: str, other: str) -> bool:
    """The same body, also where one of the two is followed by its place: “Lindenhof GmbH, Hamburg”."""
    bodies = ((one, other), (one.rpartition(",")[0], other), (one, other.rpartition(",")[0]))
    return any(same_name(*pair) for pair in bodies)


def _is_same_address(one: str, other: str) -> bool:
    return shared_words(one, other) >= MIN_SHARED_ADDRESS


YEAR = re.compile(r"(?:19|20)\d\d$")
GRADE = re.compile(r"type|level|class|grade|ffp|kn|kf|n9|[a-d1-4]?级|p\d")
CLASS_WORD = re.compile(r"(?i)class|klasse|第|类|類|级|級|\s")
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "一": "1", "二": "2", "三": "3"}
_COMPARISONS: dict[FieldName, Callable[[str, str], bool]] = {
    FieldName.HOLDER_EN: is_same_company,
    FieldName.HOLDER_ZH: is_same_company,
    FieldName.ISSUER: _is_same_issuer,
    FieldName.ADDRESS: _is_same_address,
    FieldName.STANDARD: _is_same_standard,
    FieldName.CLASS: _is_same_class,
}
