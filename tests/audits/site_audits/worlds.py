"""A site audit in Suzhou, as far as a test wants it."""

from datetime import date, timedelta

from django.utils import timezone

from audits.models import SiteAnswer
from audits.site_audits.conducting import Found, record_finding
from audits.site_audits.following import ActionPlan, answer_finding, decide_on_finding
from audits.site_audits.planning import Plan, Report, plan_site_audit, report_site_audit
from tests.factories import NOON, AuditorFactory, SupplierFactory

DAY = date(2026, 11, 22)
LATER = NOON + timedelta(days=1)
PLAN = ActionPlan(
    "Quarantined the 41 boxes of lot 2609A and re-tested them.",
    "The sealer was moved in August; nobody knew that OQ and PQ had to be repeated.",
    "Moving equipment is now a change under QP-07 with revalidation; SOP revised and trained.",
    date(2026, 12, 10),
)


def planned(supplier=None, *, lead=None, second=None, mode="on_site", at=NOON, standard="iso13485"):
    lead = lead or AuditorFactory(since=at).user
    plan = Plan(
        standard=standard,
        site="No. 18 Xinghu Street, Suzhou Industrial Park",
        scope="Single-use surgical masks and gowns: sealing, packing, release",
        mode=mode,
        day=timezone.localdate(at),
        lead=lead,
        second=second,
    )
    return plan_site_audit(supplier or SupplierFactory(status="qualified"), plan, by=lead, at=at)


def answer_all(audit, *, at=NOON, **others):
    """All questions conform but those of ``others``."""
    SiteAnswer.objects.bulk_create(
        SiteAnswer(
            audit=audit, question=row["id"], said=others.get(row["id"], "conforms"), note="", by=audit.lead, at=at
        )
        for row in audit.questions
    )


def found(audit, grade, *, question="processes", at=NOON):
    made = Found(
        question,
        "",
        grade,
        "Pouch sealer 3 was not revalidated after it was moved to room 4.",
        "Validation report VR-112 of 2025-03-02; move recorded on 2026-08-19; no OQ since.",
        None if grade == "opportunity" else timezone.localdate(at) + timedelta(days=30),
    )
    return record_finding(audit, made, by=audit.lead, at=at)


def report(audit, *, by=None, at=NOON, days=700):
    today = timezone.localdate(at)
    made = Report(today, today + timedelta(days=days), "Two days at the site; sealing and packing watched.")
    return report_site_audit(audit, made, by=by or audit.lead, at=at)


def reported(*grades, supplier=None, at=NOON, **plan):
    audit = planned(supplier, at=at, **plan)
    answer_all(audit, at=at)
    rows = [found(audit, grade, at=at) for grade in grades]
    report(audit, at=at)
    return audit, rows


def answered(finding, *, by, at=LATER, uploads=()):
    return answer_finding(finding, PLAN, uploads, by=by, at=at)


def decided(finding, kind, *, by, at=LATER, day=None, note="Records read by video."):
    return decide_on_finding(finding, kind, note=note, day=day, by=by, at=at)
