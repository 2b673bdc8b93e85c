"""The fifteen tamperings of a day at the desk: each by somebody with the keys of the database, each found.

The first two are refused by the database itself: test_append_only.
"""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from audits.desk import log, log_days, reviews
from audits.desk.certificates import approve_certificate, revoke_certificate
from audits.desk.corrections import propose_correction
from audits.models import Clearance, Correction, Decision, LogEntry, LookAgain, Review
from kpmarket.foundation.storage import files
from suppliers.models import Certificate, CertificateEvent, CertificateFile, CertificatePage, Supplier
from tests.audits.dossiers import add
from tests.factories import NOON, CertificateFileFactory, CertificatePageFactory, ProductFactory
from tests.tampering import lift_triggers

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NIGHT = NOON + DAY


@pytest.fixture
def _record(law, supplier, wen, senior):
    """Four approvals that clear a product, a revocation, a night; then the triggers are lifted."""
    Supplier.objects.update(status="submitted")  # nobody judged the company of these documents yet
    supplier.refresh_from_db()
    product = ProductFactory(supplier=supplier)
    for name in ("licence", "report", "doc", "doc"):
        row = add(product, name)
        Certificate.objects.filter(pk=row.pk).update(status="submitted")
        row.refresh_from_db()
        original = files.store_bytes(f"original {row.pk}".encode(), ".webp")
        file = CertificateFileFactory(certificate=row, stored_name=original.name, sha256=original.sha256)
        CertificatePageFactory(file=file)
        reviews.start_review(row, by=wen, at=NOON)
        approve_certificate(row, by=wen, at=NOON)
    revoke_certificate(row, by=senior, at=NOON, reasons=["issuer_denies"], effective_on=None)
    log_days.seal_days(at=NIGHT)
    lift_triggers()


def found():
    """The lines that verify_log prints; none where it ends well."""
    err = StringIO()
    try:
        call_command("verify_log", stdout=StringIO(), stderr=err)
    except CommandError as error:
        assert error.returncode == 1
        return err.getvalue().splitlines()
    return []


def rechain(entries):
    """Write these entries again so that numbers and digests fit, as somebody would who reads the code."""
    LogEntry.objects.all().delete()
    previous = log.BEFORE_THE_FIRST
    for sequence, entry in enumerate(entries, 1):
        entry.sequence, entry.previous = sequence, previous
        entry.digest = previous = log.digest_of(entry)
        entry.save(force_insert=True)


@pytest.mark.usefixtures("_record")
class TestFound:
    def test_nothing_where_nobody_changed_anything(self):
        assert Clearance.objects.exists()
        assert found() == []

    def test_changed_content_or_person_of_an_entry(self, colleague):
        LogEntry.objects.filter(sequence=2).update(by=colleague)

        assert found() == ["entry 2 is not what was written: its digest does not fit its content"]

    def test_an_entry_deleted_in_the_middle(self):
        LogEntry.objects.filter(sequence=3).delete()

        assert found() == ["entry 3 is missing"]

    def test_an_entry_with_a_wrong_digest(self, wen):
        last = LogEntry.objects.first()
        LogEntry.objects.create(
            sequence=last.sequence + 1, at=NIGHT, act="x", subject="x", previous=last.digest, digest="0" * 64
        )

        assert found() == [f"entry {last.sequence + 1} is not what was written: its digest does not fit its content"]

    def test_two_entries_that_changed_places(self):
        for before, after in ((2, 90), (3, 2), (90, 3)):
            LogEntry.objects.filter(sequence=before).update(sequence=after)

        assert "entry 2 does not follow the entry before it" in found()

    def test_an_end_that_was_cut_off(self):
        LogEntry.objects.filter(sequence__gt=3).delete()

        assert [line for line in found() if "no entry of the log speaks of it" in line]

    def test_a_deletion_after_which_all_was_chained_again(self):
        rechain([entry for entry in LogEntry.objects.order_by("sequence") if entry.act != "certificate_revoked"])

        assert log.verify().faults == ()
        revoked = Decision.objects.get(outcome="revoked")
        assert f"decision:{revoked.pk}: no entry of the log speaks of it" in found()

    def test_an_emptied_log(self):
        LogEntry.objects.all().delete()

        assert found() == ["the log is empty, and there are decisions: somebody emptied it"]

    def test_an_entry_for_a_decision_that_never_was_dated_back_ten_days(self, wen):
        log.append(
            act="certificate_approved",
            subject=f"certificate:{Certificate.objects.last().pk}",
            by=wen,
            at=NIGHT - 10 * DAY,
            content={"decision": 4711, "reasons": [], "note": "", "effective_on": None, "judged": {}},
        )

        assert found() == [f"entry {LogEntry.objects.count()} bears an earlier moment than those before it"]

    def test_an_entry_for_a_decision_that_never_was(self, wen):
        log.append(
            act="certificate_approved",
            subject=f"certificate:{Certificate.objects.last().pk}",
            by=wen,
            at=NIGHT,
            content={"decision": 4711, "reasons": [], "note": "", "effective_on": None, "judged": {}},
        )

        last = f"entry {LogEntry.objects.count()}, decision:4711"
        assert f"{last}: its decision is missing in the table, or says something else" in found()

    @pytest.mark.parametrize(
        "change", [{"valid_until": "2031-12-31"}, {"number": "CN-2 R01"}, {"issuer": "TÜV SÜD"}, {"status": "approved"}]
    )
    def test_a_changed_certificate(self, change):
        Certificate.objects.filter(status="revoked").update(**change)

        assert any("certificate:" in line for line in found())

    @pytest.mark.parametrize(
        "change", [{"effective_on": "2026-11-01"}, {"note": "original looked at"}, {"at": NOON - DAY}]
    )
    def test_a_changed_decision(self, change, colleague):
        Decision.objects.filter(outcome="revoked").update(**change)

        assert any("its decision is missing in the table, or says something else" in line for line in found())

    def test_another_person_of_a_decision_or_a_deleted_one(self, colleague):
        Decision.objects.filter(outcome="approved").update(by=colleague)
        LookAgain.objects.all().delete()
        Decision.objects.filter(outcome="revoked").delete()

        assert sum("its decision is missing in the table" in line for line in found()) == 5

    @pytest.mark.parametrize(
        "model, change",
        [
            (CertificateFile, {"sha256": "f" * 64}),
            (CertificatePage, {"sha256": "f" * 64}),
            (CertificateEvent, {"note": "as if it had always been so"}),
            (CertificateEvent, {"before": "draft"}),
            (Review, {"opened_at": NOON - DAY}),
            (Clearance, {"valid_until": "2039-01-01"}),
            (Clearance, {"superseded_at": NOON}),
        ],
    )
    def test_changed_hashes_histories_reviews_and_clearances(self, model, change):
        for row in model.objects.all():
            model.objects.filter(pk=row.pk).update(**change)

        assert found()

    @pytest.mark.parametrize("model", [CertificateEvent, Clearance])
    def test_rows_that_are_gone(self, model):
        model.objects.all().delete()

        assert found()

    def test_a_page_image_or_an_original_swapped_on_disk(self):
        page, other = CertificatePage.objects.all()[:2]
        path = files.local_copy(page.stored_name)
        with path as target:
            target.write_bytes(files.read(other.stored_name))
        files.remove(other.file.stored_name)

        assert found() == [
            f"page:{page.pk} of certificate:{page.file.certificate_id}: "
            "the stored file is missing, or is not the one that was uploaded",
            f"file:{other.file_id} of certificate:{other.file.certificate_id}: "
            "the stored file is missing, or is not the one that was uploaded",
        ]


def test_an_entry_of_a_day_that_is_still_to_come(wen):
    log.append(act="review_started", subject="certificate:1", by=wen, at=NOON + DAY, content={})

    assert [fault.kind for fault in log.verify(now=NOON).faults] == ["ahead"]


def test_days_are_sealed_once_and_the_first_seal_takes_in_all_before(taken, wen):
    first = log_days.seal_days(at=NOON)
    assert log_days.seal_days(at=NOON) is None
    approve_certificate(taken, by=wen, at=NOON + DAY)

    second = log_days.seal_days(at=NOON + 2 * DAY)

    assert (first.content["since"], first.content["until"]) == (None, "2026-11-22")
    assert (second.content["since"], second.content["until"]) == ("2026-11-22", "2026-11-24")
    assert second.content["rows"]["decisions"][0] == 1
    assert not list(log_days.changed_days())


def test_rows_of_a_kind_that_was_not_sealed_before_are_sealed_from_the_beginning(taken, wen, senior, monkeypatch):
    approve_certificate(taken, by=wen, at=NOON)
    propose_correction(taken, by=senior, at=NOON, internal_note="Page 2 is of another device.")
    known = {name: table for name, table in log_days.SEALED.items() if not name.startswith("corrections")}
    with monkeypatch.context() as before:
        before.setattr(log_days, "SEALED", known)
        log_days.seal_days(at=NIGHT)

    second = log_days.seal_days(at=NIGHT + DAY)
    assert second.content["rows"]["corrections_proposed"][0] == 1
    assert not list(log_days.changed_days())
    lift_triggers()
    Correction.objects.update(internal_note="Nobody wrote this.")

    assert [found for _number, found in log_days.changed_days()] == [
        "corrections_proposed of the beginning to 2026-11-24"
    ]
