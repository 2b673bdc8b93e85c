"""What was read, what was claimed and who decided stay apart."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from suppliers.certificates.files import delete_draft
from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.reading import Box
from suppliers.models import FieldDecision
from suppliers.readings.field_decisions import claims, decide
from tests.factories import NOON, CertificateFactory, CertificateReadingFactory

pytestmark = pytest.mark.django_db
PLACE = Box(0.1, 0.2, 0.3, 0.4)
LATER = NOON + timedelta(hours=1)


def proposal(field, value, *, page=1, confidence=0.9):
    return Proposal(field, value, value, page, PLACE, confidence)


@pytest.fixture
def certificate():
    return CertificateFactory()


def read(certificate, *proposals, **facts):
    fields = Fields(tuple(proposals)).as_json()
    known = {"state": "done", "content": {}, "finished_at": NOON, "fields": fields}
    return CertificateReadingFactory(file__certificate=certificate, **{**known, **facts})


def facts(decision):
    return decision.read, decision.claimed, decision.choice, decision.page


def test_a_value_as_it_was_read_is_confirmed(certificate, supplier_member):
    read(certificate, proposal(FieldName.NUMBER, "AB 12", page=2))

    (decision,) = decide(certificate, {FieldName.NUMBER: "ab  12"}, by=supplier_member, at=NOON)

    assert facts(decision) == ("AB 12", "ab  12", "confirmed", 2)
    assert decision.box == {"left": 0.1, "top": 0.2, "right": 0.3, "bottom": 0.4}
    assert (decision.by, decision.at) == (supplier_member, NOON)


def test_a_value_that_was_proposed_with_less_confidence_is_confirmed_where_it_stands(certificate):
    read(certificate, proposal(FieldName.NUMBER, "A", page=1), proposal(FieldName.NUMBER, "B", page=3, confidence=0.2))

    (decision,) = decide(certificate, {FieldName.NUMBER: "B"}, by=None, at=NOON)

    assert facts(decision) == ("B", "B", "confirmed", 3)


def test_another_value_than_was_read_is_a_correction(certificate):
    read(certificate, proposal(FieldName.NUMBER, "AB-12"))

    (decision,) = decide(certificate, {FieldName.NUMBER: "AB-13"}, by=None, at=NOON)

    assert facts(decision) == ("AB-12", "AB-13", "corrected", 1)


def test_where_nothing_was_read_the_value_was_typed(certificate):
    (decision,) = decide(certificate, {FieldName.NUMBER: "AB-13"}, by=None, at=NOON)

    assert facts(decision) == ("", "AB-13", "typed", None)
    assert decision.box is None


def test_the_surest_of_several_files_counts(certificate):
    read(certificate, proposal(FieldName.NUMBER, "A", confidence=0.5))
    read(certificate, proposal(FieldName.NUMBER, "B", confidence=0.8))
    read(certificate, proposal(FieldName.NUMBER, "C", confidence=0.95), file__removed_at=NOON)

    (decision,) = decide(certificate, {FieldName.NUMBER: "D"}, by=None, at=NOON)

    assert decision.read == "B"


def test_rows_are_added_and_only_for_what_changed(certificate):
    first = {FieldName.NUMBER: "A", FieldName.ISSUER: "Body", FieldName.ISSUER_NUMBER: ""}
    decide(certificate, first, by=None, at=NOON)
    decide(certificate, {**first, FieldName.NUMBER: "B"}, by=None, at=LATER)
    decide(certificate, {**first, FieldName.NUMBER: ""}, by=None, at=LATER + timedelta(hours=1))

    rows = FieldDecision.objects.filter(certificate=certificate)
    assert [(row.field, row.claimed) for row in rows] == [
        ("number", "A"),
        ("issuer", "Body"),
        ("number", "B"),
        ("number", ""),
    ]


def test_what_is_submitted_is_written_once_more(certificate):
    claimed = {FieldName.NUMBER: "A", FieldName.ISSUER: ""}
    decide(certificate, claimed, by=None, at=NOON)

    (first,) = decide(certificate, claimed, by=None, at=LATER, is_submitted=True)
    again = decide(certificate, claimed, by=None, at=LATER + timedelta(hours=1), is_submitted=True)

    assert (first.field, first.is_submitted, again) == ("number", True, [])


@pytest.mark.parametrize("is_submitted", [False, True])
def test_nobody_rewrites_a_decision(certificate, is_submitted):
    rows = decide(certificate, {FieldName.NUMBER: "A"}, by=None, at=NOON, is_submitted=is_submitted)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FieldDecision.objects.filter(pk=rows[0].pk).update(claimed="B")


def test_what_was_submitted_cannot_be_deleted(certificate):
    decide(certificate, {FieldName.NUMBER: "A"}, by=None, at=NOON, is_submitted=True)

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        FieldDecision.objects.all().delete()


def test_the_decisions_on_a_draft_go_with_it():
    draft = CertificateFactory(status="draft", submitted_at=None)
    decide(draft, {FieldName.NUMBER: "A"}, by=None, at=NOON)
    delete_draft(draft)

    assert not FieldDecision.objects.exists()


def test_a_certificates_own_fields_are_its_claims():
    certificate = CertificateFactory(
        number="A-1",
        issued_on=date(2025, 1, 2),
        valid_until=date(2028, 1, 1),
        printed_until=date(2027, 1, 1),
        stated={"standard": "EN 149", "class": "IIa"},
    )

    claimed = claims(certificate)

    assert (claimed[FieldName.KIND], claimed[FieldName.NUMBER]) == (certificate.certificate_type_id, "A-1")
    assert (claimed[FieldName.ISSUED_ON], claimed[FieldName.VALID_UNTIL]) == ("2025-01-02", "2027-01-01")
    assert (claimed[FieldName.STANDARD], claimed[FieldName.CLASS]) == ("EN 149", "IIa")
