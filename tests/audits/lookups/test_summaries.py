"""What buyers may read of register checks."""

from datetime import timedelta

import pytest

from audits.lookups.summaries import lines
from audits.models import RegisterCheck
from tests.factories import NOON, AuditorFactory, CertificateFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def paper():
    return CertificateFactory(certificate_type__id="us_510k", number="K209999", issuer_number="0197", status="approved")


def check(paper, outcome, *, at=NOON, register="openfda_510k", number="K209999", **facts):
    return RegisterCheck.objects.create(
        certificate=paper, register=register, number=number, outcome=outcome, taken_at=at, **facts
    )


def told(paper, *, at=NOON + 9 * DAY):
    return [(str(line.register), line.about, line.outcome, line.at) for line in lines([paper], at=at)[paper.pk]]


def test_of_what_was_never_asked_nothing_is_told(paper):
    assert lines([paper], at=NOON) == {}


@pytest.mark.parametrize("outcome", ["confirmed", "not_found", "unreachable"])
def test_an_outcome_is_told_with_its_register_and_day(paper, outcome):
    check(paper, outcome, reason="timed_out" if outcome == "unreachable" else "")

    assert told(paper) == [("FDA 510(k) database", "paper", outcome, NOON)]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [("not_covered", "no_key"), ("unreachable", "by_hand"), ("unreachable", "offline")],
)
def test_what_was_not_asked_of_a_register_is_not_told(paper, outcome, reason):
    check(paper, outcome, reason=reason)

    assert told(paper) == []


def test_a_contradiction_is_not_told_and_takes_an_earlier_confirmation_away(paper):
    check(paper, "confirmed")
    check(paper, "contradicted", at=NOON + DAY)
    check(paper, "unreachable", at=NOON + 2 * DAY, reason="busy")

    assert told(paper) == []


def test_the_last_answer_counts_and_silence_takes_none_away(paper):
    check(paper, "not_found")
    check(paper, "confirmed", at=NOON + DAY, by=AuditorFactory().user, is_seen=True, note="For colleagues.")
    check(paper, "unreachable", at=NOON + 2 * DAY, reason="timed_out")

    assert told(paper) == [("FDA 510(k) database", "paper", "confirmed", NOON + DAY)]


def test_looking_back_only_what_had_been_said_by_then_counts(paper):
    check(paper, "not_found")
    check(paper, "confirmed", at=NOON + 2 * DAY)

    assert [line[2] for line in told(paper, at=NOON + DAY)] == ["not_found"]


def test_an_answer_about_another_number_says_nothing_of_this_paper(paper):
    check(paper, "confirmed", number="K200000")

    assert told(paper) == []


def test_registers_of_bodies_and_companies_are_told_as_such(paper):
    check(paper, "confirmed", register="nando", number="0197")
    check(paper, "confirmed", register="gleif", number=paper.supplier.credit_code)

    assert {line[:2] for line in told(paper)} == {
        ("NANDO notified bodies", "body"),
        ("GLEIF legal entities", "company"),
    }


def test_a_register_without_an_adapter_is_called_as_the_rulebook_does(paper):
    paper.certificate_type.register_name = "ANVISA"
    check(paper, "confirmed", register="other")

    assert told(paper)[0][0] == "ANVISA"


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many_papers_and_checks(paper, count, django_assert_num_queries):
    papers = [paper, *CertificateFactory.create_batch(count, certificate_type__id="us_510k", number="K209999")]
    for one in papers:
        for day in range(count):
            check(one, "confirmed", at=NOON + day * DAY)

    with django_assert_num_queries(1):
        assert len(lines(papers, at=NOON + 9 * DAY)) == count + 1
