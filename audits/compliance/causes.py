"""What can change an answer from one day to the next: a document, a requirement, an edition, an issuer's entitlement."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from audits.compliance import days
from audits.compliance.expression import Fit
from audits.compliance.rulebook import Requirement, StandardEdition


class CauseCode(StrEnum):
    """What can change an answer."""

    EVIDENCE_ENDS = "evidence-ends"
    EVIDENCE_BEGINS = "evidence-begins"
    REQUIREMENT_ENDS = "requirement-ends"
    REQUIREMENT_BEGINS = "requirement-begins"
    EDITION_ENDS = "standard-edition-ends"
    EDITION_BEGINS = "standard-edition-begins"
    ISSUER_ENDS = "issuer-entitlement-ends"
    ISSUER_BEGINS = "issuer-entitlement-begins"


@dataclass(frozen=True, slots=True, order=True)
class Cause:
    """One thing that changes an answer from one day to the next.

    ``type`` and ``ref`` name a document, or a standard and its edition; ``id`` names a requirement, or the body that issued
    the document.
    """

    code: CauseCode
    type: str | None = None
    ref: str | None = None
    id: str | None = None


def cause_of_row(row: Requirement, last: int) -> Cause | None:
    """The requirement's own beginning or end, where it ends on that day (an ordinal) or begins on the next."""
    begins, ends = days.span(row.effective_from, row.effective_until)
    if ends == last:
        return Cause(CauseCode.REQUIREMENT_ENDS, id=row.id)
    return Cause(CauseCode.REQUIREMENT_BEGINS, id=row.id) if begins == last + 1 else None


def cause_of_fit(fit: Fit, last: int) -> Cause | None:
    """What ends or begins a document's days: the document itself, or else an edition or an issuer that it rests on."""
    begins, ends = days.span(fit.document.valid_from, fit.document.valid_until)
    if fit.last == last:
        if ends == last:
            return Cause(CauseCode.EVIDENCE_ENDS, fit.document.type, fit.document.ref)
        return _cause_of_ended_edition(fit, last) or _cause_of_issuer(CauseCode.ISSUER_ENDS, fit)
    if fit.first == last + 1:
        if begins == last + 1:
            return Cause(CauseCode.EVIDENCE_BEGINS, fit.document.type, fit.document.ref)
        begun = [edition for edition in fit.editions if days.span(edition.effective_from, None)[0] == last + 1]
        edition = _cause_of_edition(CauseCode.EDITION_BEGINS, begun) or _cause_of_ended_edition(fit, last)
        return edition or _cause_of_issuer(CauseCode.ISSUER_BEGINS, fit)
    return None


def _cause_of_ended_edition(fit: Fit, last: int) -> Cause | None:
    """An edition whose last day it is. It ends a fit, and where it is superseded alone it begins one with a remark."""
    ended = [edition for edition in fit.editions if days.span(None, edition.effective_until)[1] == last]
    return _cause_of_edition(CauseCode.EDITION_ENDS, ended)


def _cause_of_edition(code: CauseCode, editions: list[StandardEdition]) -> Cause | None:
    return Cause(code, editions[0].standard, editions[0].edition) if editions else None


def _cause_of_issuer(code: CauseCode, fit: Fit) -> Cause:
    return Cause(code, fit.document.type, fit.document.ref, fit.document.issuer)
