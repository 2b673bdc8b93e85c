"""Taking a case and putting it back."""

import pytest

from audits.desk import reviews
from audits.desk.permissions import ConflictOfInterest, NotAnAuditor, NotYourCase
from audits.models import Auditor, LogEntry, Review
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate
from tests.factories import NOON, AuditorFactory, MembershipFactory

pytestmark = pytest.mark.django_db


def test_a_case_that_is_taken_is_in_review_and_on_the_log(submitted, wen):
    review = reviews.start_review(submitted, by=wen, at=NOON)

    submitted.refresh_from_db()
    entry = LogEntry.objects.get()
    assert submitted.status == "in_review"
    assert (review.auditor, review.certificate, review.supplier) == (wen, submitted, submitted.supplier)
    assert (entry.act, entry.subject, entry.by) == ("review_started", f"certificate:{submitted.pk}", wen)


def test_of_two_who_start_at_once_one_wins(submitted, wen, colleague):
    same_case = Certificate.objects.get(pk=submitted.pk)
    reviews.start_review(submitted, by=wen, at=NOON)

    with pytest.raises(IllegalTransition):
        reviews.start_review(same_case, by=colleague, at=NOON)

    assert Review.objects.get().auditor == wen
    assert LogEntry.objects.count() == 1


@pytest.mark.parametrize("role", ["owner", "viewer"])
def test_nobody_judges_a_company_of_their_own(submitted, wen, role):
    MembershipFactory(supplier=submitted.supplier, user=wen, role=role)

    with pytest.raises(ConflictOfInterest):
        reviews.start_review(submitted, by=wen, at=NOON)

    assert Certificate.objects.get().status == "submitted"


def test_only_auditors_take_cases(submitted, superuser, owner):
    for person in (superuser, owner):
        with pytest.raises(NotAnAuditor):
            reviews.start_review(submitted, by=person, at=NOON)


def test_an_auditor_put_out_of_office_takes_no_case(submitted):
    former = AuditorFactory(since=NOON, until=NOON).user

    with pytest.raises(NotAnAuditor):
        reviews.start_review(submitted, by=former, at=NOON)


def test_a_released_case_waits_again_and_can_be_taken_by_another(taken, wen, colleague, mailoutbox):
    reviews.release_review(taken, by=wen, at=NOON)

    again = reviews.start_review(taken, by=colleague, at=NOON)

    assert Review.objects.filter(closed_at=None).get() == again
    assert [entry.act for entry in LogEntry.objects.order_by("sequence")] == [
        "review_started",
        "certificate_released",
        "review_started",
    ]
    assert mailoutbox == []


def test_only_the_taker_releases_and_while_in_office(taken, wen, colleague):
    with pytest.raises(NotYourCase):
        reviews.release_review(taken, by=colleague, at=NOON)

    Auditor.objects.filter(user=wen).update(until=NOON)
    with pytest.raises(NotAnAuditor):
        reviews.release_review(taken, by=wen, at=NOON)
