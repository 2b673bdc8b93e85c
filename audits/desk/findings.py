"""What looks worth a look on a certificate, and what auditors answered to it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from audits.desk import log, permissions
from audits.desk.certificates import request_revision
from audits.findings.checking import run_checks
from audits.findings.finding import Finding
from audits.findings.gathering import Matches, gather
from audits.findings.revision_requests import is_confidential, reasons_of
from audits.findings.sentences import sentence
from audits.law.current import current_rulebook
from audits.models import Decision, FindingAnswer
from kpmarket.accounts.models import User
from suppliers.models import Certificate, CertificateFile

Answer = FindingAnswer.Answer


class NoReason(Exception):
    """A finding is not dismissed without a word why."""


class NotTheirs(Exception):
    """A finding that speaks of another company is told to no supplier."""


class UnknownFinding(Exception):
    """Nothing of that name is found any more: the facts are others by now."""


@dataclass(frozen=True)
class Found:
    """A finding and the latest answer to it. ``others``: certificates of other companies that it speaks of, for
    auditors' eyes alone."""

    finding: Finding
    answer: FindingAnswer | None = None
    others: tuple[Certificate, ...] = ()

    @property
    def name(self) -> str:
        """By what a form means it."""
        return f"{self.finding.code}-{self.finding.fingerprint[:12]}"

    @property
    def sentence(self) -> str:
        return sentence(self.finding)

    @property
    def is_open(self) -> bool:
        return self.answer is None

    @property
    def may_be_sent_back(self) -> bool:
        """Whether the supplier may read it."""
        return not is_confidential(self.finding)


def findings_of(
    certificate: Certificate,
    *,
    on: date,
    files: Sequence[CertificateFile] | None = None,
    own_companies: Collection[int] = (),
) -> list[Found]:
    """Every finding with its latest answer: open ones first, contradictions before the rest. It writes nothing.

    ``files`` as for ``gather``. ``own_companies`` are those that the reader belongs to: whoever belongs to the company
    hears nothing of another one, and nobody is led from another company's document to that of their own.
    """
    case, matches = gather(certificate, on=on, law=current_rulebook(), files=files)
    answers = {one.fingerprint: one for one in certificate.finding_answers.select_related("by")}
    others = _others(matches, own_companies)
    is_own = certificate.supplier_id in own_companies
    found = [
        Found(one, answers.get(one.fingerprint), tuple(others[key] for key in _keys(one, matches) if key in others))
        for one in run_checks(case)
        if not (is_own and is_confidential(one))
    ]
    return sorted(found, key=lambda one: not one.is_open)


@transaction.atomic
def accept(
    certificate: Certificate,
    names: Collection[str],
    *,
    by: User,
    at: datetime,
    among: Sequence[Found] | None = None,
) -> list[FindingAnswer]:
    """These are so: whoever decides takes them into account. ``among`` are the findings where they are at hand."""
    chosen = _chosen(certificate, names, by=by, at=at, among=among)
    return _answer(certificate, chosen, Answer.ACCEPTED, by=by, at=at)


@transaction.atomic
def dismiss(
    certificate: Certificate,
    names: Collection[str],
    *,
    reason: str,
    by: User,
    at: datetime,
    among: Sequence[Found] | None = None,
) -> list[FindingAnswer]:
    """These are nothing, for a reason that colleagues can follow."""
    if not reason.strip():
        raise NoReason
    chosen = _chosen(certificate, names, by=by, at=at, among=among)
    return _answer(certificate, chosen, Answer.DISMISSED, reason=reason.strip(), by=by, at=at)


@transaction.atomic
def send_back(
    certificate: Certificate,
    names: Collection[str],
    *,
    by: User,
    at: datetime,
    note: str = "",
    reasons: Sequence[str] = (),
) -> Decision:
    """Ask the supplier for a revision because of these, in one step. Raises NotTheirs for those about other companies.

    With ``reasons`` the auditor has written the request: they and the note stand as they are.
    """
    chosen = _chosen(certificate, names, by=by, at=at)
    if any(not one.may_be_sent_back for one in chosen):
        raise NotTheirs
    findings = [one.finding for one in chosen]
    _answer(certificate, chosen, Answer.SENT_BACK, by=by, at=at)
    if reasons:
        return request_revision(certificate, by=by, at=at, reasons=reasons, note=note)
    words = "\n\n".join(filter(None, (note.strip(), in_both_languages(findings))))
    return request_revision(certificate, by=by, at=at, reasons=reasons_of(findings), note=words)


def in_both_languages(findings: Sequence[Finding]) -> str:
    """The sentences for the supplier, once per language of the site: we do not know who of its people reads them."""
    parts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            parts.append("\n".join(f"– {sentence(one)}" for one in findings))
    return "\n\n".join(dict.fromkeys(parts))


def _answer(
    certificate: Certificate, chosen: Sequence[Found], answer: str, *, by: User, at: datetime, reason: str = ""
) -> list[FindingAnswer]:
    """Write answers down, as rows and in the log."""
    rows = [
        FindingAnswer(
            certificate=certificate,
            code=one.finding.code,
            fingerprint=one.finding.fingerprint,
            answer=answer,
            reason=reason,
            by=by,
            at=at,
        )
        for one in chosen
    ]
    content = {"answer": str(answer), "findings": [[row.code, row.fingerprint] for row in rows], "reason": reason}
    log.append(act="findings_answered", subject=log.name_of(certificate), by=by, at=at, content=content)
    return FindingAnswer.objects.bulk_create(rows)


def _chosen(
    certificate: Certificate,
    names: Collection[str],
    *,
    by: User,
    at: datetime,
    among: Sequence[Found] | None = None,
) -> list[Found]:
    """The findings of these names, gathered once. Only whoever has the case answers; raises UnknownFinding unless all
    are still there and at least one is meant."""
    permissions.require_own_case(by, certificate, at=at)
    found = findings_of(certificate, on=timezone.localdate(at)) if among is None else among
    chosen = [one for one in found if one.name in set(names)]
    if not chosen or {one.name for one in chosen} != set(names):
        raise UnknownFinding
    return chosen


def _others(matches: Matches, own_companies: Collection[int]) -> dict[int, Certificate]:
    keys = set(matches.number).union(
        *matches.files.values(), *matches.same_figures.values(), *matches.same_image.values()
    )
    theirs = Certificate.objects.exclude(supplier__in=own_companies).exclude(status=Certificate.Status.DRAFT)
    return theirs.select_related("supplier", "certificate_type").in_bulk(keys)


def _keys(finding: Finding, matches: Matches) -> Iterable[int]:
    """The certificates that a finding speaks of."""
    if finding.code == "number_elsewhere":
        return sorted(matches.number)
    if finding.code == "file_elsewhere":
        return sorted(matches.files.get(finding.file, ()))
    pages = {"page_elsewhere": matches.same_image, "page_reads_elsewhere": matches.same_figures}.get(finding.code, {})
    return sorted(set().union(*(keys for (file, _page), keys in pages.items() if file == finding.file)))
