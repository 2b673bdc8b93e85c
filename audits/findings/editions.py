"""Editions of standards that a document cites: whether the rulebook accepts them on the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext_lazy as _

from audits.compliance import days
from audits.compliance.reference import Confidence
from audits.compliance.rulebook import StandardEdition
from audits.compliance.standards import Citation, nearest_ids
from audits.findings.case import Case
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.lists import lists
from suppliers.documents.fields import FieldName
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Editions of standards")


EDITION_NOT_IN_FORCE = TOPIC.declare(
    "edition_not_in_force",
    Severity.WARNING,
    _("%(standard)s, edition %(edition)s, is not accepted on this day."),
    reason=RevisionReason.SUPERSEDED_STANDARD,
)


def accepted(case: Case) -> Iterator[Finding]:
    """Editions that are claimed or read, and not accepted on the day. A standard that is not listed is no finding."""
    claimed = [_name(cited) for text in case.claim.standards for cited in case.citations(text)]
    read = {
        _name(cited): (document, value)
        for document, value in case.values_read(FieldName.STANDARD)
        for cited in case.citations(value.value)
    }
    for standard, cited_edition in dict.fromkeys((*claimed, *read)):
        listed = case.law.editions_of.get(standard, {}).get(cited_edition, ()) if case.law else ()
        if not listed or any(_is_in_force(edition, case.on) for edition in listed):
            continue
        severity, params = _severity_and_day(listed, case.on)
        params |= {"standard": standard, "edition": listed[0].edition}
        if (standard, cited_edition) in read:
            yield EDITION_NOT_IN_FORCE.finding_at(*read[standard, cited_edition], severity, **params)
        else:
            yield EDITION_NOT_IN_FORCE.finding(severity, **params)


EDITION_AFTER_ISSUE = TOPIC.declare(
    "edition_after_issue",
    Severity.CONTRADICTION,
    _("It cites %(standard)s, an edition later than the document itself (%(day)s)."),
)


def later_than_the_document(case: Case) -> Iterator[Finding]:
    """A document that cites an edition from a year after its own issue."""
    issued = case.claim.issued_on
    for document, value in case.values_read(FieldName.STANDARD):
        years = [cited.edition[:4] for cited in case.citations(value.value)]
        if issued and any(year.isdecimal() and int(year) > issued.year for year in years):
            yield EDITION_AFTER_ISSUE.finding_at(document, value, standard=value.value, day=issued.isoformat())


EDITION_UNKNOWN = TOPIC.declare(
    "edition_unknown", Severity.WARNING, _("It cites %(standard)s: no such edition is known. Look it up.")
)


def unknown(case: Case) -> Iterator[Finding]:
    """An edition that does not exist."""
    for number, years in lists()["editions_of_systems"]["known"].items():
        for document, value in case.values_read(FieldName.STANDARD):
            if any(_is_unknown(cited, number, years) for cited in case.citations(value.value)):
                yield EDITION_UNKNOWN.finding_at(document, value, standard=value.value)


STANDARD_NOT_LISTED = TOPIC.declare(
    "standard_not_listed",
    Severity.NOTE,
    _("Our list of standards does not have %(standard)s: it proves nothing to the rules. Nearest: %(nearest)s."),
)


def not_listed(case: Case) -> Iterator[Finding]:
    """A standard that is claimed and that the list does not know, with the nearest that it knows."""
    if case.law is None:
        return
    for cited in (cited for text in case.claim.standards for cited in case.citations(text)):
        if cited.standard is None:
            nearest = ", ".join(nearest_ids(case.law.vocabulary, cited.name)) or "—"
            yield STANDARD_NOT_LISTED.finding(standard=cited.printed, nearest=nearest)


def _name(cited: Citation) -> tuple[str, str]:
    return cited.key, cited.edition


def _is_unknown(cited: Citation, number: str, years: list[int]) -> bool:
    year = cited.edition[:4]
    return cited.key.endswith(number) and year.isdecimal() and int(year) not in years


def _is_in_force(edition: StandardEdition, on: date) -> bool:
    first, last = days.span(edition.effective_from, edition.effective_until)
    return first <= on.toordinal() <= last


def _severity_and_day(listed: tuple[StandardEdition, ...], on: date) -> tuple[Severity, dict[str, str]]:
    """A warning where the days are certain, otherwise a note; with the day that matters."""
    edition = max(listed, key=lambda listed_edition: listed_edition.effective_until or date.max)
    is_certain = edition.confidence is not Confidence.LOW
    ended = edition.effective_until if edition.effective_until and edition.effective_until < on else None
    params = {"until": ended.isoformat()} if ended else {"from": (edition.effective_from or on).isoformat()}
    return (Severity.WARNING if is_certain else Severity.NOTE), params


CHECKS = (accepted, later_than_the_document, unknown, not_listed)
