"""Planning, conducting, reporting and following a site audit."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audits.checklists.site_questions import load, shipped
from audits.desk import log
from audits.desk.log_days import changed_days, seal_days
from audits.desk.permissions import ConflictOfInterest, NotAnAuditor
from audits.law.yaml_reading import RulebookError
from audits.models import LogEntry, SiteAnswer, SiteFindingStep
from audits.site_audits.conducting import AnsweredByColleague, Given, save_answers
from audits.site_audits.planning import cancel_site_audit
from audits.site_audits.reading import audit_rows, shown_audit, state_of, states_of_company
from audits.site_audits.refusals import AuditOver, Incomplete, NotInTeam, StepNotPossible, TooEarly, TooLong
from audits.site_audits.states import FindingState, Level
from tests.audits.site_audits import worlds
from tests.audits.site_audits.worlds import DAY, LATER
from tests.factories import NOON, AuditorFactory, MembershipFactory, SupplierFactory, UserFactory

pytestmark = pytest.mark.django_db
MONTHS = timedelta(days=60)


def state(audit, on=DAY):
    return state_of(audit_rows().get(pk=audit.pk), on=on)


class TestQuestions:
    def test_each_question_names_a_clause_that_the_standard_has(self):
        clauses = {one.id: [q.clause for q in one.questions] for one in shipped().standards}

        assert {"7.5.6", "8.2.2", "8.5.2"} <= set(clauses["iso13485"])
        assert {"8.4", "8.7", "10.2"} <= set(clauses["iso9001"])
        assert all(clause[0] in "45678" for clause in clauses["iso13485"])

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            ("{id: a, en: Is it?, zh: 是否？}", "lacks clause"),
            ("{id: a, clause: '4.1', en: Is it?, zh: 是否？, weight: 3}", "unknown keys: weight"),
            ("{id: a, clause: '4.1', en: A?, zh: 甲？}, {id: a, clause: '4.2', en: B?, zh: 乙？}", "id of another"),
        ],
    )
    def test_a_row_that_does_not_fit_is_refused_with_its_name(self, row, why):
        with pytest.raises(RulebookError, match=why):
            load(f"meta: {{version: '1'}}\nstandards: [{{id: x, en: X, zh: X, questions: [{row}]}}]")


class TestPlan:
    def test_a_plan_keeps_its_questions_and_tells_the_company(self, mailoutbox):
        member = MembershipFactory(supplier=SupplierFactory(status="qualified"), role="owner")

        audit = worlds.planned(member.supplier)

        assert [row["clause"] for row in audit.questions][:2] == ["4.2.5", "4.1.6"]
        assert [letter.to for letter in mailoutbox] == [[member.user.email]]
        entry = LogEntry.objects.get()
        assert (entry.act, entry.subject, entry.content["day"]) == (
            "site_audit_planned",
            f"site_audit:{audit.pk}",
            "2026-11-22",
        )

    def test_nobody_with_an_interest_and_no_stranger_audits(self):
        supplier = SupplierFactory()
        insider = AuditorFactory(since=NOON).user
        MembershipFactory(supplier=supplier, user=insider)

        with pytest.raises(ConflictOfInterest):
            worlds.planned(supplier, second=insider)
        with pytest.raises(NotAnAuditor):
            worlds.planned(supplier, lead=UserFactory())

    def test_an_audit_with_a_finding_is_not_cancelled_away(self, wen):
        audit = worlds.planned(lead=wen)
        finding = worlds.found(audit, "critical")

        with pytest.raises(AuditOver):
            cancel_site_audit(audit, reason="The plant is closed for a week.", by=wen, at=NOON)
        worlds.decided(finding, "withdrawn", by=wen, at=NOON)
        cancel_site_audit(audit, reason="The plant is closed for a week.", by=wen, at=NOON)

        assert states_of_company(audit.supplier, on=DAY) == []


class TestAnswers:
    def test_the_same_answers_sent_twice_are_there_once(self, wen):
        audit = worlds.planned(lead=wen)
        given = {"records": Given("conforms", "Lot 2609A found in four minutes", 0), "risk": Given("", "", 0)}

        counts = [save_answers(audit, given, by=wen, at=NOON) for _ in range(2)]

        assert counts == [1, 0]
        assert SiteAnswer.objects.get().question == "records"

    def test_a_colleague_who_answered_meanwhile_is_not_overwritten_unseen(self, wen, colleague):
        audit = worlds.planned(lead=wen, second=colleague)
        save_answers(audit, {"risk": Given("does_not", "No file for the gown", 0)}, by=colleague, at=NOON)
        mine = Given("conforms", "", 0)

        with pytest.raises(AnsweredByColleague) as refusal:
            save_answers(audit, {"risk": mine}, by=wen, at=NOON)
        known = refusal.value.answers["risk"].pk
        save_answers(audit, {"risk": Given("conforms", "", known)}, by=wen, at=NOON)

        assert state(audit).answers["risk"].by == wen

    def test_only_its_own_auditors_conduct_an_audit(self, wen, colleague):
        with pytest.raises(NotInTeam):
            save_answers(worlds.planned(lead=wen), {}, by=colleague, at=NOON)


class TestReport:
    def test_what_was_not_answered_or_has_no_finding_keeps_it_open(self, wen):
        audit = worlds.planned(lead=wen)
        worlds.answer_all(audit, capa="does_not")

        with pytest.raises(Incomplete) as refusal:
            worlds.report(audit)

        assert refusal.value.clauses == ["8.5.2"]

    def test_not_assessed_is_never_passed(self, wen):
        audit = worlds.planned(lead=wen)
        everything = dict.fromkeys((row["id"] for row in audit.questions), "not_assessed")
        worlds.answer_all(audit, **everything)
        with pytest.raises(Incomplete):
            worlds.report(audit)
        worlds.answer_all(audit, **{**everything, "risk": "conforms"})

        worlds.report(audit)

        assert state(audit).assessed == 1
        assert "7.1" not in state(audit).not_assessed
        assert len(state(audit).not_assessed) == len(audit.questions) - 1

    def test_a_remote_audit_holds_for_a_year_at_most_and_only_its_lead_reports(self, wen, colleague):
        audit = worlds.planned(lead=wen, second=colleague, mode="remote")
        worlds.answer_all(audit)

        with pytest.raises(TooLong):
            worlds.report(audit, days=366)
        with pytest.raises(NotInTeam):
            worlds.report(audit, by=colleague, days=365)
        worlds.report(audit, days=365)

        assert state(audit).level == Level.HOLDS


class TestFollowing:
    def test_a_major_finding_is_closed_by_a_check_on_a_later_day(self, wen, colleague):
        audit, [finding] = worlds.reported("major", lead=wen)
        supplier_side = MembershipFactory(supplier=audit.supplier).user
        worlds.answered(finding, by=supplier_side)
        check_on = DAY + timedelta(days=45)
        worlds.decided(finding, "accepted", by=colleague, day=check_on)

        with pytest.raises(TooEarly):
            worlds.decided(finding, "effective", by=colleague)
        worlds.decided(finding, "effective", by=colleague, at=NOON + MONTHS)

        levels = [state(audit, DAY + timedelta(days=days)).level for days in (0, 2, 60)]
        assert levels == [Level.FINDINGS_OPEN, Level.FINDINGS_OPEN, Level.HOLDS]
        assert log.verify().faults == ()

    def test_what_does_not_work_is_answered_again(self, wen):
        _audit, [finding] = worlds.reported("critical", lead=wen)
        worlds.answered(finding, by=wen)
        worlds.decided(finding, "accepted", by=wen, day=DAY + timedelta(days=30))
        worlds.decided(finding, "not_effective", by=wen, at=NOON + MONTHS, day=DAY + timedelta(days=90))

        worlds.answered(finding, by=wen, at=NOON + MONTHS)

        kinds = list(SiteFindingStep.objects.values_list("kind", flat=True))
        assert kinds == ["answered", "accepted", "not_effective", "answered"]

    @pytest.mark.parametrize("kind", ["accepted", "effective", "withdrawn", "answered"])
    def test_a_step_that_its_state_does_not_allow_is_refused(self, wen, kind):
        audit, [finding] = worlds.reported("minor", lead=wen)

        with pytest.raises(StepNotPossible):
            worlds.decided(finding, kind, by=wen, day=DAY)
        with pytest.raises(NotAnAuditor):
            worlds.decided(finding, kind, by=MembershipFactory(supplier=audit.supplier).user, day=DAY)

    def test_a_finding_is_answered_once_the_audit_is_reported(self, wen):
        finding = worlds.found(worlds.planned(lead=wen), "minor")

        with pytest.raises(StepNotPossible):
            worlds.answered(finding, by=wen)

    def test_a_critical_finding_of_a_running_audit_suspends_the_level_of_an_earlier_one(self, wen):
        earlier, _none = worlds.reported(lead=wen)
        again = worlds.planned(earlier.supplier, lead=wen, at=LATER)
        before = shown_audit(states_of_company(earlier.supplier, on=DAY + timedelta(days=1)))

        worlds.found(again, "critical", at=LATER)

        after = shown_audit(states_of_company(earlier.supplier, on=DAY + timedelta(days=1)))
        assert [before.level, after.level] == [Level.HOLDS, Level.SUSPENDED]
        assert after.findings[0].state == FindingState.OPEN


def test_rows_are_never_changed_and_their_days_are_sealed(wen):
    audit, [finding] = worlds.reported("minor", lead=wen)
    seal_days(at=NOON + MONTHS)
    assert list(changed_days()) == []

    for row, change in ((audit, {"scope": "All products"}), (finding, {"grade": "opportunity", "due_on": None})):
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            type(row).objects.filter(pk=row.pk).update(**change)
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            type(row).objects.filter(pk=row.pk)._raw_delete("default")
    SiteAnswer.objects.create(audit=audit, question="risk", said="does_not", note="Added later", by=wen, at=NOON)

    assert [what.split()[0] for _sequence, what in changed_days()] == ["site_answers"]
