import pytest

from suppliers.certificates.revision_advice import ADVICE, LATEST, LEAST, TYPICAL, usually_sent_back
from suppliers.models import Certificate, CertificateEvent, CertificateType
from suppliers.sentences.reasons import RevisionReason
from tests.factories import NOON, CertificateFactory, CertificateTypeFactory

Status = Certificate.Status


@pytest.fixture
def kind(db):
    return CertificateTypeFactory(id="test_report", kind=CertificateType.Kind.TEST_REPORT)


def sent_back(kind, *reasons, times=1, after=Status.REVISION_REQUESTED):
    certificate = CertificateFactory(certificate_type=kind)
    CertificateEvent.objects.bulk_create(
        CertificateEvent(subject=certificate, before="in_review", after=after, at=NOON, reasons=list(reasons))
        for _time in range(times)
    )


def advice(kind):
    return [(usual.reason, usual.count) for usual in usually_sent_back(kind).usual]


def test_what_came_back_often_enough_is_counted_the_most_frequent_first(kind):
    sent_back(kind, "missing_page", times=LEAST)
    sent_back(kind, "not_covered", "missing_page", times=LEAST + 1)

    assert advice(kind) == [("missing_page", 2 * LEAST + 1), ("not_covered", LEAST + 1)]
    assert usually_sent_back(kind).cases == 2 * LEAST + 1


def test_of_fewer_than_five_cases_no_count_is_reported(kind):
    sent_back(kind, "missing_page", times=LEAST)
    sent_back(kind, "expired", times=LEAST - 1)

    assert advice(kind) == [("missing_page", LEAST)]


def test_where_the_record_is_short_the_typical_reasons_stand_without_a_number(kind):
    sent_back(kind, "expired", times=LEAST - 1)

    assert advice(kind) == [(reason, None) for reason in TYPICAL[CertificateType.Kind.TEST_REPORT]]
    assert usually_sent_back(kind).cases is None


def test_a_reason_that_was_given_twice_in_one_case_counts_once(kind):
    sent_back(kind, "missing_page", "missing_page", times=LEAST)

    assert advice(kind) == [("missing_page", LEAST)]


def test_other_types_other_outcomes_and_notes_in_free_words_do_not_count(kind):
    sent_back(CertificateTypeFactory(id="iso13485"), "unreadable", times=LEAST)
    sent_back(kind, "forged", times=LEAST, after=Status.REJECTED)
    sent_back(kind, "other", times=LEAST)

    assert [count for _reason, count in advice(kind)] == [None] * len(TYPICAL[CertificateType.Kind.TEST_REPORT])


def test_the_record_is_read_in_one_query_however_long_it_is(kind, django_assert_num_queries):
    sent_back(kind, "missing_page", times=LATEST + 10)

    with django_assert_num_queries(1):
        found = usually_sent_back(kind)

    assert (found.cases, found.usual[0].count) == (LATEST, LATEST)


def test_no_type_no_answer():
    assert usually_sent_back(None) is None


def test_every_reason_but_the_free_one_has_its_advice():
    assert set(ADVICE) == set(RevisionReason) - {RevisionReason.OTHER}
    assert set(TYPICAL) == set(CertificateType.Kind)
