"""Letters to the people of a company about a site audit."""

from __future__ import annotations

from datetime import datetime

from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.models import SiteAudit, SiteAuditEnd, SiteFindingStep
from kpmarket.foundation import mail
from kpmarket.foundation.outbox import writing as outbox
from suppliers.models import Membership

Kind = SiteFindingStep.Kind
PLANNED = _("A site audit is planned. Its day, scope and questions are on the page: prepare records and people.")
CANCELLED = _("The site audit is cancelled. The reason is on the page.")
REPORTED = _("The report of the site audit is there. Read each finding, and answer those that ask for it by their day.")
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


def _write(audit: SiteAudit, what: str | Promise, cause: str, *, at: datetime) -> None:
    members = (
        audit.supplier.memberships.filter(role__in=Membership.EDITING_ROLES, user__is_active=True)
        .select_related("user")
        .order_by("pk")
    )
    context = {
        "audit": audit,
        "what": what,
        "action_url": settings.SITE_URL + reverse("audits:site-audit", args=[audit.supplier_id, audit.pk]),
        "action_label": _("Open the site audit"),
        "reason": _("You get this letter because you act for this company."),
    }
    outbox.write(
        [mail.compose("audits/site_audit", one.user, context, key=f"{cause}-{one.user_id}") for one in members], at=at
    )
