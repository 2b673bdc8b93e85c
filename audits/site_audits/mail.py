"""Letters to the people of a company about a site audit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.models import SiteAudit, SiteAuditEnd, SiteFindingStep
from kpmarket.accounts.models import User
from kpmarket.foundation import mail
from kpmarket.foundation.outbox import writing as outbox
from suppliers.models import Membership

Kind = SiteFindingStep.Kind
PLANNED = _("A site audit is planned. Its day, scope and questions are on the page: prepare records and people.")
CANCELLED = _("The site audit is cancelled. The reason is on the page.")
REPORTED = _("The report of the site audit is there. Read each finding, and answer those that ask for it by their day.")
LATE_ANSWER = _("The day for the answer to a finding has passed. Answer it, or ask the auditors for more time.")
LATE_CHECK = _("The day has passed on which it was to be checked whether what the company did about a finding works.")
OF_STEPS: dict[str, Promise] = {
    Kind.RETURNED: _("Your answer to a finding needs more. The note of the auditor says what."),
    Kind.ACCEPTED: _("Your answer to a finding is accepted. An auditor checks later whether it works."),
    Kind.EFFECTIVE: _("What you did about a finding works: it is closed."),
    Kind.NOT_EFFECTIVE: _("What you did about a finding does not work. Answer it again by the new day."),
    Kind.EXTENDED: _("You have more time to answer a finding."),
    Kind.WITHDRAWN: _("A finding is withdrawn."),
}


def write_planned(audit: SiteAudit, *, at: datetime) -> None:
    _write(audit, PLANNED, f"site-audit-planned-{audit.pk}", at=at)


def write_cancelled(end: SiteAuditEnd, *, at: datetime) -> None:
    _write(end.audit, CANCELLED, f"site-audit-cancelled-{end.pk}", at=at)


def write_reported(end: SiteAuditEnd, *, at: datetime) -> None:
    _write(end.audit, REPORTED, f"site-audit-reported-{end.pk}", at=at)


def write_step(step: SiteFindingStep, *, at: datetime) -> None:
    """What the desk did about a finding."""
    _write(step.finding.audit, OF_STEPS[step.kind], f"site-finding-step-{step.pk}", at=at)


def write_late_answer(audit: SiteAudit, cause: str, *, at: datetime) -> bool:
    """Whether somebody of the company could be written to."""
    return _write(audit, LATE_ANSWER, cause, at=at)


def write_late_check(audit: SiteAudit, cause: str, *, at: datetime) -> bool:
    """Whether one of its auditors could be written to."""
    context = {
        "action_url": settings.SITE_URL + reverse("admin:audits_siteaudit_change", args=[audit.pk]),
        "reason": _("You get this letter because you audited this site."),
    }
    team = [one for one in (audit.lead, audit.second) if one and one.is_active]
    return _write_to(team, audit, LATE_CHECK, context, cause, at=at)


def _write(audit: SiteAudit, what: str | Promise, cause: str, *, at: datetime) -> bool:
    members = (
        audit.supplier.memberships.filter(role__in=Membership.EDITING_ROLES, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    context = {
        "action_url": settings.SITE_URL + reverse("audits:site-audit", args=[audit.supplier_id, audit.pk]),
        "reason": _("You get this letter because you act for this company."),
    }
    return _write_to([one.user for one in members], audit, what, context, cause, at=at)


def _write_to(
    people: Sequence[User], audit: SiteAudit, what: str | Promise, words: Mapping[str, Any], cause: str, *, at: datetime
) -> bool:
    context = {"audit": audit, "what": what, "action_label": _("Open the site audit"), **words}
    letters = [mail.compose("audits/site_audit", one, context, key=f"{cause}-{one.pk}") for one in people]
    return bool(outbox.write(letters, at=at))
