"""A case changes hands: moved by a senior auditor or the head, or back because its auditor left it."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

from audits.desk import handing, holding, reviews
from audits.desk.certificates import approve_certificate, reject_certificate
from audits.desk.permissions import CompanyNotHandedIn, ConflictOfInterest, NotAnAuditor, NotYourCase, SeniorOnly
from audits.models import Auditor, FindingAnswer, LogEntry, Review
from kpmarket.accounts.models import Notice
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.certificates.services import reopen_certificate, retract_certificate
from suppliers.models import Certificate, Supplier
from tests.factories import NOON, CertificateFactory, MembershipFactory

pytestmark = pytest.mark.django_db
NOTE = "Amara is on leave until 7 December. The issuer was called on Tuesday, Frau Keller calls back."
MONDAY = datetime(2026, 11, 23, 4, tzinfo=UTC)


@pytest.fixture
def head(superuser):
    superuser.is_staff = True
    superuser.save()
    return superuser


@pytest.mark.parametrize("who", ["senior", "head"])
def test_a_senior_or_the_head_puts_a_colleagues_case_back_with_a_note_that_only_the_desk_reads(
    taken, wen, who, request
):
    lead = request.getfixturevalue(who)

    decision = handing.release_from(taken, by=lead, at=NOON, note=NOTE)

    assert (Certificate.objects.get().status, Review.objects.get().closed_at) == ("submitted", NOON)
    assert (decision.outcome, decision.by, decision.note) == ("released", lead, NOTE)
    assert taken.history.last().note == ""
    assert Notice.objects.get().recipient == wen


def test_a_case_that_is_handed_over_is_the_colleagues_to_decide(taken, wen, colleague, senior):
    handed = handing.hand_over(taken, to=colleague, by=senior, at=NOON, note=NOTE)

    assert (handed.auditor, handed.handed_over_by, handed.note) == (colleague, senior, NOTE)
    with pytest.raises(NotYourCase):
        approve_certificate(taken, by=wen, at=NOON)
    assert approve_certificate(taken, by=colleague, at=NOON).review == handed
    entry = LogEntry.objects.get(act="review_handed_over")
    assert entry.content == {"review": handed.pk, "from": wen.pk, "to": colleague.pk, "note": NOTE}
    assert {notice.recipient for notice in Notice.objects.filter(kind__startswith="case_")} == {wen, colleague}


def test_who_may_not_move_a_case(taken, wen, colleague, senior, head, owner):
    MembershipFactory(supplier=taken.supplier, user=head)

    for person, refusal in (
        (colleague, SeniorOnly),
        (wen, SeniorOnly),
        (owner, NotAnAuditor),
        (head, ConflictOfInterest),
    ):
        with pytest.raises(refusal):
            handing.hand_over(taken, to=colleague, by=person, at=NOON, note=NOTE)
    with pytest.raises(handing.NoteMissing):
        handing.release_from(taken, by=senior, at=NOON, note=" \n")

    assert Review.objects.get().auditor == wen


def test_nobody_gets_a_case_of_a_company_of_their_own(taken, colleague, senior, owner):
    MembershipFactory(supplier=taken.supplier, user=colleague)

    for person in (colleague, owner):
        with pytest.raises(handing.ColleagueMayNot):
            handing.hand_over(taken, to=person, by=senior, at=NOON, note=NOTE)


def test_an_auditor_holds_as_many_cases_as_the_setting_says(taken, wen, colleague, senior, settings):
    settings.CASES_IN_HAND = 1
    second = CertificateFactory(status="submitted")

    with pytest.raises(holding.TooManyCases):
        reviews.start_review(second, by=wen, at=NOON)
    reviews.start_review(second, by=colleague, at=NOON)
    with pytest.raises(holding.TooManyCases):
        handing.hand_over(taken, to=colleague, by=senior, at=NOON, note=NOTE)
    reviews.release_review(taken, by=wen, at=NOON)

    assert reviews.start_review(taken, by=wen, at=NOON).auditor == wen


def test_when_an_office_ends_its_cases_go_back(taken, wen, colleague):
    Auditor.objects.filter(user=wen).update(until=NOON + timedelta(hours=1))

    assert handing.return_due_cases(at=NOON) == 0
    assert handing.return_due_cases(at=NOON + timedelta(hours=1)) == 1

    assert Certificate.objects.get().status == "submitted"
    entry = LogEntry.objects.get(act="review_returned")
    assert (entry.by, entry.content["auditor"]) == (None, wen.pk)
    assert Notice.objects.get().kind == "case_went_back"
    reviews.start_review(Certificate.objects.get(), by=colleague, at=NOON + timedelta(hours=1))


@pytest.mark.parametrize("field", ["is_active", "is_staff"])
def test_cases_of_a_closed_account_go_back(taken, wen, field):
    setattr(wen, field, False)
    wen.save()

    assert handing.return_due_cases(at=NOON) == 1


@pytest.mark.parametrize(
    ("day", "goes_back"),
    [
        (datetime(2026, 11, 30, 15, 59, tzinfo=UTC), False),  # Monday: the fifth working day, a minute before midnight
        (datetime(2026, 11, 30, 16, 1, tzinfo=UTC), True),  # it is Tuesday in China
    ],
)
def test_a_case_without_an_act_goes_back_after_five_working_days(submitted, wen, settings, day, goes_back):
    settings.RESERVATION_DAYS = 5
    review = reviews.start_review(submitted, by=wen, at=MONDAY)

    assert holding.is_due_back(review, at=day) == goes_back
    assert holding.goes_back_on(MONDAY.date()).isoformat() == "2026-12-01"


def test_an_answer_to_a_finding_keeps_a_case(submitted, wen, colleague):
    review = reviews.start_review(submitted, by=wen, at=MONDAY)
    answer = {"certificate": submitted, "code": "holder", "fingerprint": "f", "answer": "accepted"}
    FindingAnswer.objects.create(by=colleague, at=MONDAY + timedelta(days=4), **answer)
    assert holding.is_due_back(review, at=MONDAY + timedelta(days=9))

    FindingAnswer.objects.create(by=wen, at=MONDAY + timedelta(days=4), **answer)

    assert not holding.is_due_back(review, at=MONDAY + timedelta(days=9))
    assert holding.is_due_back(review, at=MONDAY + timedelta(days=14))


def test_a_case_that_goes_back_is_taken_before_any_sweep_ran(submitted, wen, colleague):
    reviews.start_review(submitted, by=wen, at=MONDAY)

    taken = reviews.start_review(submitted, by=colleague, at=MONDAY + timedelta(days=20))

    assert Review.objects.open().get() == taken
    assert [event.by for event in submitted.history.all()] == [wen, None, colleague]
    with pytest.raises(NotYourCase):
        approve_certificate(submitted, by=wen, at=MONDAY + timedelta(days=20))


def test_a_certificate_that_was_taken_back_in_review_holds_no_place_and_can_be_taken_again(
    taken, wen, colleague, owner, settings
):
    settings.CASES_IN_HAND = 1
    retract_certificate(taken, by=owner, at=NOON)

    reviews.start_review(CertificateFactory(status="submitted"), by=wen, at=NOON)
    reopen_certificate(taken, by=owner, at=NOON)
    Certificate.objects.filter(pk=taken.pk).update(status="submitted")
    taken.refresh_from_db()

    assert reviews.start_review(taken, by=colleague, at=NOON).auditor == colleague
    assert handing.return_due_cases(at=NOON) == 0


def test_a_decision_about_a_case_that_changed_hands_meanwhile_is_refused(taken, wen, colleague, senior, monkeypatch):
    """The decision read the review before it was handed over."""
    read_before = Review.objects.get()
    handing.hand_over(taken, to=colleague, by=senior, at=NOON, note=NOTE)
    monkeypatch.setattr("audits.desk.permissions.open_review_of", lambda subject: read_before)

    with pytest.raises(IllegalTransition):
        approve_certificate(taken, by=wen, at=NOON)

    assert Certificate.objects.get().status == "in_review"


def test_a_certificate_of_a_company_that_was_rejected_meanwhile_is_not_decided_and_goes_back(taken, wen, mailoutbox):
    Supplier.objects.update(status="rejected")

    for decide in (approve_certificate, partial(reject_certificate, reasons=["forged"])):
        with pytest.raises(CompanyNotHandedIn):
            decide(taken, by=wen, at=NOON)
    assert handing.return_due_cases(at=NOON) == 1

    assert Certificate.objects.get().status == "submitted"
    assert mailoutbox == []
