"""After a forgery: which approved documents resemble it, and what came of looking."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client

from audits.desk.certificates import revoke_certificate
from audits.desk.look_again import NoNote, close, has_same_pattern, list_for, ties_of
from audits.desk.permissions import ConflictOfInterest
from audits.models import LogEntry, LookAgain
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.documents.reading import Metadata
from tests.audits.admin.readings import reading
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateFileFactory,
    CertificateReadingFactory,
    CertificateTypeFactory,
    MembershipFactory,
)

pytestmark = pytest.mark.django_db
TITLE = "iLovePDF"


def document(number, *, issuer="TÜV Rheinland", producer="", kind="ce_mdr", **facts):
    made = CertificateFactory(
        status="approved", number=number, issuer=issuer, certificate_type=CertificateTypeFactory(id=kind), **facts
    )
    read = replace(reading(), metadata=Metadata(producer=producer))
    CertificateReadingFactory(
        file=CertificateFileFactory(certificate=made), state="done", finished_at=NOON, content=read.as_json()
    )
    return made


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("G2S 17 04 91234 005", "G2S 21 11 90041 001", True),
        ("HD 60138244 0001", "HD 60151177 0001", True),
        ("HD 60138244 0001", "SX 60138244 0001", False),
        ("HD 60138244 0001", "HD 60138244 00012", False),
        ("0123", "0124", False),
        ("", "", False),
    ],
)
def test_the_pattern_of_a_number_is_its_letters_and_how_many_digits(one, other, is_same):
    assert has_same_pattern(one, other) is is_same


def test_ties_are_issuer_company_pattern_and_the_program_that_made_the_file():
    forged = document("HD 60138244 0001", producer=TITLE)
    all_of_it = document("HD 60151177 0001", issuer="TÜV rheinland", producer=TITLE)
    same_company = document("1", issuer="SGS", kind="iso13485", supplier=forged.supplier)
    document("2", issuer="SGS", kind="iso13485", producer="Acrobat Distiller 9.0")
    CertificateFactory(status="submitted", number="HD 60151178 0001", issuer="TÜV Rheinland")

    assert ties_of(forged) == {
        all_of_it.pk: {"issuer", "pattern", "producer"},
        same_company.pk: {"company"},
    }


class TestList:
    @pytest.fixture
    def revoked(self, law, senior):
        forged = document("HD 60138244 0001", producer=TITLE)
        document("HD 60151177 0001", issuer="Intertek", producer=TITLE)
        document("SX 1", kind="iso13485")

        def revoke(*reasons, effective_on=None):
            return revoke_certificate(forged, by=senior, at=NOON, reasons=reasons, note="", effective_on=effective_on)

        return revoke

    def test_a_forgery_lists_what_resembles_it_most_in_common_first(self, revoked):
        decision = revoked("forged")

        assert [row.ties for row in LookAgain.objects.order_by("pk")] == [["pattern", "producer"], ["issuer"]]
        entry = LogEntry.objects.get(act="look_again_listed")
        assert entry.content == {"cause": decision.pk, "listed": 2, "found": 2}

    def test_what_was_listed_is_not_listed_again_when_the_first_day_follows(self, revoked):
        decision = revoked("forged")

        assert list_for(decision, at=NOON + timedelta(hours=2)) == []
        assert LookAgain.objects.count() == 2

    def test_a_document_that_was_good_until_a_day_lists_nothing(self, revoked):
        revoked("superseded_standard", effective_on=NOON.date())

        assert not LookAgain.objects.exists()


@pytest.fixture
def row(db, wen):
    made = CertificateFactory(status="approved")
    cause = made.supplier.decisions.create(
        certificate=CertificateFactory(status="revoked"), outcome="revoked", by=wen, at=NOON
    )
    return LookAgain.objects.create(cause=cause, certificate=made, ties=["issuer", "producer"], found_at=NOON)


class TestOutcome:
    def test_it_is_kept_once_with_person_and_note_and_logged(self, row, wen, colleague):
        close(row, outcome="stands", note="Number confirmed by the body.", by=wen, at=NOON)
        with pytest.raises(IllegalTransition):
            close(row, outcome="doubtful", note="No.", by=colleague, at=NOON)

        row.refresh_from_db()
        assert (row.outcome, row.by) == ("stands", wen)
        assert LogEntry.objects.get().content == {"look_again": row.pk, "cause": row.cause_id, "outcome": "stands"}

    @pytest.mark.parametrize(("outcome", "note"), [("stands", "  "), ("gone", "x"), ("", "x")])
    def test_without_a_note_or_an_outcome_nothing_is_kept(self, row, wen, outcome, note):
        with pytest.raises(NoNote):
            close(row, outcome=outcome, note=note, by=wen, at=NOON)

    def test_a_member_of_the_company_does_not_look(self, row, wen):
        MembershipFactory(supplier=row.certificate.supplier, user=wen)

        with pytest.raises(ConflictOfInterest):
            close(row, outcome="stands", note="Fine.", by=wen, at=NOON + timedelta(days=1))


class TestDesk:
    @pytest.fixture
    def desk(self, wen, settings):
        settings.EASE_SECOND_FACTOR = True
        client = Client()
        client.force_login(wen)
        return client

    def test_the_list_shows_what_waits_and_the_page_closes_it(self, desk, row):
        listed = desk.get("/admin/audits/lookagain/").content.decode()
        assert "the issuing body, the program that made the file" in listed

        refused = desk.post(f"/admin/audits/lookagain/{row.pk}/close/", {"note": "Rang them."})
        assert refused.status_code == 422
        assert "Rang them." in refused.content.decode()
        desk.post(f"/admin/audits/lookagain/{row.pk}/close/", {"note": "Rang them.", "outcome": "asked"})

        assert str(row.certificate.number) not in desk.get("/admin/audits/lookagain/").content.decode()
        assert "Rang them." in desk.get(f"/admin/audits/lookagain/{row.pk}/change/").content.decode()
