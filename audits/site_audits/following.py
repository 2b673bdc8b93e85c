"""What becomes of a finding: the supplier's answer with evidence, the desk's word on it, the check of its effect."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from audits.desk import log, permissions
from audits.desk.log_and_site_audits import digest_of_words
from audits.models import SiteAudit, SiteFinding, SiteFindingFile, SiteFindingPage, SiteFindingStep
from audits.site_audits import mail
from audits.site_audits.planning import name_of
from audits.site_audits.reading import audit_rows, state_of
from audits.site_audits.refusals import StepNotPossible, TooEarly, TooManyFiles
from audits.site_audits.states import NEXT, FindingStanding
from kpmarket.accounts.models import User
from suppliers.certificates.files import StoredUpload

Kind = SiteFindingStep.Kind


@dataclass(frozen=True)
class ActionPlan:
    """A supplier's answer. ``correction`` is what was done at once, ``action`` what keeps the cause from coming back."""

    correction: str
    root_cause: str
    action: str
    day: date


@transaction.atomic
def answer_finding(
    finding: SiteFinding, plan: ActionPlan, uploads: Sequence[StoredUpload], *, by: User, at: datetime
) -> SiteFindingStep:
    """Keep the supplier's answer with the files that prove it.

    Raises StepNotPossible where no answer is awaited, TooManyFiles.
    """
    standing = _locked(finding, Kind.ANSWERED)
    end = getattr(standing.finding.audit, "end", None)
    if end is None or end.kind != end.Kind.REPORTED:
        raise StepNotPossible
    if len(uploads) > SiteFindingFile.MOST:
        raise TooManyFiles
    made = _take(standing, Kind.ANSWERED, by=by, at=at, **vars(plan))
    for digest, upload in {one.original.sha256: one for one in uploads}.items():
        row = SiteFindingFile.objects.create(step=made, **{**upload.columns(), "sha256": digest})
        SiteFindingPage.objects.bulk_create(SiteFindingPage(file=row, **page.columns()) for page in upload.pages)
    return made


@transaction.atomic
def decide_on_finding(
    finding: SiteFinding, kind: str, *, note: str, day: date | None, by: User, at: datetime
) -> SiteFindingStep:
    """The desk's step: accept or return an answer, say whether it worked, give more time, withdraw.

    Raises StepNotPossible, TooEarly for a check of the effect before its day, NotAllowed.
    """
    permissions.require_auditor(by, finding.audit.supplier, at=at)
    standing = _locked(finding, Kind(kind))
    if kind == Kind.ANSWERED or (kind == Kind.WITHDRAWN and getattr(standing.finding.audit, "end", None)):
        raise StepNotPossible
    if kind in (Kind.EFFECTIVE, Kind.NOT_EFFECTIVE) and standing.due and timezone.localdate(at) < standing.due:
        raise TooEarly(standing.due)
    day = None if kind in SiteFindingStep.WITHOUT_DAY else day
    made = _take(standing, Kind(kind), note=note, day=day, by=by, at=at)
    mail.write_step(made, at=at)
    return made


def _locked(finding: SiteFinding, kind: Kind) -> FindingStanding:
    """The finding as it stands, its audit locked. Raises StepNotPossible unless its state allows the step."""
    SiteAudit.objects.select_for_update().get(pk=finding.audit_id)
    state = state_of(audit_rows().get(pk=finding.audit_id), on=date.max)
    standing = next(one for one in state.findings if one.finding.pk == finding.pk)
    if kind not in NEXT[standing.state]:
        raise StepNotPossible
    return standing


def _take(standing: FindingStanding, kind: Kind, *, by: User, at: datetime, **facts: object) -> SiteFindingStep:
    finding = standing.finding
    made = SiteFindingStep.objects.create(
        finding=finding, number=len(standing.steps) + 1, kind=kind, by=by, at=at, **facts
    )
    content: dict[str, object] = {"supplier": finding.audit.supplier_id, "number": finding.number, "step": made.number}
    content |= {"words_sha256": digest_of_words(made)}
    log.append(act=f"site_finding_{kind}", subject=name_of(finding.audit), by=by, at=at, content=content)
    return made
