from datetime import date, timedelta

import pytest

from suppliers.certificates.form_warnings import hints
from suppliers.models import Certificate, CertificateType

TODAY = date(2026, 11, 22)


def certificate(kind, **facts):
    usual = {"number": "K201234", "valid_from": TODAY, "valid_until": TODAY + timedelta(days=100)}
    return Certificate(certificate_type=CertificateType(**kind), **{**usual, **facts})


@pytest.mark.parametrize(
    ("pattern", "number", "questions"),
    [
        (r"^K\d{6}$", "K201234", 0),
        (r"^K\d{6}$", "201234", 1),
        ("", "anything", 0),
        ("(unclosed", "anything", 0),
        (r"^K\d{6}$", "", 0),
    ],
)
def test_a_number_that_looks_unusual_is_only_asked_about(pattern, number, questions):
    found = hints(certificate({"number_pattern": pattern}, number=number), on=TODAY)

    assert len(found) == questions


def test_the_question_shows_an_example():
    kind = {"number_pattern": r"^K\d{6}$", "number_example": "K123456"}

    assert "K123456" in hints(certificate(kind, number="1"), on=TODAY)[0]


@pytest.mark.parametrize(("days", "questions"), [(3 * 365, 0), (3 * 365 + 1, 0), (3 * 365 + 30, 1), (None, 1)])
def test_a_document_that_runs_longer_than_its_type_allows_is_asked_about(days, questions):
    until = None if days is None else TODAY + timedelta(days=days)

    found = hints(certificate({"validity_months": 36}, valid_until=until), on=TODAY)

    assert len(found) == questions


def test_a_type_without_a_longest_validity_asks_nothing():
    assert hints(certificate({}, valid_until=None), on=TODAY) == []


@pytest.mark.parametrize(("until", "questions"), [(TODAY, 0), (TODAY - timedelta(days=1), 1)])
def test_a_draft_of_a_document_that_has_ended_says_so(until, questions):
    assert len(hints(certificate({}, valid_from=date(2020, 1, 1), valid_until=until), on=TODAY)) == questions


def test_without_a_type_there_is_nothing_to_compare_with():
    assert hints(Certificate(number="1"), on=TODAY) == []
