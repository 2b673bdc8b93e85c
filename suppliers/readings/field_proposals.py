"""What was read in a certificate's files, as values for its form: proposals with their place, never claims."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from suppliers.documents.fields import FieldName, Proposal
from suppliers.documents.reading import Box
from suppliers.identity.identifiers import normalise

F = FieldName
FORM_FIELDS: dict[FieldName, str] = {
    F.KIND: "certificate_type",
    F.NUMBER: "number",
    F.ISSUER: "issuer",
    F.ISSUER_NUMBER: "issuer_number",
    F.ISSUED_ON: "issued_on",
    F.VALID_FROM: "valid_from",
    F.VALID_UNTIL: "valid_until",
    F.STANDARD: "stated_standard",
    F.CLASS: "stated_class",
    F.MODEL: "products",
    F.HOLDER_EN: "holder_en",
    F.HOLDER_ZH: "holder_zh",
    F.ADDRESS: "address",
    F.CREDIT_CODE: "credit_code",
}
"""The last four are no fields of the form: they are compared with what the company says of itself."""

UNLIMITED = "unlimited"
"""A last day that never comes: for the form that is a tick, not a day."""

DAYS = frozenset({"issued_on", "valid_from", "valid_until"})
FILLED_FROM = 0.5
"""Below this confidence a value is offered next to its field, not put into it."""

MAX_PAST = 0.3
"""A former name, and the number of a document that was replaced, are offered and never filled in."""

MAX_DERIVED = 0.8
"""No first day that was read for another field is called clearly read."""

CLEARLY_READ = 0.985
"""From this probability on a value is called clearly read. Chosen so that of documents whose issuer no fit knew at most one
in a hundred has such a value wrong (docs/reading.md)."""

WORDS = ((CLEARLY_READ, _("clearly read")), (0.7, _("probably right")), (0.0, _("hard to read")))


@dataclass(frozen=True)
class Proposed:
    """One value that was read for one field, as the form takes it, and where it stands."""

    field: str
    value: str
    printed: str
    file: int
    page: int
    box: Box
    confidence: float
    is_derived: bool = False
    """Read for another field: the day of issue, where no first day was read."""

    @property
    def is_sure_enough(self) -> bool:
        return self.confidence >= FILLED_FROM

    @property
    def confidence_in_words(self) -> str:
        return str(next(words for least, words in WORDS if self.confidence >= least))


Proposals = Mapping[str, tuple[Proposed, ...]]


def proposed(read: Iterable[tuple[int, Iterable[Proposal]]]) -> Proposals:
    """The proposals of several files, each with the key of its file: by field of the form, the surest first."""
    found = [_one(file, proposal) for file, proposals in read for proposal in proposals]
    ordered = sorted(
        (one for one in found if one.field not in DAYS or _is_day(one.value)), key=lambda one: -one.confidence
    )
    return {name: tuple(one for one in ordered if one.field == name) for name in {one.field: None for one in ordered}}


def past_last(proposals: Proposals, past: Collection[str]) -> Proposals:
    """The same, with former names and replaced numbers last and never filled in: they are what was, not what is."""
    bare = {bare_letters(text) for text in past if text}
    if not bare:
        return proposals
    found = {
        name: [
            replace(one, confidence=min(one.confidence, MAX_PAST)) if bare_letters(one.value) in bare else one
            for one in values
        ]
        for name, values in proposals.items()
    }
    return {name: tuple(sorted(values, key=lambda one: -one.confidence)) for name, values in found.items()}


def with_first_day(proposals: Proposals) -> Proposals:
    """The same, with the day of issue as first day where none was read: mostly it is that day."""
    issued = proposals.get("issued_on", ())
    if proposals.get("valid_from") or not issued:
        return proposals
    derived = replace(issued[0], field="valid_from", is_derived=True, confidence=min(issued[0].confidence, MAX_DERIVED))
    return {**proposals, "valid_from": (derived,)}


def is_similar_text(one: str, other: str) -> bool:
    """Whether two texts say the same but for case, width, spaces and punctuation."""
    return bare_letters(one) == bare_letters(other)


def is_same(one: Proposed, value: Any) -> bool:
    """Whether what is in the field is what was read, as far as case, width and punctuation do not matter."""
    if isinstance(value, date):
        value = value.isoformat()
    if one.field == "has_no_end":
        return bool(value)
    exact = one.field in DAYS or one.field == "certificate_type"
    return one.value == str(value or "") if exact else is_similar_text(one.value, str(value or ""))


def bare_letters(text: str) -> str:
    return "".join(char for char in normalise(text).casefold() if char.isalnum())


def _one(file: int, proposal: Proposal) -> Proposed:
    endless = proposal.field == F.VALID_UNTIL and proposal.value == UNLIMITED
    return Proposed(
        field="has_no_end" if endless else FORM_FIELDS[proposal.field],
        value="on" if endless else proposal.value,
        printed=proposal.printed or proposal.value,
        file=file,
        page=proposal.page,
        box=proposal.box,
        confidence=proposal.confidence,
    )


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
