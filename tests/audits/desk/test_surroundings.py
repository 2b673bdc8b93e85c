"""An entry holds what was there when somebody decided, and under which name they did."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from audits.desk import decider_names, log, reviews
from audits.desk.certificates import approve_certificate
from audits.models import FindingAnswer, LogEntry, NameAtDecision, RegisterCheck
from suppliers.documents.reading import VERSION
from suppliers.models import CertificateReading, Supplier
from tests.factories import NOON
from tests.tampering import lift_triggers

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(taken, wen, law):
    CertificateReading.objects.update(version=VERSION)
    RegisterCheck.objects.create(
        certificate=taken, register="nando", outcome="not_found", taken_at=NOON, digest="a" * 64
    )
    RegisterCheck.objects.create(
        certificate=taken, register="nando", outcome="confirmed", taken_at=NOON, digest="b" * 64
    )
    approve_certificate(taken, by=wen, at=NOON)
    return LogEntry.objects.get(act="certificate_approved")


def test_it_has_edition_registers_reading_findings_and_the_company_as_it_was(entry, law, supplier):
    name = supplier.name_en
    Supplier.objects.update(name_en="Renamed Medical Co., Ltd.")

    said = entry.content["surroundings"]
    assert said["edition"] == law.edition
    assert said["company"]["name_en"] == name
    assert [(one["register"], one["outcome"]) for one in said["registers"]] == [("nando", "confirmed")]
    assert [one["version"] for one in said["readings"]] == [VERSION]
    assert all({"code", "fingerprint", "answer"} <= one.keys() for one in said["findings"])


def test_findings_come_with_the_answers_that_they_had(submitted, wen, law):
    reviews.start_review(submitted, by=wen, at=NOON)
    approve_certificate(submitted, by=wen, at=NOON)

    findings = LogEntry.objects.get(act="certificate_approved").content["surroundings"]["findings"]
    assert findings
    assert {one["answer"] for one in findings} == {None}
    assert not FindingAnswer.objects.exists()


class TestNames:
    def test_the_log_has_a_digest_and_never_the_name(self, entry, wen):
        assert wen.name not in str(entry.content)
        assert list(decider_names.changed_names()) == []
        assert NameAtDecision.objects.get(person=wen).name == wen.name

    def test_an_account_that_was_renamed_is_named_and_what_was_decided_stays(self, entry, wen):
        wen.name = "Somebody Else"
        wen.save()

        assert decider_names.later_names() == [wen]
        assert list(decider_names.changed_names()) == []

    def test_verify_log_says_so(self, entry, wen, supplier):
        wen.name = "Somebody Else"
        wen.save()
        out = StringIO()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("audits.desk.record_check.confirmed_differences", lambda **_: [])
            call_command("verify_log", stdout=out)

        assert f"account {wen.pk} bears another name now" in out.getvalue()

    @pytest.mark.parametrize("act", ["update", "delete"])
    def test_a_kept_name_that_was_changed_is_found(self, entry, act):
        lift_triggers()
        rows = NameAtDecision.objects.all()
        rows.delete() if act == "delete" else rows.update(name="Somebody Else")

        assert [sequence for sequence, _what in decider_names.changed_names()] == [entry.sequence]

    def test_the_database_refuses_to_change_one(self, entry):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            NameAtDecision.objects.update(name="Somebody Else")

    def test_of_an_erased_person_the_name_may_go_and_the_log_stays_whole(self, entry, wen):
        NameAtDecision.objects.filter(person=wen).delete()
        wen.name, wen.erased_at = "", NOON
        wen.save()

        assert list(decider_names.changed_names()) == []
        assert decider_names.later_names() == []
        assert log.verify().faults == ()
