"""Planning a site audit, and ending it: with a report, or cancelled before anything was found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from audits.checklists.site_questions import shipped
from audits.desk import log, permissions
from audits.desk.log_and_site_audits import digest_of_words
from audits.models import SiteAnswer, SiteAudit, SiteAuditEnd
from audits.site_audits import mail
from audits.site_audits.reading import AuditState, audit_rows, state_of
from audits.site_audits.refusals import AuditOver, Incomplete, NotInTeam, TooLong
from audits.site_audits.states import FindingState
from kpmarket.accounts.models import User
from suppliers.models import Supplier

MOST_VALID = {SiteAudit.Mode.ON_SITE: timedelta(days=3 * 365), SiteAudit.Mode.REMOTE: timedelta(days=365)}
"""How long a level holds at most: on site the cycle of ISO/IEC 17021-1:2015, 9.1.3.2; of a remote audit a year."""


@dataclass(frozen=True)
class Plan:
    """What is planned."""

    standard: str
    site: str
    scope: str
    mode: str
    day: date
    lead: User
    second: User | None = None


@dataclass(frozen=True)
class Report:
    """What ends an audit. ``summary`` is read by buyers."""

    finished_on: date
    valid_until: date
    summary: str


@transaction.atomic
def plan_site_audit(supplier: Supplier, plan: Plan, *, by: User, at: datetime) -> SiteAudit:
    """Plan an audit with the questions of today, and tell the company.

    Raises NotAllowed where a person of it is no auditor in office or has an interest in the company, or where that is a draft or
    was rejected.
    """
    if not supplier.is_before_the_desk:
        raise permissions.CompanyNotHandedIn
    for person in filter(None, (by, plan.lead, plan.second)):
        permissions.require_auditor(person, supplier, at=at)
    lists = shipped()
    questions = [vars(one) for one in lists.standard(plan.standard).questions]
    made = SiteAudit.objects.create(
        supplier=supplier, version=lists.version, questions=questions, planned_by=by, planned_at=at, **vars(plan)
    )
    content = {"supplier": supplier.pk, "standard": plan.standard, "mode": plan.mode, "day": plan.day.isoformat()}
    content |= {"words_sha256": digest_of_words(made)}
    log.append(act="site_audit_planned", subject=name_of(made), by=by, at=at, content=content)
    mail.write_planned(made, at=at)
    return made


@transaction.atomic
def cancel_site_audit(audit: SiteAudit, *, reason: str, by: User, at: datetime) -> SiteAuditEnd:
    """Cancel an audit in which nothing was found. Raises AuditOver or NotAllowed."""
    state = lock_running(audit, by=by, at=at)
    if any(one.state != FindingState.WITHDRAWN for one in state.findings):
        raise AuditOver
    made = SiteAuditEnd.objects.create(audit=audit, kind=SiteAuditEnd.Kind.CANCELLED, summary=reason, by=by, at=at)
    content = {"supplier": audit.supplier_id, "words_sha256": digest_of_words(made)}
    log.append(act="site_audit_cancelled", subject=name_of(audit), by=by, at=at, content=content)
    mail.write_cancelled(made, at=at)
    return made


@transaction.atomic
def report_site_audit(audit: SiteAudit, report: Report, *, by: User, at: datetime) -> SiteAuditEnd:
    """End the audit: from here on its level is shown, and its findings wait for the company.

    Raises NotInTeam for all but the lead auditor, Incomplete, TooLong, AuditOver.
    """
    state = lock_running(audit, by=by, at=at)
    if by.pk != audit.lead_id:
        raise NotInTeam
    if lacking := open_points(state):
        raise Incomplete(lacking)
    if report.valid_until - report.finished_on > MOST_VALID[SiteAudit.Mode(audit.mode)]:
        raise TooLong(report.finished_on + MOST_VALID[SiteAudit.Mode(audit.mode)])
    made = SiteAuditEnd.objects.create(audit=audit, kind=SiteAuditEnd.Kind.REPORTED, by=by, at=at, **vars(report))
    content = {
        "supplier": audit.supplier_id,
        "finished_on": report.finished_on.isoformat(),
        "valid_until": report.valid_until.isoformat(),
        "answers": {name: one.said for name, one in state.answers.items()},
        "findings": {str(one.finding.number): one.finding.grade for one in state.findings},
        "photos": list(audit.photos.order_by("pk").values_list("sha256", flat=True)),
        "words_sha256": digest_of_words(made),
    }
    log.append(act="site_audit_reported", subject=name_of(audit), by=by, at=at, content=content)
    mail.write_reported(made, at=at)
    return made


def open_points(state: AuditState) -> list[str]:
    """Clauses that keep an audit from being reported: without an answer, or not conforming without a finding. An audit in
    which nothing was assessed lacks all."""
    found = {one.finding.question for one in state.findings if one.state != FindingState.WITHDRAWN}
    lacking = []
    for question in state.questions:
        answer = state.answers.get(question.id)
        if answer is None or (answer.said == SiteAnswer.Said.DOES_NOT and question.id not in found):
            lacking.append(question.clause)
    return lacking if lacking or state.assessed else [one.clause for one in state.questions]


def lock_running(audit: SiteAudit, *, by: User, at: datetime) -> AuditState:
    """The audit with its row locked, for an auditor who may judge the company. Raises AuditOver or NotAllowed."""
    permissions.require_auditor(by, audit.supplier, at=at)
    SiteAudit.objects.select_for_update().get(pk=audit.pk)
    state = state_of(audit_rows().get(pk=audit.pk), on=date.max)
    if not state.is_running:
        raise AuditOver
    return state


def name_of(audit: SiteAudit) -> str:
    """The name of an audit in the log."""
    return f"site_audit:{audit.pk}"
