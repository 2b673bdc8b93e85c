"""An audit with everything that belongs to it, as its pages, its report and buyers read it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from audits.checklists.site_questions import SiteQuestion, Standard, question_in, shipped
from audits.models import SiteAnswer, SiteAudit, SiteAuditEnd, SiteFinding
from audits.site_audits.states import FindingStanding, FindingState, Level, finding_standing, level_of
from suppliers.models import Supplier

Said = SiteAnswer.Said


@dataclass(frozen=True)
class AuditState:
    """An audit on a day."""

    audit: SiteAudit
    end: SiteAuditEnd | None
    findings: tuple[FindingStanding, ...]
    level: Level

    @property
    def is_running(self) -> bool:
        """Planned or being conducted: neither reported nor cancelled."""
        return self.end is None

    @property
    def is_reported(self) -> bool:
        return self.end is not None and self.end.kind == self.end.Kind.REPORTED

    @property
    def standard(self) -> Standard:
        return shipped().standard(self.audit.standard)

    @cached_property
    def questions(self) -> tuple[SiteQuestion, ...]:
        """As they were when the audit was planned."""
        return tuple(question_in(row, self.audit.standard) for row in self.audit.questions)

    @cached_property
    def answers(self) -> dict[str, SiteAnswer]:
        """The last answer to each question that has one."""
        return {one.question: one for one in self.audit.answers.all()}

    @property
    def assessed(self) -> int:
        """How many questions were looked at and apply."""
        return sum(one.said in (Said.CONFORMS, Said.DOES_NOT) for one in self.answers.values())

    @property
    def not_assessed(self) -> tuple[str, ...]:
        """Clauses that nobody looked at: what an audit says nothing of."""
        said = {name: one.said for name, one in self.answers.items()}
        return tuple(one.clause for one in self.questions if said.get(one.id, Said.NOT_ASSESSED) == Said.NOT_ASSESSED)

    @property
    def grades(self) -> list[tuple[str, int]]:
        """How many findings there are of each grade, the gravest first."""
        counts = Counter(one.finding.grade for one in self.findings if one.state != FindingState.WITHDRAWN)
        return [(str(label), counts[grade]) for grade, label in SiteFinding.Grade.choices if counts[grade]]


def audit_rows() -> QuerySet[SiteAudit]:
    """Audits with all that ``state_of`` reads."""
    findings = Prefetch("findings", SiteFinding.objects.prefetch_related("steps__files__pages"))
    return SiteAudit.objects.select_related("supplier", "lead", "second", "end").prefetch_related(findings, "answers")


def light_rows() -> QuerySet[SiteAudit]:
    """Audits with what their level needs, and no more: one query where there is none."""
    findings = Prefetch("findings", SiteFinding.objects.prefetch_related("steps"))
    return SiteAudit.objects.select_related("end").prefetch_related(findings)


def state_of(audit: SiteAudit, *, on: date) -> AuditState:
    """The audit as it stood at the end of that day."""
    end = getattr(audit, "end", None)
    found = tuple(
        finding_standing(one, one.steps.all(), on=on)
        for one in audit.findings.all()
        if timezone.localdate(one.at) <= on
    )
    return AuditState(audit, end, found, level_of(end, found, on=on))


def states_of_company(supplier: Supplier, *, on: date, rows: QuerySet[SiteAudit] | None = None) -> list[AuditState]:
    """All audits of a company that were not cancelled, the latest first."""
    found = (audit_rows() if rows is None else rows).filter(supplier=supplier)
    states = [state_of(one, on=on) for one in found]
    return [one for one in states if one.is_running or one.is_reported]


def shown_audit(states: Iterable[AuditState]) -> AuditState | None:
    """The one audit that says where a company stands: one with an open critical finding, else the latest that counts.

    None where none was reported: nothing can be suspended that was never said.
    """
    kept = list(states)
    if not any(one.is_reported for one in kept):
        return None
    for levels in ({Level.SUSPENDED}, {Level.HOLDS, Level.FINDINGS_OPEN}, {Level.ENDED}):
        for one in kept:
            if one.level in levels:
                return one
    return None


def companies_with_level(*, on: date) -> frozenset[int]:
    """Primary keys of the companies whose site audit holds that day: reported, in date, with nothing grave open. Three queries."""
    in_date = SiteAudit.objects.filter(end__valid_until__gte=on).values("supplier")
    states: dict[int, list[AuditState]] = defaultdict(list)
    for audit in light_rows().filter(supplier__in=in_date):
        states[audit.supplier_id].append(state_of(audit, on=on))
    shown = {company: shown_audit(found) for company, found in states.items()}
    return frozenset(company for company, one in shown.items() if one and one.level == Level.HOLDS)
