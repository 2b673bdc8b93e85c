"""Two browsers, two auditors, one case that needs two signatures: one of the orders happened, and the log is whole."""

from dataclasses import replace

import pytest

from audits.desk import log, reviews
from audits.desk.certificates import approve_certificate
from audits.desk.judged import digest_of
from audits.models import Decision, Recommendation, Review, SecondReview
from audits.signatures import independence, signing
from audits.signatures.second_reviews import judge, settle, take
from audits.signatures.weights import weights
from suppliers.models import Certificate
from tests.factories import (
    NOON,
    AuditorFactory,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
)
from tests.threads import together

pytestmark = pytest.mark.usefixtures("committing")


@pytest.fixture
def case(committing, monkeypatch):
    """A certificate that three auditors may judge, the first of whom took it."""
    monkeypatch.setattr(signing, "weights", lambda: replace(weights(), threshold=1))
    certificate = CertificateFactory(status="submitted")
    CertificatePageFactory(file=CertificateFileFactory(certificate=certificate))
    people = [AuditorFactory(since=NOON).user for _number in range(3)]
    reviews.start_review(certificate, by=people[0], at=NOON)
    for person in people:
        independence.state(certificate, interest="none", by=person, at=NOON)
    return certificate, people


def recommend(certificate, by):
    return signing.decide(Certificate.objects.get(pk=certificate.pk), "approved", approve_certificate, by=by, at=NOON)


def waiting():
    return Recommendation.objects.select_related("certificate", "supplier", "review", "upholds").get()


def kinds(results):
    return sorted(type(one).__name__ for one in results)


def test_two_browsers_of_the_first_recommend_once(case):
    certificate, (first, *_others) = case

    results = together(*(lambda: recommend(certificate, first) for _browser in range(2)))

    assert kinds(results) == ["AlreadyRecommended", "Recommendation"]
    assert log.verify().faults == ()


def test_of_two_who_sign_one_decides(case):
    certificate, (first, *others) = case
    recommend(certificate, first)

    results = together(*(lambda by=by: signing.sign(waiting(), by=by, at=NOON) for by in others))

    assert kinds(results) == ["Decision", "IllegalTransition"]
    assert (Decision.objects.get().by, waiting().closed_by) == (waiting().result.by, waiting().result.by)
    assert log.verify().faults == ()


def test_it_is_signed_or_refused_or_put_back(case):
    certificate, (first, second, third) = case
    recommend(certificate, first)

    results = together(
        lambda: signing.sign(waiting(), by=second, at=NOON),
        lambda: signing.refuse(waiting(), note="Page 3 is of another model.", by=third, at=NOON),
        lambda: reviews.release_review(Certificate.objects.get(pk=certificate.pk), by=first, at=NOON),
    )

    ended, status = waiting().ended, Certificate.objects.get(pk=certificate.pk).status
    assert (ended, status) in {("signed", "approved"), ("refused", "submitted"), ("void", "submitted")}, results
    assert Review.objects.open().count() == 0
    assert log.verify().faults == ()


class TestSecondReviews:
    """Two browsers, two auditors, one document that was chosen."""

    @pytest.fixture
    def chosen(self, committing):
        document, first = CertificateFactory(status="approved"), AuditorFactory(since=NOON).user
        facts = {"supplier": document.supplier, "certificate": document, "outcome": "approved"}
        decision = Decision.objects.create(**facts, by=first, at=NOON)
        judged = digest_of(document)
        people = [AuditorFactory(since=NOON, level="senior").user for _number in range(4)]
        return SecondReview.objects.create(decision=decision, judged=judged, chosen_at=NOON), people

    def test_of_two_who_take_it_one_has_it(self, chosen):
        row, people = chosen

        results = together(*(lambda by=by: take(row, by=by, at=NOON) for by in people[:2]))

        assert kinds(results) == ["IllegalTransition", "NoneType"]
        assert log.verify().faults == ()

    def test_two_browsers_judge_once_and_of_two_seniors_one_settles(self, chosen):
        row, (second, third, fourth, _other) = chosen
        take(row, by=second, at=NOON)
        words = {"note": "Page 3 is of another model.", "at": NOON}

        results = together(*(lambda: judge(row, outcome="rejected", by=second, **words) for _browser in range(2)))
        settled = together(*(lambda by=by: settle(row, stands="second", by=by, **words) for by in (third, fourth)))

        assert kinds(results) == ["IllegalTransition", "SecondOpinion"]
        assert kinds(settled) == ["IllegalTransition", "Settlement"]
        assert log.verify().faults == ()

    def test_it_is_judged_as_it_was_or_lapses_when_the_supplier_changes_it(self, chosen):
        row, (second, *_others) = chosen
        take(row, by=second, at=NOON)
        document = Certificate.objects.filter(pk=row.decision.certificate_id)

        together(
            lambda: judge(row, outcome="approved", note="", by=second, at=NOON),
            lambda: document.update(number="SH-2203 Rev. 1"),
        )

        row.refresh_from_db()
        assert hasattr(row, "opinion") == (row.lapsed_at is None)
        assert log.verify().faults == ()
