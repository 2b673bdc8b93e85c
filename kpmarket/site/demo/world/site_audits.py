"""Site audits of the demonstration: one whose major finding was closed, one with an open critical finding, one planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils import timezone

from audits.models import SiteAudit, SiteFinding
from audits.site_audits.conducting import Found, Given, record_finding, save_answers
from audits.site_audits.following import ActionPlan, answer_finding, decide_on_finding
from audits.site_audits.planning import Plan, Report, plan_site_audit, report_site_audit
from kpmarket.accounts.models import User
from kpmarket.site.demo.world.moments import noon
from kpmarket.site.demo.world.people import Desk
from suppliers.models import Supplier

SEALER = Found(
    "processes",
    "",
    SiteFinding.Grade.MAJOR,
    "Pouch sealer 3 was moved to another room and not revalidated.",
    "Validation report of the spring; move recorded in the maintenance book in summer; no OQ since.",
    None,
)
MIXED = Found(
    "nonconforming",
    "",
    SiteFinding.Grade.CRITICAL,
    "Rejected pouches lay unmarked next to released goods, and some had been packed.",
    "Aisle 4 of the store: 3 cartons without label, 41 pouches of the lot in shipping cartons.",
    None,
)
ANSWER = ActionPlan(
    "The lots sealed since were set apart and tested again.",
    "Nobody knew that a move counts as a change of a validated process.",
    "Moves are changes under the procedure now; the sealer was revalidated and people were trained.",
    date.min,
)


def fill(desk: Desk, on: date) -> int:
    """How many audits there are now."""
    for story, supplier in zip(
        (_with_closed_finding, _suspended, _expected), Supplier.objects.qualified().order_by("pk"), strict=False
    ):
        story(supplier, desk, on)
    return SiteAudit.objects.count()


def _with_closed_finding(supplier: Supplier, desk: Desk, on: date) -> None:
    audit = _planned(supplier, desk, on, -100, day=-90)
    [finding] = _conducted(audit, on, -89, SEALER, {"sterilization": "not_applicable", "design": "not_assessed"})
    member = _member(supplier)
    plan = ActionPlan(**{**vars(ANSWER), "day": on - timedelta(days=70)})
    answer_finding(finding, plan, (), by=member, at=noon(on, days=-80))
    note = "The reports were read and the sealer was watched by video."
    decide_on_finding(
        finding, "accepted", note=note, day=on - timedelta(days=40), by=desk.senior, at=noon(on, days=-78)
    )
    note = "Six lots since were sealed within limits; two later moves went through the procedure."
    decide_on_finding(finding, "effective", note=note, day=None, by=desk.senior, at=noon(on, days=-38))


def _suspended(supplier: Supplier, desk: Desk, on: date) -> None:
    audit = _planned(supplier, desk, on, -30, day=-12)
    _conducted(audit, on, -11, MIXED, {"nonconforming": "does_not"})


def _expected(supplier: Supplier, desk: Desk, on: date) -> None:
    _planned(supplier, desk, on, -2, day=12)


def _planned(supplier: Supplier, desk: Desk, on: date, days: int, *, day: int) -> SiteAudit:
    plan = Plan(
        standard="iso13485",
        site=f"{supplier.display_name}, {supplier.address_en or supplier.address_zh}"[:300],
        scope="Sealing, packing, storage and release of the products that are offered here",
        mode=SiteAudit.Mode.ON_SITE,
        day=on + timedelta(days=day),
        lead=desk.auditor,
        second=desk.senior,
    )
    return plan_site_audit(supplier, plan, by=desk.senior, at=noon(on, days=days))


def _conducted(audit: SiteAudit, on: date, days: int, found: Found, others: Mapping[str, str]) -> list[SiteFinding]:
    """Answered, with one finding, and reported at noon of that day."""
    at = noon(on, days=days)
    said = {row["id"]: others.get(row["id"], "conforms") for row in audit.questions}
    given = {name: Given(one, "" if one == "conforms" else "See the report.", 0) for name, one in said.items()}
    save_answers(audit, given, by=audit.lead, at=at)
    due = timezone.localdate(at) + timedelta(days=30)
    finding = record_finding(audit, Found(**{**vars(found), "due_on": due}), by=audit.lead, at=at)
    today = timezone.localdate(at)
    report = Report(
        today, today + timedelta(days=730), "Two days at the site; sealing, packing and the store were looked at."
    )
    report_site_audit(audit, report, by=audit.lead, at=at)
    return [finding]


def _member(supplier: Supplier) -> User:
    return supplier.memberships.select_related("user").order_by("pk")[0].user
