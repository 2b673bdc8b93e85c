"""Decisions that were wrong are corrected by two people; closed cases are opened again. Nothing on record is changed."""

from datetime import date, timedelta

import pytest

from audits.clearances.evidence import gather
from audits.desk import reviews
from audits.desk.certificates import (
    RevocationDayOutOfBounds,
    approve_certificate,
    reject_certificate,
    revoke_certificate,
)
from audits.desk.corrections import (
    AlreadyProposed,
    NoGrounds,
    decline_correction,
    propose_correction,
    sign_correction,
)
from audits.desk.log_and_rows import differences
from audits.desk.permissions import ConflictOfInterest, NotAnAuditor, SeniorOnly, own_companies
from audits.desk.reopening import FalseFromTheStart, ReopeningDayOutOfBounds, reopen_rejected, reopen_revoked
from audits.desk.suppliers import qualify_supplier
from audits.desk.two_signatures import SamePerson
from audits.models import Clearance, Decision, LogEntry
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate
from tests.audits.dossiers import add
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    MembershipFactory,
    ProductFactory,
    UserFactory,
)

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(hours=1)
WHY = "Mixed up with SH-2203: NB 2797 confirmed this number to Ms Vermeulen on the phone."
SPRING = date(2026, 3, 1)


@pytest.fixture
def product(law, supplier):
    product = ProductFactory(supplier=supplier)
    for name in ("licence", "report"):
        add(product, name)
    return product


@pytest.fixture
def deed(product, supplier, wen):
    """The last one that the product lacks, approved by wen."""
    document = add(product, "doc")
    Certificate.objects.filter(pk=document.pk).update(status="submitted")
    document.refresh_from_db()
    CertificatePageFactory(file=CertificateFileFactory(certificate=document))
    reviews.start_review(document, by=wen, at=NOON)
    approve_certificate(document, by=wen, at=NOON)
    return document


def days():
    return list(Clearance.objects.current().filter(market="EU").values_list("valid_from", "valid_until"))


def counts(product, document):
    held = gather([product])[product.pk]
    return [(one.valid_from, one.valid_until) for one in held if one.ref == str(document.pk)]


def revoke(deed, senior, **facts):
    return revoke_certificate(
        deed, by=senior, at=LATER, **{"reasons": ["not_covered"], "effective_on": SPRING, **facts}
    )


class TestCorrecting:
    def test_clearances_follow_the_second_signature_alone(self, deed, wen, senior, colleague):
        before = days()
        revoked = revoke(deed, senior)
        proposed = propose_correction(deed, by=senior, at=LATER, outcome="reinstated", internal_note=WHY)
        assert days() == [(date(2025, 1, 1), SPRING - timedelta(days=1))]

        decision = sign_correction(proposed, by=colleague, at=LATER)

        assert days() == before == [(date(2025, 1, 1), date(2027, 12, 31))]
        assert Certificate.objects.get(pk=deed.pk).status == "approved"
        assert (decision.correction.corrects, decision.internal_note.text) == (revoked, WHY)
        assert list(deed.decisions.order_by("pk").values_list("outcome", "effective_on")) == [
            ("approved", None),
            ("revoked", SPRING),
            ("reinstated", None),
        ]

    def test_another_day_of_a_revocation_leaves_the_first_on_record(self, product, deed, senior, colleague):
        revoke(deed, senior)
        facts = {"outcome": "revoked", "reasons": ["not_covered"], "effective_on": date(2026, 6, 1)}

        sign_correction(
            propose_correction(deed, by=senior, at=LATER, internal_note=WHY, **facts), by=colleague, at=LATER
        )

        assert counts(product, deed) == [(date(2025, 1, 1), date(2026, 5, 31))]
        assert days() == [(date(2025, 1, 1), date(2026, 5, 31))]
        assert Decision.objects.filter(outcome="revoked").count() == 2

    def test_an_approval_that_was_a_mistake_ends_without_blame_and_is_judged_again(self, deed, senior, colleague):
        sign_correction(propose_correction(deed, by=senior, at=LATER, internal_note=WHY), by=colleague, at=LATER)

        deed.refresh_from_db()
        assert (deed.status, deed.submitted_at, days()) == ("submitted", LATER, [])
        reviews.start_review(deed, by=colleague, at=LATER)
        approve_certificate(deed, by=colleague, at=LATER)
        assert days() == [(date(2025, 1, 1), date(2027, 12, 31))]

    def test_who_signs_is_another_auditor_without_an_interest(self, deed, senior, supplier):
        revoke(deed, senior)
        proposed = propose_correction(deed, by=senior, at=LATER, outcome="reinstated", internal_note=WHY)
        member = AuditorFactory(since=NOON).user
        MembershipFactory(supplier=supplier, user=member)

        for person, refusal in [(senior, SamePerson), (member, ConflictOfInterest), (UserFactory(), NotAnAuditor)]:
            with pytest.raises(refusal):
                sign_correction(proposed, by=person, at=LATER)
        assert Certificate.objects.get(pk=deed.pk).status == "revoked"

    def test_what_is_proposed_needs_a_senior_grounds_a_day_and_a_decision_of_that_kind(self, deed, wen, senior):
        revoke(deed, senior)
        good = {"outcome": "reinstated", "internal_note": WHY}
        ahead = {"outcome": "revoked", "reasons": ["not_covered"], "effective_on": LATER.date() + timedelta(days=1)}

        for person, facts, refusal in [
            (wen, good, SeniorOnly),
            (senior, {**good, "internal_note": " "}, NoGrounds),
            (senior, {**good, **ahead}, RevocationDayOutOfBounds),
            (senior, {**good, "outcome": "released"}, IllegalTransition),
        ]:
            with pytest.raises(refusal):
                propose_correction(deed, by=person, at=LATER, **facts)
        propose_correction(deed, by=senior, at=LATER, **good)
        with pytest.raises(AlreadyProposed):
            propose_correction(deed, by=senior, at=LATER, **good)

    def test_a_decision_taken_meanwhile_voids_it(self, deed, senior, colleague):
        proposed = propose_correction(deed, by=senior, at=LATER, internal_note=WHY)
        revoke(deed, senior)

        with pytest.raises(IllegalTransition):
            sign_correction(proposed, by=colleague, at=LATER)

    def test_it_may_be_declined_and_is_closed_once(self, deed, senior, colleague):
        proposed = propose_correction(deed, by=senior, at=LATER, internal_note=WHY)
        with pytest.raises(NotAnAuditor):
            decline_correction(proposed, by=UserFactory(), at=LATER)
        decline_correction(proposed, by=colleague, at=LATER)

        with pytest.raises(IllegalTransition):
            sign_correction(proposed, by=colleague, at=LATER)
        acts = list(LogEntry.objects.order_by("-sequence").values_list("act", flat=True)[:2])
        assert acts == ["correction_declined", "correction_proposed"]
        assert "Vermeulen" not in str(list(LogEntry.objects.values_list("content", flat=True)))

    def test_the_log_still_agrees_with_the_tables(self, deed, senior, colleague):
        before = set(differences())
        revoke(deed, senior)
        proposed = propose_correction(deed, by=senior, at=LATER, outcome="reinstated", internal_note=WHY)
        sign_correction(proposed, by=colleague, at=LATER)

        assert set(differences()) == before

    def test_a_qualification_is_taken_back_and_the_signer_gains_no_interest(
        self, taken_company, wen, senior, colleague
    ):
        qualify_supplier(taken_company, by=wen, at=NOON)

        proposed = propose_correction(taken_company, by=senior, at=LATER, internal_note=WHY)
        sign_correction(proposed, by=colleague, at=LATER)

        taken_company.refresh_from_db()
        assert taken_company.status == "submitted"
        assert own_companies(colleague) == set()


class TestReopening:
    def test_a_rejected_document_goes_back_to_the_supplier(self, taken, wen, senior, mailoutbox):
        reject_certificate(taken, by=wen, at=NOON, reasons=["duplicate"])

        reopen_rejected(taken, by=senior, at=LATER, note="Send the annex with the list of models.")

        assert Certificate.objects.get().status == "revision_requested"
        assert "Send the annex" in mailoutbox[-1].body

    def test_a_revoked_document_counts_again_from_its_day_with_a_gap(self, product, deed, senior, colleague):
        revoke(deed, senior)
        reopen_revoked(deed, by=senior, at=LATER, effective_on=date(2026, 6, 1))
        assert counts(product, deed) == [(date(2025, 1, 1), SPRING - timedelta(days=1))]

        reviews.start_review(deed, by=colleague, at=LATER)
        approve_certificate(deed, by=colleague, at=LATER)

        assert counts(product, deed) == [
            (date(2025, 1, 1), SPRING - timedelta(days=1)),
            (date(2026, 6, 1), date(2027, 12, 31)),
        ]
        assert days() == counts(product, deed)

    def test_what_was_false_from_the_start_is_not_reopened(self, deed, senior):
        revoke(deed, senior, reasons=["forged"])

        with pytest.raises(FalseFromTheStart):
            reopen_revoked(deed, by=senior, at=LATER, effective_on=SPRING)

    @pytest.mark.parametrize("day", [SPRING - timedelta(days=1), LATER.date() + timedelta(days=1)])
    def test_it_counts_again_between_its_revocation_and_today(self, deed, senior, day):
        revoke(deed, senior)

        with pytest.raises(ReopeningDayOutOfBounds):
            reopen_revoked(deed, by=senior, at=LATER, effective_on=day)

    def test_only_seniors_open_again_what_was_closed(self, taken, deed, wen, senior):
        reject_certificate(taken, by=wen, at=NOON, reasons=["duplicate"])
        revoke(deed, senior)

        with pytest.raises(SeniorOnly):
            reopen_rejected(taken, by=wen, at=LATER, note="Send the annex with the list of models.")
        with pytest.raises(SeniorOnly):
            reopen_revoked(deed, by=wen, at=LATER, effective_on=SPRING)
