"""The first signature recommends, the second decides; what changes in between voids it."""

import hashlib
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest

from audits.desk import corrections, log, reviews
from audits.desk.certificates import NoPageImages, approve_certificate, reject_certificate, request_revision
from audits.desk.log_and_rows import differences
from audits.desk.permissions import (
    CompanyNotHandedIn,
    ConflictOfInterest,
    NotAnAuditor,
    NotYourCase,
    SeniorOnly,
    own_companies,
)
from audits.desk.suppliers import qualify_supplier
from audits.desk.two_signatures import SamePerson
from audits.models import Auditor, Clearance, Decision, LogEntry, Recommendation, Review, SampleSeed
from audits.signatures import independence, on_file, signing
from audits.signatures.independence import NotStated
from audits.signatures.weights import weights
from kpmarket.accounts.models import Notice
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, Supplier
from tests.audits.dossiers import add
from tests.factories import NOON, CertificateFileFactory, CertificatePageFactory, MembershipFactory, ProductFactory

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=2)
WHY = "The seal on page 2 is not the one of SH-2203: rang TÜV Rheinland (Shanghai), Ms Cao."


@pytest.fixture
def grave(monkeypatch):
    """Every approval and rejection needs two signatures."""
    monkeypatch.setattr(signing, "weights", lambda: replace(weights(), threshold=1))


@pytest.fixture
def deed(law, supplier, wen):
    """The last document that a product lacks, taken by wen, who has no interest."""
    product = ProductFactory(supplier=supplier)
    for name in ("licence", "report"):
        add(product, name)
    document = add(product, "doc")
    Certificate.objects.filter(pk=document.pk).update(status="submitted")
    document.refresh_from_db()
    CertificatePageFactory(file=CertificateFileFactory(certificate=document))
    reviews.start_review(document, by=wen, at=NOON)
    declare(document, wen)
    return document


def declare(case, person, at=NOON):
    return independence.state(case, interest="none", by=person, at=at)


def approve(case, by, at=NOON, **facts):
    return signing.decide(case, "approved", approve_certificate, by=by, at=at, **facts)


def fresh(recommendation):
    return Recommendation.objects.select_related("certificate", "supplier", "review", "upholds").get(
        pk=recommendation.pk
    )


def days():
    return list(Clearance.objects.current().filter(market="EU").values_list("valid_from", "valid_until"))


def acts():
    return list(LogEntry.objects.order_by("sequence").values_list("act", flat=True))


def test_where_little_depends_on_it_one_signature_decides(deed, wen):
    decision = approve(deed, wen)

    assert (decision.by, Recommendation.objects.count(), len(days())) == (wen, 0, 1)


class TestTwoSignatures:
    @pytest.fixture
    def waiting(self, grave, deed, wen, mailoutbox):
        return approve(deed, wen, note="Thank you for the annex.", internal_note="Rang the body.")

    def test_the_first_changes_nothing_and_says_why(self, waiting, deed, mailoutbox):
        assert (Certificate.objects.get(pk=deed.pk).status, deed.status) == ("in_review", "in_review")
        assert (days(), Decision.objects.filter(certificate=deed).count(), len(mailoutbox)) == ([], 0, 0)
        assert {code for code, _points, _count in waiting.grounds} == {
            "outcome_approved",
            "kind_declaration",
            "clearances",
        }
        assert acts()[-1] == "decision_recommended"

    def test_clearances_and_letter_follow_the_second(self, waiting, deed, wen, colleague, mailoutbox):
        before = set(differences())
        declare(deed, colleague)
        decision = signing.sign(fresh(waiting), by=colleague, at=LATER)

        assert days() == [(date(2025, 1, 1), date(2027, 12, 31))]
        assert (decision.by, decision.recommendation.proposed_by) == (colleague, wen)
        assert (decision.note, decision.internal_note.text) == ("Thank you for the annex.", "Rang the body.")
        assert "Thank you for the annex." in mailoutbox[0].body
        assert (fresh(waiting).ended, Review.objects.open().count()) == ("signed", 0)
        assert Notice.objects.filter(recipient=wen, kind="recommendation_signed").exists()
        assert set(differences()) <= before
        assert log.verify().faults == ()

    def test_nothing_is_signed_of_a_company_that_was_rejected_meanwhile(self, waiting, deed, colleague):
        declare(deed, colleague)
        Supplier.objects.filter(pk=deed.supplier_id).update(status="rejected")

        with pytest.raises(CompanyNotHandedIn):
            signing.sign(fresh(waiting), by=colleague, at=LATER)
        with pytest.raises(CompanyNotHandedIn):
            signing.refuse(fresh(waiting), note=WHY, by=colleague, at=LATER)

    def test_who_signs_is_another_person_without_an_interest_and_says_so(self, waiting, deed, wen, colleague, senior):
        MembershipFactory(supplier=deed.supplier, user=senior)
        for person, refusal in [(wen, SamePerson), (senior, ConflictOfInterest), (colleague, NotStated)]:
            with pytest.raises(refusal):
                signing.sign(fresh(waiting), by=person, at=LATER)
        with pytest.raises(NotYourCase):
            approve_certificate(deed, by=colleague, at=LATER)
        assert days() == []

    def test_the_first_does_not_decide_again_meanwhile_but_may_withdraw(self, waiting, deed, wen, colleague):
        with pytest.raises(signing.AlreadyRecommended):
            approve(deed, wen, at=LATER)
        with pytest.raises(NotYourCase):
            signing.withdraw(fresh(waiting), by=colleague, at=LATER)

        Auditor.objects.filter(user=wen).update(until=LATER)
        with pytest.raises(NotAnAuditor):
            signing.withdraw(fresh(waiting), by=wen, at=LATER)
        Auditor.objects.filter(user=wen).update(until=None)

        signing.withdraw(fresh(waiting), by=wen, at=LATER)

        assert approve(deed, wen, at=LATER).pk != waiting.pk

    def test_who_refuses_says_why_and_the_case_stays_with_its_auditor(self, waiting, deed, wen, colleague):
        with pytest.raises(signing.RefusalWithoutNote):
            signing.refuse(fresh(waiting), note="  ", by=colleague, at=LATER)

        signing.refuse(fresh(waiting), note=WHY, by=colleague, at=LATER)

        assert (fresh(waiting).ended, fresh(waiting).refusal, days()) == ("refused", WHY, [])
        assert Review.objects.open().get().auditor == wen
        assert Notice.objects.get(recipient=wen, kind="recommendation_refused").params["note"] == WHY
        assert WHY not in str(list(LogEntry.objects.values_list("content", flat=True)))
        with pytest.raises(IllegalTransition):
            signing.sign(fresh(waiting), by=colleague, at=LATER)

    @pytest.mark.parametrize("change", ["number", "file", "page"])
    def test_what_changes_before_the_second_voids_it(self, waiting, deed, colleague, change):
        declare(deed, colleague)
        if change == "number":
            Certificate.objects.filter(pk=deed.pk).update(number="SH-2203 Rev. 1")
        elif change == "file":
            deed.files.update(sha256="0" * 64)
        else:
            deed.files.get().pages.update(sha256="0" * 64)

        with pytest.raises(signing.RecommendationVoid):
            signing.sign(fresh(waiting), by=colleague, at=LATER)

        assert (fresh(waiting).ended, days(), acts()[-1]) == ("void", [], "recommendation_void")

    def test_it_is_void_when_the_case_is_put_back_or_sent_back(self, waiting, deed, wen, law):
        reviews.release_review(deed, by=wen, at=LATER)

        assert (fresh(waiting).ended, fresh(waiting).closed_by) == ("void", None)
        assert not Recommendation.objects.to_sign().exists()

    def test_a_refusal_of_the_decision_itself_is_said_at_the_first(self, grave, taken, wen, law):
        taken.files.get().pages.all()._raw_delete("default")
        declare(taken, wen)

        with pytest.raises(NoPageImages):
            approve(taken, wen)

    def test_sending_back_needs_one_signature(self, grave, deed, wen):
        made = signing.decide(deed, "revision_requested", request_revision, by=wen, at=NOON, reasons=["unreadable"])

        assert isinstance(made, Decision)

    def test_a_rejection_needs_two_as_well(self, grave, deed, wen, colleague):
        waiting = signing.decide(deed, "rejected", reject_certificate, by=wen, at=NOON, reasons=["forged"])
        declare(deed, colleague)
        signing.sign(fresh(waiting), by=colleague, at=LATER)

        assert Certificate.objects.get(pk=deed.pk).status == "rejected"
        assert deed.decisions.get().reasons == ["forged"]


class TestCompaniesOnFile:
    @pytest.fixture
    def suspended(self, taken_company, wen, colleague):
        qualify_supplier(taken_company, by=wen, at=NOON)
        return on_file.suspend(taken_company, by=wen, at=NOON, reasons=["complaint"], internal_note=WHY).upheld_by

    def test_a_suspension_is_in_force_at_once_and_upheld_by_another(self, suspended, wen, colleague):
        assert Supplier.objects.get(pk=suspended.supplier_id).status == "suspended"
        with pytest.raises(NotYourCase):
            signing.withdraw(fresh(suspended), by=wen, at=LATER)

        assert signing.sign(fresh(suspended), by=colleague, at=LATER) is None

        assert (fresh(suspended).ended, Supplier.objects.get(pk=suspended.supplier_id).status) == (
            "signed",
            "suspended",
        )

    def test_refusing_ends_it(self, suspended, colleague):
        decision = signing.refuse(
            fresh(suspended), note="The complaint was about another Suzhou firm.", by=colleague, at=LATER
        )

        assert (decision.outcome, decision.by) == ("reinstated", colleague)
        assert Supplier.objects.get(pk=suspended.supplier_id).status == "qualified"
        assert not set(differences())

    def test_a_reinstatement_and_a_rejection_need_two(self, suspended, senior, colleague, wen):
        signing.sign(fresh(suspended), by=colleague, at=LATER)
        company = Supplier.objects.get(pk=suspended.supplier_id)
        waiting = on_file.recommend_reinstatement(company, by=senior, at=LATER, note="The licence was renewed.")
        with pytest.raises(signing.AlreadyRecommended):
            on_file.recommend_rejection(company, by=senior, at=LATER, reasons=["not_at_address"])
        assert Supplier.objects.get(pk=company.pk).status == "suspended"

        signing.sign(fresh(waiting), by=wen, at=LATER + timedelta(hours=1))

        assert Supplier.objects.get(pk=company.pk).status == "qualified"
        assert company.decisions.order_by("-pk").first().by == wen

    def test_only_a_senior_recommends_either_and_only_for_a_suspended_company(self, suspended, senior, colleague, wen):
        signing.sign(fresh(suspended), by=colleague, at=LATER)
        company = Supplier.objects.get(pk=suspended.supplier_id)
        acts = [
            partial(on_file.recommend_reinstatement, company, at=LATER, note="The licence was renewed."),
            partial(on_file.recommend_rejection, company, at=LATER, reasons=["not_at_address"]),
        ]

        for act in acts:
            with pytest.raises(SeniorOnly):
                act(by=wen)
        company.status = Supplier.Status.QUALIFIED
        for act in acts:
            with pytest.raises(IllegalTransition):
                act(by=senior)


class TestRevoking:
    @pytest.fixture
    def approved(self, deed, wen):
        approve_certificate(deed, by=wen, at=NOON)
        return deed

    def test_it_ends_today_by_one_signature_and_earlier_by_two(self, approved, senior, colleague):
        spring = date(2026, 3, 1)
        on_file.revoke(approved, by=senior, at=LATER, reasons=["not_covered"], effective_on=spring, internal_note=WHY)
        today = LATER.date()
        assert days() == [(date(2025, 1, 1), today - timedelta(days=1))]

        corrections.sign_correction(corrections.open_correction(approved), by=colleague, at=LATER + timedelta(hours=1))

        assert days() == [(date(2025, 1, 1), spring - timedelta(days=1))]

    def test_a_forged_one_never_counted_once_a_colleague_signs(self, approved, senior, colleague):
        before = set(differences())
        on_file.revoke(approved, by=senior, at=LATER, reasons=["forged"], effective_on=None, internal_note=WHY)
        assert days() == [(date(2025, 1, 1), LATER.date() - timedelta(days=1))]

        corrections.sign_correction(corrections.open_correction(approved), by=colleague, at=LATER + timedelta(hours=1))

        assert days() == []
        assert set(differences()) <= before

    def test_an_earlier_day_without_grounds_changes_nothing(self, approved, senior):
        with pytest.raises(corrections.NoGrounds):
            on_file.revoke(approved, by=senior, at=LATER, reasons=["forged"], effective_on=None)

        assert Certificate.objects.get(pk=approved.pk).status == "approved"


class TestIndependence:
    def test_nobody_decides_before_they_said_that_they_are_independent(self, taken, wen, law):
        with pytest.raises(NotStated):
            approve(taken, wen)

    def test_an_interest_puts_the_case_back_and_keeps_the_person_away(self, taken, wen, supplier):
        independence.state(taken, interest="family", note="", by=wen, at=LATER)

        assert Certificate.objects.get(pk=taken.pk).status == "submitted"
        assert own_companies(wen) == {supplier.pk}
        with pytest.raises(ConflictOfInterest):
            reviews.start_review(taken, by=wen, at=LATER)
        said = LogEntry.objects.get(act="independence_stated").content
        assert said["is_independent"] is False
        assert "family" not in str(said)

    def test_another_interest_needs_words(self, taken, wen):
        with pytest.raises(independence.InterestUnnamed):
            independence.state(taken, interest="other", note=" ", by=wen, at=LATER)


class TestDraws:
    def test_the_log_has_the_seed_first_as_digest_and_a_month_later_itself(self, deed, wen, settings):
        settings.SAMPLE_PERCENT = 100
        waiting = approve(deed, wen)
        assert waiting.is_sampled
        seed = SampleSeed.objects.get()
        said = LogEntry.objects.get(act="sample_seed_made").content
        assert said["sha256"] == hashlib.sha256(seed.seed.encode()).hexdigest()
        assert seed.seed not in str(said)

        signing.draws.seed_of(date(2027, 3, 1), at=NOON + timedelta(days=40))

        assert LogEntry.objects.filter(act="sample_seed_made").first().content["opened"] == {str(seed.day): seed.seed}
