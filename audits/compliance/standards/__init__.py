"""Standards as documents print them: which standard, which edition, which grade."""

from audits.compliance.standards.citations import Citation, citations, grade_pattern
from audits.compliance.standards.listed import Inconsistent, vocabulary_of
from audits.compliance.standards.matching import cited_editions
from audits.compliance.standards.nearest import nearest_ids
from audits.compliance.standards.text import edition_key, normalise
from audits.compliance.standards.vocabulary import Adoption, Grade, Standard, Vocabulary, words_of

__all__ = [
    "Adoption",
    "Citation",
    "Grade",
    "Inconsistent",
    "Standard",
    "Vocabulary",
    "citations",
    "cited_editions",
    "edition_key",
    "grade_pattern",
    "nearest_ids",
    "normalise",
    "vocabulary_of",
    "words_of",
]
