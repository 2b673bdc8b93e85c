"""Whose document it is: the printed holder and address, and the company."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import Case, most_confident
from audits.findings.company_names import NameMatch, compare_names, same_place
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from suppliers.documents.fields import FieldName
from suppliers.identity.identifiers import normalise_credit_code
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Holder and address")
NAMES = (FieldName.HOLDER_EN, FieldName.HOLDER_ZH)


HOLDER_DIFFERS = TOPIC.declare(
    "holder_differs",
    Severity.CONTRADICTION,
    _("The document names %(read)s as its holder; the company is %(own)s."),
    reason=RevisionReason.HOLDER_MISMATCH,
)
HOLDER_WRITTEN_OTHERWISE = TOPIC.declare(
    "holder_written_otherwise",
    Severity.NOTE,
    _("The holder is written a little differently: %(read)s; the company is %(own)s."),
    reason=RevisionReason.HOLDER_MISMATCH,
)
HOLDER_ROMANISED = TOPIC.declare(
    "holder_sounds_similar",
    Severity.NOTE,
    _(
        "The holder %(read)s reads like the company's name, %(own)s, in another script. Other characters can have the same reading: compare the rest."
    ),
    reason=RevisionReason.HOLDER_MISMATCH,
)


def holder(case: Case) -> Iterator[Finding]:
    """The holder in both languages. One name that agrees is enough: documents also name agents and plants."""
    if not case.kind.is_the_suppliers:
        return
    own = (case.company.name_en, case.company.name_zh)
    values = [value for name in NAMES for value in case.values_read(name)]
    compared = [(max(matches), value) for value in values if (matches := _name_matches(value[1].value, own))]
    if not compared or any(match is NameMatch.SAME for match, _value in compared):
        return
    match, (document, read) = max(compared, key=lambda pair: (pair[0], pair[1][1].confidence))
    params = {"read": read.value, "own": " / ".join(filter(None, own))}
    if match is NameMatch.ROMANISED:
        yield HOLDER_ROMANISED.finding_at(document, read, **params)
    elif match is NameMatch.SIMILAR or _has_own_credit_code(case):
        yield HOLDER_WRITTEN_OTHERWISE.finding_at(document, read, **params)
    else:
        yield HOLDER_DIFFERS.finding_at(document, read, **params)


ADDRESS_DIFFERS = TOPIC.declare(
    "address_differs",
    Severity.WARNING,
    _("The document prints another address: %(read)s. The company's is %(own)s."),
    reason=RevisionReason.ADDRESS_MISMATCH,
)


def address(case: Case) -> Iterator[Finding]:
    """The printed address. Plants and offices rightly differ, so this is at most a warning."""
    if not case.kind.is_the_suppliers:
        return
    own = (case.company.address_en, case.company.address_zh)
    values = case.values_read(FieldName.ADDRESS)
    compared = [same_place(value.value, address) for _document, value in values for address in own]
    best = most_confident(values)
    if best and False in compared and True not in compared:
        yield ADDRESS_DIFFERS.finding_at(*best, read=best[1].value, own=" / ".join(filter(None, own)))


def _name_matches(read: str, own: tuple[str, ...]) -> list[NameMatch]:
    return [match for name in own if (match := compare_names(read, name)) is not None]


def _has_own_credit_code(case: Case) -> bool:
    """Whether the document carries the company's credit code: then only the name is written differently."""
    own = normalise_credit_code(case.company.credit_code)
    codes = case.values_read(FieldName.CREDIT_CODE)
    return bool(own) and any(normalise_credit_code(value.value) == own for _document, value in codes)


CHECKS = (holder, address)
