"""Findings of a certificate, and what auditors answer to them."""

from datetime import date

import pytest
from django.db import DatabaseError, transaction

from audits.desk import findings, permissions
from audits.desk.findings import ConfidentialFinding, NoReason, UnknownFinding, findings_of
from audits.findings.checking import run_checks
from audits.models import FindingAnswer, LogEntry
from kpmarket.accounts.models import Notice
from kpmarket.foundation.transitions import IllegalTransition
from tests.factories import NOON, TODAY, CertificateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def expired(taken):
    """A case in Wen's hands with a document that is over."""
    taken.valid_until = date(2026, 1, 1)
    taken.save()
    return taken


def named(certificate, code):
    return [one.name for one in findings_of(certificate, on=TODAY) if one.finding.code == code]


def answer_of(certificate, code):
    return next(one.answer for one in findings_of(certificate, on=TODAY) if one.finding.code == code)


def test_a_finding_is_open_until_somebody_answers(expired):
    (one,) = [one for one in findings_of(expired, on=TODAY) if one.finding.code == "expired"]

    assert one.is_open
    assert one.sentence == "Expired on 1 January 2026."


def test_looking_writes_nothing(expired):
    before = LogEntry.objects.count()
    findings_of(expired, on=TODAY)

    assert (LogEntry.objects.count(), FindingAnswer.objects.count()) == (before, 0)


def test_an_accepted_finding_is_kept_and_logged(expired, wen):
    findings.accept(expired, named(expired, "expired"), by=wen, at=NOON)

    answer = answer_of(expired, "expired")
    assert (answer.answer, answer.by, answer.at) == ("accepted", wen, NOON)
    assert LogEntry.objects.filter(act="findings_answered", content__answer="accepted").exists()


def test_open_findings_come_before_answered_ones(expired, wen):
    findings.accept(expired, named(expired, "expired"), by=wen, at=NOON)

    is_open = [one.is_open for one in findings_of(expired, on=TODAY)]
    assert is_open == sorted(is_open, reverse=True)


def test_a_finding_is_dismissed_with_a_reason_only(expired, wen):
    with pytest.raises(NoReason):
        findings.dismiss(expired, named(expired, "expired"), reason=" ", by=wen, at=NOON)
    findings.dismiss(expired, named(expired, "expired"), reason="Extended by law.", by=wen, at=NOON)

    assert answer_of(expired, "expired").reason == "Extended by law."


def test_the_latest_answer_counts_and_the_former_is_kept(expired, wen):
    for_now = named(expired, "expired")
    findings.accept(expired, for_now, by=wen, at=NOON)
    findings.dismiss(expired, for_now, reason="No.", by=wen, at=NOON)

    assert answer_of(expired, "expired").answer == "dismissed"
    assert FindingAnswer.objects.count() == 2


def test_other_facts_make_the_finding_open_again(expired, wen):
    findings.accept(expired, named(expired, "expired"), by=wen, at=NOON)
    expired.valid_until = date(2026, 2, 2)
    expired.save()

    assert answer_of(expired, "expired") is None


def test_only_whoever_has_the_case_answers(expired, colleague, owner):
    with pytest.raises(permissions.NotYourCase):
        findings.accept(expired, named(expired, "expired"), by=colleague, at=NOON)
    with pytest.raises(permissions.NotAnAuditor):
        findings.accept(expired, named(expired, "expired"), by=owner, at=NOON)


def test_a_case_that_nobody_took_is_answered_by_nobody(submitted, wen):
    submitted.valid_until = date(2026, 1, 1)
    submitted.save()

    with pytest.raises(IllegalTransition):
        findings.accept(submitted, named(submitted, "expired"), by=wen, at=NOON)


def test_a_finding_that_is_gone_cannot_be_answered(expired, wen):
    with pytest.raises(UnknownFinding):
        findings.accept(expired, ["expired-000000000000"], by=wen, at=NOON)
    with pytest.raises(UnknownFinding):
        findings.accept(expired, [], by=wen, at=NOON)


def test_a_revision_is_asked_for_in_one_step_in_both_languages(expired, wen):
    decision = findings.send_back(expired, named(expired, "expired"), by=wen, at=NOON, note="Please send the new one.")

    expired.refresh_from_db()
    assert expired.status == "revision_requested"
    assert decision.reasons == ["expired"]
    assert decision.note.startswith("Please send the new one.")
    assert "Expired on 1 January 2026." in decision.note
    assert "2026年1月1日" in decision.note
    assert answer_of(expired, "expired").answer == "sent_back"


@pytest.fixture
def gathered(monkeypatch):
    """How often findings were gathered, as a list that grows."""
    calls = []
    monkeypatch.setattr(findings, "run_checks", lambda case: calls.append(case) or run_checks(case))
    return calls


def test_findings_are_gathered_once_however_they_are_answered(expired, wen, gathered):
    name = named(expired, "expired")
    gathered.clear()
    findings.accept(expired, name, by=wen, at=NOON)
    assert len(gathered) == 1
    findings.send_back(expired, name, by=wen, at=NOON)
    assert len(gathered) == 2


def test_findings_that_are_at_hand_are_not_gathered_again(expired, wen, gathered):
    found = findings_of(expired, on=TODAY)
    (name,) = [one.name for one in found if one.finding.code == "expired"]
    gathered.clear()
    findings.dismiss(expired, [name], reason="Extended by law.", by=wen, at=NOON, among=found)

    assert gathered == []
    assert answer_of(expired, "expired").reason == "Extended by law."


def test_that_another_company_has_it_too_is_for_auditors_only(taken, wen, owner):
    other = CertificateFactory(certificate_type=taken.certificate_type, number=taken.number, status="submitted")
    (one,) = [one for one in findings_of(taken, on=TODAY) if one.finding.code == "number_elsewhere"]

    assert one.others == (other,)
    assert not one.may_be_sent_back
    assert other.supplier.name_en not in one.sentence
    with pytest.raises(ConfidentialFinding):
        findings.send_back(taken, [one.name], by=wen, at=NOON)
    taken.refresh_from_db()
    assert taken.status == "in_review"
    assert not Notice.objects.filter(recipient=owner).exists()


@pytest.fixture
def other(taken):
    """Another company's document of that number."""
    return CertificateFactory(certificate_type=taken.certificate_type, number=taken.number, status="submitted")


def test_whoever_belongs_to_the_company_gets_no_finding_about_another(taken, other):
    found = findings_of(taken, on=TODAY, own_companies={taken.supplier_id})

    assert "number_elsewhere" not in {one.finding.code for one in found}


def test_nobody_is_led_from_another_companys_document_to_that_of_their_own(taken, other):
    found = findings_of(taken, on=TODAY, own_companies={other.supplier_id})

    assert [one.others for one in found if one.finding.code == "number_elsewhere"] == [()]


@pytest.mark.parametrize("change", ["update", "delete"])
def test_the_database_refuses_to_change_an_answer(expired, wen, change):
    findings.accept(expired, named(expired, "expired"), by=wen, at=NOON)
    rows = FindingAnswer.objects.all()
    act = {"update": lambda: rows.update(answer="dismissed", reason="x"), "delete": rows.delete}[change]

    with pytest.raises(DatabaseError), transaction.atomic():
        act()
    assert FindingAnswer.objects.get().answer == "accepted"
