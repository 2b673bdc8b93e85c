"""Whose document it is: the holder and the address that it prints, and the company."""

from __future__ import annotations

from collections.abc import Iterator

from audits.findings.case import Case, found_at
from audits.findings.company_names import Likeness, likeness, same_place
from audits.findings.finding import Finding, Severity
from suppliers.documents.fields import FieldName
from suppliers.identity.identifiers import normalise_credit_code

NAMES = (FieldName.HOLDER_EN, FieldName.HOLDER_ZH)


def holder(case: Case) -> Iterator[Finding]:
    """The holder in both languages. One name that agrees is enough: documents name agents and plants besides."""
    if not case.kind.is_the_suppliers:
        return
    own = (case.company.name_en, case.company.name_zh)
    read = [(document, one) for name in NAMES for document, one in case.every(name)]
    alike = [(max(compared), pair) for pair in read if (compared := _compared(pair[1].value, own))]
    if not alike or any(level is Likeness.SAME for level, _pair in alike):
        return
    level, (document, one) = max(alike, key=lambda each: (each[0], each[1][1].confidence))
    params = {"read": one.value, "own": " / ".join(filter(None, own))}
    if level is Likeness.SOUNDS:
        yield found_at("holder_sounds_alike", Severity.NOTE, document, one, **params)
    elif level is Likeness.NEAR or _code_agrees(case):
        yield found_at("holder_written_otherwise", Severity.NOTE, document, one, **params)
    else:
        yield found_at("holder_differs", Severity.CONTRADICTION, document, one, **params)


def address(case: Case) -> Iterator[Finding]:
    """The address that the document prints. Plants and offices differ rightly, so it is a prompt at most."""
    if not case.kind.is_the_suppliers:
        return
    own = (case.company.address_en, case.company.address_zh)
    read = list(case.every(FieldName.ADDRESS))
    compared = [same_place(one.value, each) for _document, one in read for each in own]
    if False in compared and True not in compared:
        document, one = max(read, key=lambda pair: pair[1].confidence)
        params = {"read": one.value, "own": " / ".join(filter(None, own))}
        yield found_at("address_differs", Severity.WARNING, document, one, **params)


def _compared(read: str, own: tuple[str, ...]) -> list[Likeness]:
    return [level for each in own if (level := likeness(read, each)) is not None]


def _code_agrees(case: Case) -> bool:
    """Whether the document carries the company's own credit code: then the name was only written otherwise."""
    own = normalise_credit_code(case.company.credit_code)
    return bool(own) and any(
        normalise_credit_code(one.value) == own for _document, one in case.every(FieldName.CREDIT_CODE)
    )


CHECKS = (holder, address)
