"""The findings of a certificate, and the answers of auditors to them."""

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
    """A finding is dismissed only with a reason."""


class ConfidentialFinding(Exception):
    """A finding about another company is never sent to a supplier."""


class UnknownFinding(Exception):
    """There is no finding of that name any more: the facts have changed."""


@dataclass(frozen=True)
class AnsweredFinding:
    """A finding with the latest answer to it, if any. ``others`` are certificates of other companies that it is about: for
    auditors only."""

    finding: Finding
    answer: FindingAnswer | None = None
    others: tuple[Certificate, ...] = ()

    @property
    def name(self) -> str:
        """Its name in forms."""
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
) -> list[AnsweredFinding]:
    """Every finding with its latest answer: open ones first, contradictions before the rest. Writes nothing.

    ``files`` as for ``gather``. ``own_companies`` are those of the reader: members of the company get no finding about
    another one, and nobody is led from a document of another company to one of their own.
    """
    case, matches = gather(certificate, on=on, law=current_rulebook(), files=files)
    answers = {answer.fingerprint: answer for answer in certificate.finding_answers.select_related("by")}
    others = _certificates_of_others(matches, own_companies)
    is_own = certificate.supplier_id in own_companies
    answered = [
        AnsweredFinding(
            finding,
            answers.get(finding.fingerprint),
            tuple(others[key] for key in _matching_certificates(finding, matches) if key in others),
        )
        for finding in run_checks(case)
        if not (is_own and is_confidential(finding))
    ]
    return sorted(answered, key=lambda row: not row.is_open)


@transaction.atomic
def accept(
    certificate: Certificate,
    names: Collection[str],
    *,
    by: User,
    at: datetime,
    among: Sequence[AnsweredFinding] | None = None,
) -> list[FindingAnswer]:
    """Confirm these findings for the decision. ``among`` are the current findings where the caller has them."""
    chosen = _choose(certificate, names, by=by, at=at, among=among)
    return _store_answers(certificate, chosen, Answer.ACCEPTED, by=by, at=at)


@transaction.atomic
def dismiss(
    certificate: Certificate,
    names: Collection[str],
    *,
    reason: str,
    by: User,
    at: datetime,
    among: Sequence[AnsweredFinding] | None = None,
) -> list[FindingAnswer]:
    """Reject these findings, for a reason that colleagues can follow. Raises NoReason."""
    if not reason.strip():
        raise NoReason
    chosen = _choose(certificate, names, by=by, at=at, among=among)
    return _store_answers(certificate, chosen, Answer.DISMISSED, reason=reason.strip(), by=by, at=at)


@transaction.atomic
def send_back(
    certificate: Certificate,
    names: Collection[str],
    *,
    by: User,
    at: datetime,
    note: str = "",
    internal_note: str = "",
    reasons: Sequence[str] = (),
) -> Decision:
    """Ask the supplier for a revision because of these, in one step. Raises ConfidentialFinding.

    With ``reasons`` the auditor has written the request: reasons and note are used as given.
    """
    chosen = _choose(certificate, names, by=by, at=at)
    if any(not answered.may_be_sent_back for answered in chosen):
        raise ConfidentialFinding
    findings = [answered.finding for answered in chosen]
    _store_answers(certificate, chosen, Answer.SENT_BACK, by=by, at=at)
    if reasons:
        return request_revision(certificate, by=by, at=at, reasons=reasons, note=note, internal_note=internal_note)
    words = "\n\n".join(filter(None, (note.strip(), in_both_languages(findings))))
    return request_revision(
        certificate, by=by, at=at, reasons=reasons_of(findings), note=words, internal_note=internal_note
    )


def in_both_languages(findings: Sequence[Finding]) -> str:
    """The sentences for the supplier in each language of the site, as its members may read either."""
    parts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            parts.append("\n".join(f"– {sentence(finding)}" for finding in findings))
    return "\n\n".join(dict.fromkeys(parts))


def _store_answers(
    certificate: Certificate,
    chosen: Sequence[AnsweredFinding],
    answer: str,
    *,
    by: User,
    at: datetime,
    reason: str = "",
) -> list[FindingAnswer]:
    """As rows and in the log."""
    rows = [
        FindingAnswer(
            certificate=certificate,
            code=answered.finding.code,
            fingerprint=answered.finding.fingerprint,
            answer=answer,
            reason=reason,
            by=by,
            at=at,
        )
        for answered in chosen
    ]
    content = {"answer": str(answer), "findings": [[row.code, row.fingerprint] for row in rows], "reason": reason}
    log.append(act="findings_answered", subject=log.name_of(certificate), by=by, at=at, content=content)
    return FindingAnswer.objects.bulk_create(rows)


def _choose(
    certificate: Certificate,
    names: Collection[str],
    *,
    by: User,
    at: datetime,
    among: Sequence[AnsweredFinding] | None = None,
) -> list[AnsweredFinding]:
    """The findings of these names. Raises unless the person has the case; UnknownFinding unless there is at least one
    name and all are current findings."""
    permissions.require_own_case(by, certificate, at=at)
    current = findings_of(certificate, on=timezone.localdate(at)) if among is None else among
    chosen = [answered for answered in current if answered.name in set(names)]
    if not chosen or {answered.name for answered in chosen} != set(names):
        raise UnknownFinding
    return chosen


def _certificates_of_others(matches: Matches, own_companies: Collection[int]) -> dict[int, Certificate]:
    keys = set(matches.number).union(
        *matches.files.values(), *matches.same_figures.values(), *matches.same_image.values()
    )
    theirs = Certificate.objects.exclude(supplier__in=own_companies).exclude(status=Certificate.Status.DRAFT)
    return theirs.select_related("supplier", "certificate_type").in_bulk(keys)


def _matching_certificates(finding: Finding, matches: Matches) -> Iterable[int]:
    """Keys of the certificates that a finding is about."""
    if finding.code == "number_elsewhere":
        return sorted(matches.number)
    if finding.code == "file_elsewhere":
        return sorted(matches.files.get(finding.file, ()))
    pages = {"page_elsewhere": matches.same_image, "page_reads_elsewhere": matches.same_figures}.get(finding.code, {})
    return sorted(set().union(*(keys for (file, _page), keys in pages.items() if file == finding.file)))
