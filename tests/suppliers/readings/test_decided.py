"""Approved documents as a measure of reading, of companies that allow it alone."""

from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from suppliers.documents.fields import FieldName
from suppliers.documents.reading import Box, Line, Page, Reading, Source
from suppliers.documents.sniff import Kind
from suppliers.models import ReadingConsent
from suppliers.readings.decided import decided_readings
from tests.factories import NOON, CertificateFactory, CertificateReadingFactory
from tools.labelled.fit_confidence import Source as AnswerSource
from tools.labelled.fit_confidence import decided_answers, replace_weights, restore_weights

pytestmark = pytest.mark.django_db
LINES = ("Certificate of Registration", "Registration No.: SX 60114", "Date of issue: 6 May 2024")


def read(certificate, lines=LINES):
    placed = tuple(
        Line(text, Box(0.1, 0.1 + 0.05 * step, 0.7, 0.13 + 0.05 * step), Source.TEXT_LAYER)
        for step, text in enumerate(lines)
    )
    content = Reading(Kind.PDF, 100, (Page(1, 1000, 1400, Source.TEXT_LAYER, lines=placed),)).as_json()
    return CertificateReadingFactory(
        file__certificate=certificate, state="done", content=content, fields={}, finished_at=NOON
    )


@pytest.fixture
def approved():
    facts = {"number": "SX 60114", "issuer": "TÜV", "issued_on": date(2024, 5, 6), "valid_until": None}
    certificate = CertificateFactory(status="approved", **facts)
    certificate.history.create(before="in_review", after="approved", at=NOON)
    read(certificate)
    return certificate


def say(certificate, given, user, at=NOON):
    return ReadingConsent.objects.create(supplier=certificate.supplier, is_given=given, by=user, at=at)


def test_without_a_yes_nothing_is_measured(approved):
    assert list(decided_readings()) == []


def test_the_last_word_of_the_company_counts(approved, supplier_member):
    say(approved, True, supplier_member)
    assert len(list(decided_readings())) == 1

    say(approved, False, supplier_member, NOON + timedelta(days=1))
    assert list(decided_readings()) == []


def test_what_was_approved_is_the_truth_and_what_it_leaves_open_is_not_judged(approved, supplier_member):
    say(approved, True, supplier_member)

    (decided,) = decided_readings()

    assert decided.document.truth[FieldName.NUMBER] == (("SX 60114",),)
    assert decided.document.truth[FieldName.ISSUED_ON] == (("2024-05-06",),)
    assert {FieldName.VALID_UNTIL, FieldName.MODEL} <= decided.document.not_judged
    assert (decided.issuer, decided.month) == ("TÜV", NOON.date().replace(day=1))


@pytest.mark.parametrize("status", ["draft", "submitted", "rejected", "revoked"])
def test_only_what_stands_approved_measures(approved, supplier_member, status):
    say(approved, True, supplier_member)
    type(approved).objects.filter(pk=approved.pk).update(status=status)

    assert list(decided_readings()) == []


def test_of_several_files_nobody_knows_which_states_a_value(approved, supplier_member):
    say(approved, True, supplier_member)
    read(approved)

    assert list(decided_readings()) == []


def test_the_report_counts_by_kind_issuer_and_month(approved, supplier_member, capsys):
    say(approved, True, supplier_member)

    call_command("reading_report", "--decided")

    lines = [" ".join(line.split()) for line in capsys.readouterr().out.splitlines()]
    assert lines[0] == "approved documents of companies that allow it: 1"
    assert "| number | 1/1 = 1.000 | 1/1 = 1.000 |" in lines
    assert "| issued_on | 1/1 = 1.000 | 1/1 = 1.000 |" in lines
    assert any(line.startswith("| TÜV | 1 |") for line in lines)
    assert any(line.startswith(f"| {NOON:%Y-%m} | 1 |") for line in lines)


def test_with_nothing_to_measure_the_report_says_so(capsys):
    call_command("reading_report", "--decided")

    assert capsys.readouterr().out.strip() == "approved documents of companies that allow it: 0"


def test_an_answer_is_never_changed(approved, supplier_member):
    said = say(approved, True, supplier_member)

    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        ReadingConsent.objects.filter(pk=said.pk).update(is_given=False)


def test_the_confidence_learns_from_approved_documents_where_the_company_allows_it(approved, supplier_member):
    assert list(decided_answers()) == []

    say(approved, True, supplier_member)

    right = {name for one in decided_answers() if one.is_right for name in one.values if name.startswith("is ")}
    assert right == {"is number", "is issued_on"}
    assert {one.source for one in decided_answers()} == {AnswerSource.FIRST}


def test_the_weights_before_a_fit_are_kept_and_can_be_put_back(tmp_path):
    weights = tmp_path / "confidence.yaml"
    weights.write_text("base: 1.5\n")

    replace_weights(tmp_path, {"base": 2.5, "score": 0.5})
    assert weights.read_text().endswith("base: 2.5\nscore: 0.5\n")

    restore_weights(tmp_path)
    assert weights.read_text() == "base: 1.5\n"
