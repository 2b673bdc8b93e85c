"""What buyers may read of register checks."""

from datetime import timedelta

import pytest

from audits.lookups.summaries import lines
from audits.models import RegisterCheck
from tests.factories import NOON, AuditorFactory, CertificateFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def document():
    return CertificateFactory(certificate_type__id="us_510k", number="K209999", issuer_number="0197", status="approved")


def check(document, outcome, *, at=NOON, register="openfda_510k", number="K209999", **facts):
    return RegisterCheck.objects.create(
        certificate=document, register=register, number=number, outcome=outcome, taken_at=at, **facts
    )


def told(document, *, at=NOON + 9 * DAY):
    return [(str(line.register), line.about, line.outcome, line.at) for line in lines([document], at=at)[document.pk]]


def test_of_what_was_never_asked_nothing_is_told(document):
    assert lines([document], at=NOON) == {}


@pytest.mark.parametrize("outcome", ["confirmed", "not_found", "unreachable"])
def test_an_outcome_is_told_with_its_register_and_day(document, outcome):
    check(document, outcome, reason="timed_out" if outcome == "unreachable" else "")

    assert told(document) == [("FDA 510(k) database", "document", outcome, NOON)]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [("not_covered", "no_key"), ("unreachable", "by_hand"), ("unreachable", "offline")],
)
def test_what_was_not_asked_of_a_register_is_not_told(document, outcome, reason):
    check(document, outcome, reason=reason)

    assert told(document) == []


def test_a_contradiction_is_not_told_and_takes_an_earlier_confirmation_away(document):
    check(document, "confirmed")
    check(document, "contradicted", at=NOON + DAY)
    check(document, "unreachable", at=NOON + 2 * DAY, reason="busy")

    assert told(document) == []


def test_the_last_answer_counts_and_silence_takes_none_away(document):
    check(document, "not_found")
    check(document, "confirmed", at=NOON + DAY, by=AuditorFactory().user, is_seen=True, note="For colleagues.")
    check(document, "unreachable", at=NOON + 2 * DAY, reason="timed_out")

    assert told(document) == [("FDA 510(k) database", "document", "confirmed", NOON + DAY)]


def test_looking_back_only_what_had_been_said_by_then_counts(document):
    check(document, "not_found")
    check(document, "confirmed", at=NOON + 2 * DAY)

    assert [line[2] for line in told(document, at=NOON + DAY)] == ["not_found"]


def test_an_answer_about_another_number_says_nothing_of_this_document(document):
    check(document, "confirmed", number="K200000")

    assert told(document) == []


def test_registers_of_bodies_and_companies_are_told_as_such(document):
    check(document, "confirmed", register="nando", number="0197")
    check(document, "confirmed", register="gleif", number=document.supplier.credit_code)

    assert {line[:2] for line in told(document)} == {
        ("NANDO notified bodies", "body"),
        ("GLEIF legal entities", "company"),
    }


def test_a_register_without_an_adapter_is_called_as_the_rulebook_does(document):
    document.certificate_type.register_name = "ANVISA"
    check(document, "confirmed", register="other")

    assert told(document)[0][0] == "ANVISA"


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many_documents_and_checks(document, count, django_assert_num_queries):
    documents = [document, *CertificateFactory.create_batch(count, certificate_type__id="us_510k", number="K209999")]
    for one in documents:
        for day in range(count):
            check(one, "confirmed", at=NOON + day * DAY)

    with django_assert_num_queries(1):
        assert len(lines(documents, at=NOON + 9 * DAY)) == count + 1
