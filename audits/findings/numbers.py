"""The number: its form, its check digit, and whether its parts agree with each other and with the document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from audits.findings.case import MIN_CONFIDENCE, Case, most_confident
from audits.findings.finding import Finding, Severity
from audits.findings.finding_types import Topic
from audits.findings.same_values import is_same_value
from suppliers.documents.fields import FieldName
from suppliers.identity.identifiers import credit_code_cautions, credit_code_fault, normalise, normalise_credit_code
from suppliers.sentences.reasons import RevisionReason

TOPIC = Topic("Numbers")


def claimed_number(case: Case) -> str:
    """The claimed number, normalised and without spaces."""
    return normalise(case.claim.number).replace(" ", "")


NUMBER_MISSING = TOPIC.declare(
    "number_missing", Severity.NOTE, _("No number is claimed, although such documents carry one.")
)


def missing_number(case: Case) -> Iterator[Finding]:
    """Documents of a type that carries a number, claimed without one."""
    if not case.claim.number.strip() and case.kind.pattern:
        yield NUMBER_MISSING.finding()


NUMBER_FORM = TOPIC.declare(
    "number_form",
    Severity.WARNING,
    _("The number %(number)s does not have the usual form of such numbers (%(example)s)."),
)


def number_form(case: Case) -> Iterator[Finding]:
    """The usual form of such numbers; only a note where the form is our guess."""
    number, kind = normalise(case.claim.number), case.kind
    if not number or not kind.pattern or not kind.number_is_its_own:
        return
    if any(re.fullmatch(kind.pattern, text) for text in (number, number.replace(" ", ""))):
        return
    severity = Severity.NOTE if kind.pattern_is_guess else Severity.WARNING
    yield NUMBER_FORM.finding(severity, number=number, example=kind.example or kind.pattern)


BODY_NUMBER_FORM = TOPIC.declare(
    "body_number_form",
    Severity.WARNING,
    _("%(number)s does not look like the number of a notified body, which has four digits."),
)


def body_number_form(case: Case) -> Iterator[Finding]:
    """The number of the body, where the type says what such numbers look like."""
    body = normalise(case.claim.issuer_number)
    law = case.kind.law
    if not body or law is None or law.number_identifies != "issuing_body" or not law.number_pattern:
        return
    if not re.search(r"(?<!\d)\d{4}(?!\d)", body):
        yield BODY_NUMBER_FORM.finding(number=body)


MONTHS = r"(?:0[1-9]|1[0-2])"
DAY_IN_NUMBER_PATTERN = re.compile(rf"(?<!\d)(20[0-3]\d)({MONTHS})(0[1-9]|[12]\d|3[01])(?!\d)")
DAY_IN_NUMBER = TOPIC.declare(
    "day_in_number",
    Severity.WARNING,
    _("The number %(number)s contains the date %(day)s; the report is dated %(issued)s."),
)


def day_in_number(case: Case) -> Iterator[Finding]:
    """A date in the number of a report, later than the report itself."""
    issued = case.claim.issued_on
    if case.kind.kind != "test_report" or issued is None:
        return
    for year, month, day in DAY_IN_NUMBER_PATTERN.findall(claimed_number(case)):
        if f"{year}-{month}-{day}" > issued.isoformat():
            yield DAY_IN_NUMBER.finding(
                number=claimed_number(case), day=f"{year}-{month}-{day}", issued=issued.isoformat()
            )


CREDIT_CODE_DIFFERS = TOPIC.declare(
    "credit_code_differs",
    Severity.CONTRADICTION,
    _("The document prints the credit code %(read)s; the company's is %(own)s."),
    reason=RevisionReason.HOLDER_MISMATCH,
)
CREDIT_CODE_CHECK = TOPIC.declare(
    "credit_code_check",
    Severity.WARNING,
    _("The check digit of the credit code %(read)s is wrong. Compare it with the page image."),
)


def credit_code(case: Case) -> Iterator[Finding]:
    """A credit code on the document: its check digit, and whether it is the company's."""
    best = case.best_read(FieldName.CREDIT_CODE)
    if best is None:
        return
    document, value = best
    code, own = normalise_credit_code(value.value), normalise_credit_code(case.company.credit_code)
    if case.kind.is_the_suppliers and own and code != own and not credit_code_fault(code):
        yield CREDIT_CODE_DIFFERS.finding_at(document, value, read=code, own=own)
    elif value.confidence >= MIN_CONFIDENCE and (credit_code_fault(code) or credit_code_cautions(code, "")):
        yield CREDIT_CODE_CHECK.finding_at(document, value, read=code)


CODE_EXPLAINED = TOPIC.declare(
    "code_explained", Severity.NOTE, _("The supplier explains another company's credit code: “%(said)s”")
)


def explained_code(case: Case) -> Iterator[Finding]:
    """The supplier's reason for another company's code on its document."""
    if case.claim.holder_reason:
        yield CODE_EXPLAINED.finding(said=case.claim.holder_reason)


NUMBER_DIFFERS = TOPIC.declare(
    "number_differs",
    Severity.CONTRADICTION,
    _("The document prints the number %(read)s; claimed is %(claimed)s."),
)


def printed_number(case: Case) -> Iterator[Finding]:
    """The number that the document prints, and the claimed one."""
    values, claimed = case.values_read(FieldName.NUMBER), case.claim.number
    if not claimed.strip() or any(is_same_value(FieldName.NUMBER, claimed, value.value) for _document, value in values):
        return
    if best := most_confident(values):
        yield NUMBER_DIFFERS.finding_at(*best, read=best[1].value, claimed=claimed)


CHECKS = (missing_number, number_form, body_number_form, day_in_number, credit_code, explained_code, printed_number)
