"""The checklist of a document or a company at a decision: what is known of it, whether the answers suffice, and keeping them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from audits.checklists.answering import Answer, Facts, Lack, Remark, Said, in_advance, lacks
from audits.checklists.questions import Family, shipped
from audits.desk import company_facts
from audits.desk.compared import compared_rows
from audits.findings.checking import run_checks
from audits.findings.comparison import Agreement
from audits.findings.finding import Finding, Severity
from audits.findings.gathering import gather
from audits.law.current import current_rulebook
from audits.models import ChecklistAnswer, Decision, FindingAnswer, RegisterCheck
from audits.registers.question import Outcome
from suppliers.documents.fields import FieldName
from suppliers.models import Certificate, Supplier

Subject = Certificate | Supplier

GivenAnswers = Mapping[str, Mapping[str, str]]
"""Answers as a form posts them and a recommendation keeps them: question -> ``said`` and ``note``."""


class ChecklistLacks(Exception):
    """Answers do not suffice for an approval: ``lacks`` says why, by question; about none of them by an empty name."""

    def __init__(self, found: Mapping[str, Lack]) -> None:
        super().__init__(", ".join(f"{name or 'document'}: {lack}" for name, lack in found.items()))
        self.lacks = found


@dataclass(frozen=True)
class Checklist:
    """The list for one document or company, and what is known of it now."""

    family: Family
    facts: Facts


def family_of(subject: Subject) -> Family | None:
    """The list for companies, or for this kind of document; None where no kind is claimed."""
    if isinstance(subject, Supplier):
        return shipped().company
    kind = subject.certificate_type
    if kind is None:
        return None
    return shipped().family_of(kind.kind, kind.facts.get("issued_by", {}).get("kind", ""))


def facts_known(
    findings: Iterable[tuple[Finding, FindingAnswer | None]],
    fields: Mapping[FieldName, Agreement],
    checks: Iterable[RegisterCheck],
) -> Facts:
    """What is known of a document, from what stands on the page of its case. ``checks``: the newest first."""
    latest: dict[str, str] = {}
    for check in checks:
        latest.setdefault(check.register, check.outcome)
    dismissed = FindingAnswer.Answer.DISMISSED
    return Facts(
        [Remark(one.code, one.severity, bool(answer and answer.answer == dismissed)) for one, answer in findings],
        fields,
        [Outcome(one) for one in latest.values()],
    )


def facts_of_document(certificate: Certificate, *, on: date) -> Facts:
    """The same, asked of the database."""
    files = list(certificate.files.as_shown())
    case, _matches = gather(certificate, on=on, law=current_rulebook(), files=files)
    answers = {answer.fingerprint: answer for answer in certificate.finding_answers.order_by("pk")}
    checks = list(certificate.register_checks.light().order_by("-taken_at", "-pk"))
    rows = compared_rows(
        certificate, files=files, products=list(certificate.products.select_related("product_type")), checks=checks
    )
    fields = {row.field: row.agreement for row in rows}
    return facts_known([(one, answers.get(one.fingerprint)) for one in run_checks(case)], fields, checks)


def facts_of_company(supplier: Supplier, *, on: date) -> Facts:
    """What its business licence shows as far as the list asks for it, and remarks about the company itself."""
    remarks = [Remark(code, Severity.WARNING) for code in company_facts.remarks_of(supplier)]
    licence = company_facts.business_licence_of(supplier)
    if licence is None:
        return Facts(remarks)
    known = facts_of_document(licence, on=on)
    listed = frozenset[str]().union(*(one.findings for one in shipped().company.questions))
    return Facts([*remarks, *(one for one in known.remarks if one.code in listed)], known.fields, known.registers)


def gather_facts(subject: Subject, *, on: date) -> Facts:
    return facts_of_company(subject, on=on) if isinstance(subject, Supplier) else facts_of_document(subject, on=on)


def checklist_of(subject: Subject, *, on: date) -> Checklist | None:
    """The list with what is known now; None where no kind is claimed."""
    family = family_of(subject)
    return Checklist(family, gather_facts(subject, on=on)) if family else None


def answers_of(said: GivenAnswers) -> dict[str, Answer]:
    return {name: Answer(Said(one["said"]), one.get("note", "").strip()) for name, one in said.items()}


def require_enough(subject: Subject, said: GivenAnswers, *, on: date) -> None:
    """Raise ChecklistLacks unless every question is answered so that the document or company may be approved."""
    family = family_of(subject)
    if family and (found := lacks(family, answers_of(said), gather_facts(subject, on=on))):
        raise ChecklistLacks(found)


def rows_of(subject: Subject, said: GivenAnswers, *, on: date) -> list[ChecklistAnswer]:
    """The answers as rows without their decision, in the order of the questions; those to no question are left out."""
    family, answers = family_of(subject), answers_of(said)
    if family is None or not answers:
        return []
    facts = gather_facts(subject, on=on)
    return [
        ChecklistAnswer(
            version=shipped().version,
            family=family.id,
            question=question.id,
            said=answers[question.id].said,
            machine=in_advance(question, facts),
            note=answers[question.id].note,
        )
        for question in family.questions
        if question.id in answers
    ]


def keep(rows: Sequence[ChecklistAnswer], decision: Decision) -> None:
    """Store the answers with their decision."""
    for row in rows:
        row.decision = decision
    ChecklistAnswer.objects.bulk_create(rows)


def content_of(rows: Iterable[ChecklistAnswer]) -> list[dict[str, Any]]:
    """What the log keeps of answers: of a note its digest, so that an entry may be shown to outsiders."""
    return [
        {
            "version": row.version,
            "family": row.family,
            "question": row.question,
            "said": str(row.said),
            "machine": str(row.machine),
            "note_sha256": hashlib.sha256(row.note.encode()).hexdigest() if row.note else None,
        }
        for row in rows
    ]
