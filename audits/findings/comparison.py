"""Compare claimed values with those read on the document and those in registers, field by field. Pure; judges nothing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from audits.compliance.standards import Vocabulary
from audits.findings.case import NO_STANDARDS
from audits.findings.company_names import is_chinese
from audits.findings.same_values import is_same_value
from audits.registers.question import Outcome, Point
from suppliers.documents.fields import FieldName, Fields, Proposal

SEVERAL = frozenset({FieldName.MODEL, FieldName.STANDARD})
"""Fields with many values: the document may state more than is claimed, but not less."""
MAX_VALUES = 6
"""Values of one field to show, the best first; claimed values of a field with many are all shown."""
IN_EITHER_SCRIPT = frozenset({FieldName.ISSUER, FieldName.ADDRESS})
"""Fields printed in Chinese, in English or in both: only values in the same script can be compared."""
MIN_SECOND_CONFIDENCE = 0.4
"""A second value with less confidence is not shown."""
MIN_CONTRADICTING_CONFIDENCE = 0.5
"""A value read with less confidence contradicts nothing."""
FIELDS_OF_ENTRIES = {
    "number": FieldName.NUMBER,
    "holder": FieldName.HOLDER_EN,
    "owner": FieldName.HOLDER_EN,
    "issuer": FieldName.ISSUER,
    "class": FieldName.CLASS,
    "issued": FieldName.ISSUED_ON,
    "decided": FieldName.ISSUED_ON,
    "until": FieldName.VALID_UNTIL,
}
FIELDS_OF_DIFFERENCES = {
    Point.HOLDER: FieldName.HOLDER_EN,
    Point.ISSUER: FieldName.ISSUER,
    Point.WITHDRAWN: FieldName.NUMBER,
    Point.EXPIRED: FieldName.VALID_UNTIL,
    Point.LAST_DAY: FieldName.VALID_UNTIL,
    Point.CHECK_DIGIT: FieldName.CREDIT_CODE,
}


class Agreement(StrEnum):
    """How the values of a field compare, the most urgent first."""

    DIFFERS = "differs"
    UNSURE = "unsure"
    AGREES = "agrees"
    ALONE = "alone"


@dataclass(frozen=True)
class RegisterAnswer:
    """One answer of a register: its outcome, its entry, and its values in the points that contradict the claim."""

    register: str
    outcome: Outcome
    at: datetime
    entry: Mapping[str, str] = field(default_factory=dict)
    differences: Mapping[Point, str] = field(default_factory=dict)


@dataclass(frozen=True)
class RegisterValue:
    """The value of one field in one register; without a value only the outcome of the look-up counts."""

    register: str
    outcome: Outcome
    at: datetime
    value: str = ""
    agrees: bool | None = None


@dataclass(frozen=True)
class ReadValue:
    """A value read in one of the files, and whether it agrees with the claim."""

    file: int
    proposal: Proposal
    agrees: bool | None = None


@dataclass(frozen=True)
class Row:
    """One field in three columns."""

    field: FieldName
    claimed: tuple[str, ...]
    read: tuple[ReadValue, ...]
    register: tuple[RegisterValue, ...]
    agreement: Agreement
    vocabulary: Vocabulary = NO_STANDARDS

    @property
    def not_read(self) -> tuple[str, ...]:
        """Of several claimed values those that were not found on the document, where any value was read."""
        if self.field not in SEVERAL or not self.read:
            return ()
        return tuple(value for value in self.claimed if not _is_read(self.field, value, self.read, self.vocabulary))

    @property
    def agrees(self) -> bool | None:
        """Whether all values are the same; None where that is unknown."""
        return {Agreement.AGREES: True, Agreement.DIFFERS: False}.get(self.agreement)


def rows(
    claimed: Mapping[FieldName, Sequence[str]],
    read: Sequence[tuple[int, Fields]],
    answers: Sequence[RegisterAnswer],
    vocabulary: Vocabulary = NO_STANDARDS,
) -> list[Row]:
    """Every field with a value: contradictions first, otherwise in the order of the fields.

    ``vocabulary`` says which names mean one standard: BS EN 14683 is EN 14683.
    """
    in_registers = values_in_registers(answers)
    compared = [
        row
        for name in FieldName
        if (
            row := _compare_field(
                name, tuple(filter(None, claimed.get(name, ()))), read, tuple(in_registers.get(name, ())), vocabulary
            )
        )
    ]
    order = list(Agreement)
    return sorted(compared, key=lambda row: min(order.index(row.agreement), order.index(Agreement.AGREES)))


def _compare_field(
    name: FieldName,
    claimed: tuple[str, ...],
    read: Sequence[tuple[int, Fields]],
    in_registers: tuple[RegisterValue, ...],
    vocabulary: Vocabulary,
) -> Row | None:
    values = tuple(_values_to_show(name, claimed, read, vocabulary))
    if not claimed and not values and not any(answer.value for answer in in_registers):
        is_shown = name is FieldName.NUMBER and in_registers
        return Row(name, (), (), in_registers, Agreement.ALONE) if is_shown else None
    agreement = _agreement(name, claimed, values, in_registers, vocabulary)
    return Row(name, claimed, values, in_registers, agreement, vocabulary)


def _values_to_show(
    name: FieldName, claimed: tuple[str, ...], read: Sequence[tuple[int, Fields]], vocabulary: Vocabulary
) -> Iterator[ReadValue]:
    """Values of all files, the most confident first, each once per file; a guess only where it agrees with the claim."""
    distinct = {(file, value.value): (file, value) for file, fields in read for value in reversed(fields.every(name))}
    for place, (file, value) in enumerate(sorted(distinct.values(), key=lambda pair: -pair[1].confidence)):
        agrees = _is_claimed(name, claimed, value.value, vocabulary)
        is_good = agrees or place == 0 or value.confidence >= MIN_SECOND_CONFIDENCE
        if (place < MAX_VALUES and is_good) or (agrees and name in SEVERAL):
            yield ReadValue(file, value, agrees)


def _is_claimed(name: FieldName, claimed: tuple[str, ...], value: str, vocabulary: Vocabulary) -> bool | None:
    """Whether this is one of the claimed values; None where it is in another script than all of them."""
    in_any_script = name not in IN_EITHER_SCRIPT
    comparable = [text for text in claimed if in_any_script or is_chinese(text) == is_chinese(value)]
    if any(is_same_value(name, text, value, vocabulary) for text in comparable):
        return True
    return False if comparable and name not in SEVERAL else None


def _agreement(
    name: FieldName,
    claimed: tuple[str, ...],
    values: tuple[ReadValue, ...],
    in_registers: tuple[RegisterValue, ...],
    vocabulary: Vocabulary,
) -> Agreement:
    of_registers = {answer.agrees for answer in in_registers}
    of_document = _document_agreement(name, claimed, values, vocabulary)
    if False in of_registers or of_document is Agreement.DIFFERS:
        return Agreement.DIFFERS
    if of_document is Agreement.ALONE and True in of_registers:
        return Agreement.AGREES
    return of_document


def _document_agreement(
    name: FieldName, claimed: tuple[str, ...], values: tuple[ReadValue, ...], vocabulary: Vocabulary
) -> Agreement:
    """Whether the document states what is claimed; a more confident value that differs leaves it open."""
    if not claimed or not values:
        return Agreement.ALONE
    if name in SEVERAL:
        return _agreement_of_several(name, claimed, values, vocabulary)
    best = next((value for value in values if value.agrees is not None), None)
    if best is None:
        return Agreement.ALONE
    if best.agrees:
        return Agreement.AGREES
    is_open = any(value.agrees for value in values) or best.proposal.confidence < MIN_CONTRADICTING_CONFIDENCE
    return Agreement.UNSURE if is_open else Agreement.DIFFERS


def _agreement_of_several(
    name: FieldName, claimed: tuple[str, ...], values: tuple[ReadValue, ...], vocabulary: Vocabulary
) -> Agreement:
    """Whether the document states each of the claimed values; where some were not found it is open."""
    on_document = [_is_read(name, text, values, vocabulary) for text in claimed]
    if all(on_document):
        return Agreement.AGREES
    is_open = any(on_document) or values[0].proposal.confidence < MIN_CONTRADICTING_CONFIDENCE
    return Agreement.UNSURE if is_open else Agreement.DIFFERS


def _is_read(name: FieldName, claimed: str, values: tuple[ReadValue, ...], vocabulary: Vocabulary) -> bool:
    return any(is_same_value(name, claimed, value.proposal.value, vocabulary) for value in values)


def values_in_registers(answers: Sequence[RegisterAnswer]) -> dict[FieldName, list[RegisterValue]]:
    """The latest answers of each register by field; a later failure to reach it is listed with the number."""
    by_field: dict[FieldName, list[RegisterValue]] = {}
    for answer in _latest_answers(answers):
        entry = {
            FIELDS_OF_ENTRIES[key]: text for key, text in answer.entry.items() if key in FIELDS_OF_ENTRIES and text
        }
        differing = {FIELDS_OF_DIFFERENCES[point]: text for point, text in answer.differences.items()}
        for name in {FieldName.NUMBER: "", **entry, **differing}:
            text = differing.get(name) or entry.get(name, "")
            agrees = False if name in differing else True if answer.outcome is Outcome.CONFIRMED and text else None
            value = RegisterValue(answer.register, answer.outcome, answer.at, text, agrees)
            by_field.setdefault(name, []).append(value)
    return by_field


def _latest_answers(answers: Sequence[RegisterAnswer]) -> Iterator[RegisterAnswer]:
    """The latest answer of each register, after the latest failure to reach it where that is later."""
    failed: set[str] = set()
    answered: set[str] = set()
    for answer in sorted(answers, key=lambda given: given.at, reverse=True):
        is_failure = answer.outcome is Outcome.UNREACHABLE
        if answer.register in (failed if is_failure else answered) or (is_failure and answer.register in answered):
            continue
        (failed if is_failure else answered).add(answer.register)
        yield answer
