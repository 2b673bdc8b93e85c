"""What the caller knows about kinds of documents, from its certificate types."""

from dataclasses import dataclass


@dataclass(frozen=True)
class KindFacts:
    """One kind of document. `number_pattern` describes its number, or the number of the body that issues it when
    `number_is_the_issuers`; a pattern that is a guess proves nothing."""

    name_en: str
    name_zh: str
    number_pattern: str = ""
    number_pattern_is_guess: bool = True
    number_is_the_issuers: bool = False
    validity_months: int | None = None
    market: str = ""
    document: str = ""
