"""A share of decided documents is judged again by somebody who does not know how it was decided."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from audits.desk import log, log_days
from audits.desk.certificates import approve_certificate, request_revision
from audits.desk.log_and_rows import differences
from audits.desk.permissions import ConflictOfInterest, NotAnAuditor, NotYourCase, SeniorOnly
from audits.desk.two_signatures import SamePerson
from audits.models import Auditor, LogEntry, SecondOpinion, SecondReview
from audits.signatures import independence, second_reviews, signing
from audits.signatures.second_reviews import NoReasonGiven, SecondReviewLapsed, figures, judge, settle, take
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate
from tests.factories import NOON, AuditorFactory, MembershipFactory
from tests.tampering import lift_triggers

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
WHY = "Page 2 is signed by Liu Jianhua, whom the DAkkS annex D-ZM-14138-01-00 does not name."


def kinds():
    """What differs from the log, but for the status of a company that no test qualified."""
    return [one.kind for one in differences() if one.kind != "status"]


@pytest.fixture
def chosen(law, taken, wen, settings, monkeypatch):
    """An approval that fell into the share."""
    settings.SAMPLE_PERCENT = 100
    monkeypatch.setattr(signing, "_is_sampled", lambda review, at: False)  # the draw of second signatures
    independence.state(taken, interest="none", by=wen, at=NOON)
    signing.decide(taken, "approved", approve_certificate, by=wen, at=NOON, note="Valid until 2027.")
    return SecondReview.objects.get()


@pytest.fixture
def judged(chosen, colleague):
    """Taken and judged by a colleague, who would have rejected it."""
    take(chosen, by=colleague, at=LATER)
    judge(chosen, outcome="rejected", note=WHY, by=colleague, at=LATER)
    return chosen


class TestTheDraw:
    def test_it_is_by_the_seed_of_the_day_and_in_the_log_after_the_seed(self, chosen, taken):
        entries = list(LogEntry.objects.order_by("sequence").values_list("act", flat=True))

        assert entries.index("sample_seed_made") < entries.index("second_review_chosen")
        assert (chosen.decision.certificate, chosen.auditor) == (taken, None)
        assert kinds() == []

    def test_a_case_that_is_not_in_the_share_is_not_chosen(self, chosen, wen, settings):
        settings.SAMPLE_PERCENT = 0

        assert second_reviews.draw_for(chosen.decision, at=LATER) is None

    def test_what_is_sent_back_is_chosen_and_what_is_put_back_is_not(self, law, taken, wen, settings):
        settings.SAMPLE_PERCENT = 100
        independence.state(taken, interest="none", by=wen, at=NOON)
        signing.decide(taken, "revision_requested", request_revision, by=wen, at=NOON, reasons=["unreadable"])

        assert SecondReview.objects.get().decision.outcome == "revision_requested"


class TestJudging:
    def test_who_had_to_do_with_the_case_or_the_company_does_not_judge_it_again(self, chosen, wen, senior):
        MembershipFactory(supplier=chosen.decision.supplier, user=senior)
        for person, refusal in [(wen, SamePerson), (senior, ConflictOfInterest)]:
            with pytest.raises(refusal):
                take(chosen, by=person, at=LATER)
            assert chosen not in second_reviews.to_take(
                person, at=LATER, own_companies=second_reviews.permissions.own_companies(person)
            )

    def test_one_has_it_and_another_may_have_it_after_a_week(self, chosen, colleague, senior):
        take(chosen, by=colleague, at=LATER)
        assert second_reviews.hidden_certificates(colleague) == {chosen.decision.certificate_id}
        with pytest.raises(IllegalTransition):
            take(chosen, by=senior, at=LATER + timedelta(days=6))

        take(chosen, by=senior, at=LATER + timedelta(days=8))

        with pytest.raises(NotYourCase):
            judge(chosen, outcome="approved", note="", by=colleague, at=LATER + timedelta(days=8))
        assert second_reviews.hidden_certificates(colleague) == frozenset()

    def test_who_is_an_auditor_no_more_judges_nothing_and_states_nothing(self, chosen, colleague, taken):
        take(chosen, by=colleague, at=LATER)
        Auditor.objects.filter(user=colleague).update(until=LATER)

        with pytest.raises(NotAnAuditor):
            judge(chosen, outcome="approved", note="", by=colleague, at=LATER)
        with pytest.raises(NotAnAuditor):
            independence.state(taken, interest="none", by=colleague, at=LATER)

    def test_it_is_kept_in_row_and_log_and_changes_nothing(self, judged, colleague, taken):
        assert (judged.opinion.outcome, judged.opinion.note, judged.opinion.by) == ("rejected", WHY, colleague)
        assert Certificate.objects.get(pk=taken.pk).status == "approved"
        assert WHY not in str(list(LogEntry.objects.values_list("content", flat=True)))
        assert (kinds(), log.verify().faults) == ([], ())
        with pytest.raises(IllegalTransition):
            judge(judged, outcome="approved", note="", by=colleague, at=LATER)

    def test_who_would_not_approve_says_why(self, chosen, colleague):
        take(chosen, by=colleague, at=LATER)
        for outcome, note in [("revision_requested", " "), ("qualified", "Fine.")]:
            with pytest.raises(NoReasonGiven):
                judge(chosen, outcome=outcome, note=note, by=colleague, at=LATER)

    def test_what_the_supplier_changed_since_is_not_judged_as_if_it_were_the_same(
        self, chosen, colleague, senior, taken
    ):
        take(chosen, by=colleague, at=LATER)
        Certificate.objects.filter(pk=taken.pk).update(number="Q5 017431 0009 Rev. 01")

        with pytest.raises(SecondReviewLapsed):
            judge(chosen, outcome="approved", note="", by=colleague, at=LATER)
        with pytest.raises(SecondReviewLapsed):
            take(chosen, by=senior, at=LATER)

        assert (figures().lapsed, figures().waiting, figures().pairs) == (1, 0, 0)
        assert LogEntry.objects.filter(act="second_review_lapsed").count() == 1


class TestSettling:
    def test_a_senior_who_is_neither_of_the_two_settles_it_once(self, judged, colleague, wen, senior):
        other = AuditorFactory(since=NOON, level="senior").user
        member = AuditorFactory(since=NOON, level="senior").user
        MembershipFactory(supplier=judged.decision.supplier, user=member)
        for person, refusal in [(wen, SeniorOnly), (colleague, SeniorOnly), (member, ConflictOfInterest)]:
            with pytest.raises(refusal):
                settle(judged, stands="second", note=WHY, by=person, at=LATER)
        with pytest.raises(NoReasonGiven):
            settle(judged, stands="second", note=" ", by=senior, at=LATER)

        settle(judged, stands="second", note="DAkkS confirms: not in their annex.", by=senior, at=LATER)

        with pytest.raises(IllegalTransition):
            settle(judged, stands="first", note="It is.", by=other, at=LATER)
        assert figures().unsettled == 0
        assert kinds() == []

    def test_a_senior_who_judged_it_does_not_settle_it(self, chosen, senior):
        take(chosen, by=senior, at=LATER)
        judge(chosen, outcome="rejected", note=WHY, by=senior, at=LATER)

        with pytest.raises(SamePerson):
            settle(chosen, stands="second", note=WHY, by=senior, at=LATER)

    def test_where_both_say_the_same_there_is_nothing_to_settle(self, chosen, colleague, senior):
        take(chosen, by=colleague, at=LATER)
        judge(chosen, outcome="approved", note="", by=colleague, at=LATER)

        with pytest.raises(IllegalTransition):
            settle(chosen, stands="first", note="Both agree.", by=senior, at=LATER)
        assert figures().agreement.raw == 1.0


def test_the_figures_count_pairs_of_a_time(judged):
    assert (figures().pairs, figures().agreement.agreed, figures().unsettled) == (1, 0, 1)
    assert figures(since=LATER).pairs == 0
    assert figures(since=NOON, until=LATER).pairs == 1


class TestTheRecord:
    @pytest.mark.parametrize("table", ["audits_secondreview", "audits_secondopinion"])
    def test_the_database_refuses_to_change_or_delete_it(self, judged, table):
        changed = "chosen_at = chosen_at, judged = 'x'" if table == "audits_secondreview" else "outcome = 'approved'"
        for statement in (f"UPDATE {table} SET {changed}", f"DELETE FROM {table}"):  # noqa: S608
            with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
                transaction.get_connection().cursor().execute(statement)

    def test_a_judgement_that_was_changed_or_invented_past_the_log_is_found(self, judged):
        log_days.seal_days(at=LATER + timedelta(days=2))
        lift_triggers()
        SecondOpinion.objects.update(outcome="approved")

        assert kinds() == ["second_review"]
        assert "second_opinions" in str(list(log_days.changed_days()))
        LogEntry.objects.filter(act="second_review_judged").delete()
        assert kinds() == ["unlogged"]
