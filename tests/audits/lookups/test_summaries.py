"""What buyers may read about register checks."""

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


def disclosed(document, *, at=NOON + 9 * DAY):
    return [(str(line.register), line.about, line.outcome, line.at) for line in lines([document], at=at)[document.pk]]


def test_a_document_without_checks_has_no_lines(document):
    assert lines([document], at=NOON) == {}


@pytest.mark.parametrize("outcome", ["confirmed", "not_found", "unreachable"])
def test_an_outcome_is_disclosed_with_its_register_and_moment(document, outcome):
    check(document, outcome, reason="timed_out" if outcome == "unreachable" else "")

    assert disclosed(document) == [("FDA 510(k) database", "document", outcome, NOON)]


@pytest.mark.parametrize(
    ("outcome", "reason"),
    [("not_covered", "no_key"), ("unreachable", "by_hand"), ("unreachable", "offline")],
)
def test_checks_that_never_reached_a_register_are_not_disclosed(document, outcome, reason):
    check(document, outcome, reason=reason)

    assert disclosed(document) == []


def test_a_contradiction_is_not_disclosed_and_hides_an_earlier_confirmation(document):
    check(document, "confirmed")
    check(document, "contradicted", at=NOON + DAY)
    check(document, "unreachable", at=NOON + 2 * DAY, reason="busy")

    assert disclosed(document) == []


def test_the_latest_answer_counts_even_when_the_register_was_unreachable_later(document):
    check(document, "not_found")
    check(document, "confirmed", at=NOON + DAY, by=AuditorFactory().user, is_manual=True, note="For colleagues.")
    check(document, "unreachable", at=NOON + 2 * DAY, reason="timed_out")

    assert disclosed(document) == [("FDA 510(k) database", "document", "confirmed", NOON + DAY)]


def test_at_an_earlier_moment_only_earlier_answers_count(document):
    check(document, "not_found")
    check(document, "confirmed", at=NOON + 2 * DAY)

    assert [line[2] for line in disclosed(document, at=NOON + DAY)] == ["not_found"]


def test_an_answer_about_another_number_is_not_disclosed(document):
    check(document, "confirmed", number="K200000")

    assert disclosed(document) == []


def test_registers_of_bodies_and_companies_are_disclosed_as_such(document):
    check(document, "confirmed", register="nando", number="0197")
    check(document, "confirmed", register="gleif", number=document.supplier.credit_code)

    assert {line[:2] for line in disclosed(document)} == {
        ("NANDO notified bodies", "body"),
        ("GLEIF legal entities", "company"),
    }


def test_a_register_without_an_adapter_is_called_as_the_rulebook_does(document):
    document.certificate_type.register_name = "ANVISA"
    check(document, "confirmed", register="other")

    assert disclosed(document)[0][0] == "ANVISA"


@pytest.mark.parametrize("count", [1, 3])
def test_one_query_however_many_documents_and_checks(document, count, django_assert_num_queries):
    documents = [document, *CertificateFactory.create_batch(count, certificate_type__id="us_510k", number="K209999")]
    for one in documents:
        for day in range(count):
            check(one, "confirmed", at=NOON + day * DAY)

    with django_assert_num_queries(1):
        assert len(lines(documents, at=NOON + 9 * DAY)) == count + 1
