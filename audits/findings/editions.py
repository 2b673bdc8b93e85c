"""Editions of standards that a document cites: whether they are accepted on the day, by the rulebook's list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from audits.compliance import days, standards
from audits.compliance.rulebook import Confidence, StandardEdition
from audits.findings.case import Case, found_at
from audits.findings.finding import Finding, Severity
from audits.findings.lists import lists
from suppliers.documents.fields import FieldName


def accepted(case: Case) -> Iterator[Finding]:
    """Editions that are cited, claimed or read, and not accepted on the day. A standard that is not listed: nothing."""
    cited = {standards.name(one): None for text in case.claim.standards for one in standards.PARTS_STATED.split(text)}
    read = {standards.name(one.value): (document, one) for document, one in case.every(FieldName.STANDARD)}
    for name in [*cited, *(one for one in read if one not in cited)]:
        listed = _listed(case, name)
        if not name.edition or not listed or any(_holds(one, case.on) for one in listed):
            continue
        severity, params = _judged(listed, case.on)
        params |= {"standard": listed[0].standard, "edition": name.edition}
        if name in read:
            yield found_at("edition_not_in_force", severity, *read[name], **params)
        else:
            yield Finding("edition_not_in_force", severity, params)


def younger_than_the_document(case: Case) -> Iterator[Finding]:
    """A document that cites an edition from years after its own issue."""
    issued = case.claim.issued_on
    for document, one in case.every(FieldName.STANDARD):
        year = standards.name(one.value).edition[:4]
        if issued and year.isdecimal() and int(year) > issued.year:
            yield found_at(
                "edition_after_issue", Severity.CONTRADICTION, document, one, standard=one.value, day=issued.isoformat()
            )


def unknown(case: Case) -> Iterator[Finding]:
    """An edition that there is none of."""
    for number, years in lists()["editions_of_systems"]["known"].items():
        for document, one in case.every(FieldName.STANDARD):
            name = standards.name(one.value)
            year = name.edition[:4]
            if name.number.endswith(number) and year.isdecimal() and int(year) not in years:
                yield found_at("edition_unknown", Severity.WARNING, document, one, standard=one.value)


def _listed(case: Case, name: standards.Named) -> tuple[StandardEdition, ...]:
    return case.law.editions_by_number.get(name.number, {}).get(name.edition, ()) if case.law else ()


def _holds(edition: StandardEdition, on: date) -> bool:
    first, last = days.span(edition.effective_from, edition.effective_until)
    return first <= on.toordinal() <= last


def _judged(listed: tuple[StandardEdition, ...], on: date) -> tuple[Severity, dict[str, str]]:
    """A warning where we are sure of the days, else a note; with the day that matters."""
    edition = max(listed, key=lambda one: one.effective_until or date.max)
    is_sure = edition.confidence is not Confidence.LOW
    over = edition.effective_until if edition.effective_until and edition.effective_until < on else None
    params = {"until": over.isoformat()} if over else {"from": (edition.effective_from or on).isoformat()}
    return (Severity.WARNING if is_sure else Severity.NOTE), params


CHECKS = (accepted, younger_than_the_document, unknown)
