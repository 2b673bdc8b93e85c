"""What is claimed beside what was read on the document and what registers hold, field by field. Pure; judges nothing."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from audits.findings.company_names import is_chinese, is_same_company
from audits.registers.differences import same_name, shared_words
from audits.registers.question import Outcome, Point
from suppliers.documents.fields import FieldName, Fields, Proposal

SEVERAL = frozenset({FieldName.MODEL, FieldName.STANDARD})
"""Fields of which a document may state many: it may state more than is claimed, not less."""
MOST_READ = 6
"""Values of one field that are worth a look, the best first; of several claimed ones all that were found."""
ENOUGH_OF_AN_ADDRESS = 0.6
IN_EITHER_SCRIPT = frozenset({FieldName.ISSUER, FieldName.ADDRESS})
"""Fields that documents print in Chinese, in English or in both: only the same script can be compared."""
GUESS = 0.4
"""Below this a second value is no more than a guess."""
SURE = 0.5
"""Below this a value that was read contradicts nothing."""
SHOWN_AS = {
    "number": FieldName.NUMBER,
    "holder": FieldName.HOLDER_EN,
    "owner": FieldName.HOLDER_EN,
    "issuer": FieldName.ISSUER,
    "class": FieldName.CLASS,
    "issued": FieldName.ISSUED_ON,
    "decided": FieldName.ISSUED_ON,
    "until": FieldName.VALID_UNTIL,
}
SPOKEN_OF = {
    Point.HOLDER: FieldName.HOLDER_EN,
    Point.ISSUER: FieldName.ISSUER,
    Point.WITHDRAWN: FieldName.NUMBER,
    Point.EXPIRED: FieldName.VALID_UNTIL,
    Point.LAST_DAY: FieldName.VALID_UNTIL,
    Point.CHECK_DIGIT: FieldName.CREDIT_CODE,
}


class Agreement(StrEnum):
    """How the values of a field stand to each other; the order is the order of looking."""

    DIFFERS = "differs"
    UNSURE = "unsure"
    AGREES = "agrees"
    ALONE = "alone"


@dataclass(frozen=True)
class Answered:
    """One answer of a register: its outcome, what it holds, and the points in which it says otherwise."""

    register: str
    outcome: Outcome
    at: datetime
    shown: Mapping[str, str] = field(default_factory=dict)
    differs: Mapping[Point, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Held:
    """What one register says of one field. Without a value the outcome speaks for itself."""

    register: str
    outcome: Outcome
    at: datetime
    value: str = ""
    agrees: bool | None = None


@dataclass(frozen=True)
class Seen:
    """A value read in one of the files, and whether it is what is claimed."""

    file: int
    proposal: Proposal
    agrees: bool | None = None


@dataclass(frozen=True)
class Row:
    """One field in three columns."""

    field: FieldName
    claimed: tuple[str, ...]
    read: tuple[Seen, ...]
    register: tuple[Held, ...]
    agreement: Agreement

    @property
    def not_read(self) -> tuple[str, ...]:
        """Of several claimed values those that were not found on the document, where anything was read of them."""
        if self.field not in SEVERAL or not self.read:
            return ()
        return tuple(value for value in self.claimed if not _is_read(self.field, value, self.read))

    @property
    def agrees(self) -> bool | None:
        """Whether all that speak say the same; None where nobody can tell."""
        return {Agreement.AGREES: True, Agreement.DIFFERS: False}.get(self.agreement)


def rows(
    claimed: Mapping[FieldName, Sequence[str]], read: Sequence[tuple[int, Fields]], answers: Sequence[Answered]
) -> list[Row]:
    """Every field of which anybody says something: contradictions first, else in the order of the fields."""
    held = held_by_registers(answers)
    found = [
        row
        for name in FieldName
        if (row := _row(name, tuple(filter(None, claimed.get(name, ()))), read, tuple(held.get(name, ()))))
    ]
    order = list(Agreement)
    return sorted(found, key=lambda row: min(order.index(row.agreement), order.index(Agreement.AGREES)))


def _row(
    name: FieldName, claimed: tuple[str, ...], read: Sequence[tuple[int, Fields]], held: tuple[Held, ...]
) -> Row | None:
    seen = tuple(_seen(name, claimed, read))
    if not claimed and not seen and not any(one.value for one in held):
        return None if name is not FieldName.NUMBER or not held else Row(name, (), (), held, Agreement.ALONE)
    return Row(name, claimed, seen, held, _agreement(name, claimed, seen, held))


def _seen(name: FieldName, claimed: tuple[str, ...], read: Sequence[tuple[int, Fields]]) -> Iterator[Seen]:
    """Values of all files, the surest first, each once per file; a guess only where it is what is claimed."""
    found = {(file, one.value): (file, one) for file, fields in read for one in reversed(fields.every(name))}
    for place, (file, one) in enumerate(sorted(found.values(), key=lambda pair: -pair[1].confidence)):
        agrees = _is_claimed(name, claimed, one.value)
        is_worth_a_look = place < MOST_READ and (agrees or place == 0 or one.confidence >= GUESS)
        if is_worth_a_look or (agrees and name in SEVERAL):
            yield Seen(file, one, agrees)


def _is_claimed(name: FieldName, claimed: tuple[str, ...], value: str) -> bool | None:
    """Whether one of the claimed values says this; None where none of them could: it is in another script."""
    comparable = [one for one in claimed if name not in IN_EITHER_SCRIPT or is_chinese(one) == is_chinese(value)]
    if any(alike(name, one, value) for one in comparable):
        return True
    return False if comparable and name not in SEVERAL else None


def _agreement(name: FieldName, claimed: tuple[str, ...], seen: tuple[Seen, ...], held: tuple[Held, ...]) -> Agreement:
    of_register = {one.agrees for one in held}
    of_document = _document_agrees(name, claimed, seen)
    if False in of_register or of_document is Agreement.DIFFERS:
        return Agreement.DIFFERS
    if of_document is Agreement.ALONE and True in of_register:
        return Agreement.AGREES
    return of_document


def _document_agrees(name: FieldName, claimed: tuple[str, ...], seen: tuple[Seen, ...]) -> Agreement:
    """Whether the document says what is claimed; a surer value that says otherwise leaves it open."""
    if not claimed or not seen:
        return Agreement.ALONE
    if name in SEVERAL:
        return _all_agree(name, claimed, seen)
    surest = next((one for one in seen if one.agrees is not None), None)
    if surest is None:
        return Agreement.ALONE
    if surest.agrees:
        return Agreement.AGREES
    is_open = any(one.agrees for one in seen) or surest.proposal.confidence < SURE
    return Agreement.UNSURE if is_open else Agreement.DIFFERS


def _all_agree(name: FieldName, claimed: tuple[str, ...], seen: tuple[Seen, ...]) -> Agreement:
    """Whether the document states each of the claimed values; that some were not found is worth a look."""
    on_document = [_is_read(name, value, seen) for value in claimed]
    if all(on_document):
        return Agreement.AGREES
    return Agreement.UNSURE if any(on_document) or seen[0].proposal.confidence < SURE else Agreement.DIFFERS


def _is_read(name: FieldName, value: str, seen: tuple[Seen, ...]) -> bool:
    return any(alike(name, value, one.proposal.value) for one in seen)


def held_by_registers(answers: Sequence[Answered]) -> dict[FieldName, list[Held]]:
    """By field: what each register last said. That it could not be reached since is told as well, beside the number."""
    found: dict[FieldName, list[Held]] = {}
    for answer in _latest(answers):
        values = {SHOWN_AS[key]: value for key, value in answer.shown.items() if key in SHOWN_AS and value}
        differing = {SPOKEN_OF[point]: value for point, value in answer.differs.items()}
        for name in {FieldName.NUMBER: "", **values, **differing}:
            value = differing.get(name) or values.get(name, "")
            agrees = False if name in differing else True if answer.outcome is Outcome.CONFIRMED and value else None
            found.setdefault(name, []).append(Held(answer.register, answer.outcome, answer.at, value, agrees))
    return found


def _latest(answers: Sequence[Answered]) -> Iterator[Answered]:
    """Of each register the latest word, and before it the latest try when that one did not come through."""
    tried: set[str] = set()
    spoke: set[str] = set()
    for answer in sorted(answers, key=lambda one: one.at, reverse=True):
        silent = answer.outcome is Outcome.UNREACHABLE
        if answer.register in (tried if silent else spoke) or (silent and answer.register in spoke):
            continue
        (tried if silent else spoke).add(answer.register)
        yield answer


def alike(name: FieldName, one: str, other: str) -> bool:
    """Whether two values of this field say the same, however they are written."""
    return _ALIKE.get(name, _same_signs)(one, other)


def _same_signs(one: str, other: str) -> bool:
    return _signs(one) == _signs(other)


def _signs(text: str) -> str:
    """Letters and digits alone, of one width and case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def _same_standard(one: str, other: str) -> bool:
    """One edition of one standard; without an edition any will do."""
    first, second = sorted((_signs(one), _signs(other)), key=len)
    return bool(first) and (first == second or (second.startswith(first) and not YEAR.search(first)))


def _same_class(one: str, other: str) -> bool:
    first, second = (_signs(CLASS_WORD.sub("", text)) for text in (one, other))
    return ROMAN.get(first, first) == ROMAN.get(second, second)


def _same_issuer(one: str, other: str) -> bool:
    """The same body, also where one of the two names its place behind it: “Lindenhof GmbH, Hamburg”."""
    bodies = ((one, other), (one.rpartition(",")[0], other), (one, other.rpartition(",")[0]))
    return any(same_name(*pair) for pair in bodies)


def _same_address(one: str, other: str) -> bool:
    return shared_words(one, other) >= ENOUGH_OF_AN_ADDRESS


YEAR = re.compile(r"(?:19|20)\d\d$")
CLASS_WORD = re.compile(r"(?i)class|klasse|第|类|類|级|級|\s")
ROMAN = {"i": "1", "ii": "2", "iii": "3", "iv": "4", "一": "1", "二": "2", "三": "3"}
_ALIKE: dict[FieldName, Callable[[str, str], bool]] = {
    FieldName.HOLDER_EN: is_same_company,
    FieldName.HOLDER_ZH: is_same_company,
    FieldName.ISSUER: _same_issuer,
    FieldName.ADDRESS: _same_address,
    FieldName.STANDARD: _same_standard,
    FieldName.CLASS: _same_class,
}
