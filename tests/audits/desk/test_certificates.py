"""Deciding on certificates."""

import hashlib
from datetime import date, timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction

from audits.desk import log, reviews
from audits.desk.certificates import (
    NoPageImages,
    RevocationDayOutOfBounds,
    approve_certificate,
    reject_certificate,
    request_revision,
    revoke_certificate,
)
from audits.desk.permissions import ConflictOfInterest, NotAnAuditor, NotYourCase, SeniorOnly
from audits.desk.stored_pages import PagesChanged
from audits.models import Clearance, Decision, InternalNote, LogEntry
from kpmarket.accounts.models import Notice
from kpmarket.foundation.storage import files
from kpmarket.foundation.transitions import IllegalTransition
from suppliers.models import Certificate, CertificatePage
from tests.audits.dossiers import add
from tests.factories import (
    NOON,
    CertificateFactory,
    CertificateFileFactory,
    CertificatePageFactory,
    MembershipFactory,
    ProductFactory,
)

pytestmark = pytest.mark.django_db
OUTCOMES = [
    (approve_certificate, {}, "approved"),
    (request_revision, {"reasons": ["unreadable"]}, "revision_requested"),
    (reject_certificate, {"reasons": ["forged"]}, "rejected"),
]


@pytest.mark.parametrize(("service", "facts", "outcome"), OUTCOMES)
def test_a_decision_moves_the_certificate_and_closes_the_review(taken, wen, service, facts, outcome):
    decision = service(taken, by=wen, at=NOON, note="Checked.", **facts)

    stored = Certificate.objects.get()
    assert (stored.status, decision.outcome) == (outcome, outcome)
    assert decision.review.closed_at == NOON
    assert (decision.by, decision.note, decision.reasons) == (wen, "Checked.", facts.get("reasons", []))
    assert stored.history.last().reasons == facts.get("reasons", [])


@pytest.mark.parametrize(("service", "facts", "outcome"), OUTCOMES)
def test_only_the_auditor_who_took_the_case_decides(taken, colleague, senior, service, facts, outcome):
    for person in (colleague, senior):
        with pytest.raises(NotYourCase):
            service(taken, by=person, at=NOON, **facts)

    assert Certificate.objects.get().status == "in_review"


@pytest.mark.parametrize(("service", "facts", "outcome"), OUTCOMES)
def test_a_case_is_decided_once(taken, wen, service, facts, outcome):
    same_case = Certificate.objects.get()
    service(taken, by=wen, at=NOON, **facts)

    with pytest.raises(IllegalTransition):
        service(same_case, by=wen, at=NOON, **facts)

    assert Decision.objects.count() == 1


def test_who_joined_the_company_meanwhile_decides_no_more(taken, wen):
    MembershipFactory(supplier=taken.supplier, user=wen)

    with pytest.raises(ConflictOfInterest):
        approve_certificate(taken, by=wen, at=NOON)


def test_a_certificate_without_page_images_is_not_approved(supplier, wen):
    unseen = CertificateFactory(supplier=supplier, status="submitted")
    reviews.start_review(unseen, by=wen, at=NOON)

    with pytest.raises(NoPageImages):
        approve_certificate(unseen, by=wen, at=NOON)


@pytest.mark.parametrize(
    ("service", "reasons", "note"),
    [
        (request_revision, [], "words"),
        (request_revision, ["forged"], "words"),
        (request_revision, ["other"], " "),
        (reject_certificate, [], "words"),
        (reject_certificate, ["unreadable"], "words"),
        (reject_certificate, ["nonsense"], "words"),
    ],
)
def test_a_no_needs_a_reason_of_its_own_kind(taken, wen, service, reasons, note):
    with pytest.raises(reviews.IncompleteDecision):
        service(taken, by=wen, at=NOON, reasons=reasons, note=note)

    assert Certificate.objects.get().status == "in_review"


def test_one_decision_has_one_moment(taken, wen):
    approve_certificate(taken, by=wen, at=NOON)

    entry = LogEntry.objects.get(act="certificate_approved")
    assert (taken.history.latest("pk").at, taken.decisions.get().at, entry.at) == (NOON, NOON, NOON)


def test_the_log_holds_what_was_in_front_of_the_auditor(taken, wen):
    approve_certificate(taken, by=wen, at=NOON)

    entry = LogEntry.objects.get(act="certificate_approved")
    file = taken.files.get()
    assert entry.content["judged"]["number"] == taken.number
    assert entry.content["judged"]["files"] == [{"sha256": file.sha256, "pages": [file.pages.get().sha256]}]
    assert log.verify().faults == ()


def test_editors_and_owners_get_a_notice_and_a_letter(taken, wen, owner, mailoutbox):
    editor = MembershipFactory(supplier=taken.supplier, role="editor").user
    MembershipFactory(supplier=taken.supplier, role="viewer")
    owner.language = "zh-hans"
    owner.save()

    request_revision(taken, by=wen, at=NOON, reasons=["unreadable"], note="Page 2 is <blurred>.")

    notices = Notice.objects.order_by("pk")
    assert [(n.recipient, n.kind) for n in notices] == [
        (owner, "certificate_revision_requested"),
        (editor, "certificate_revision_requested"),
    ]
    assert notices[0].url == taken.get_absolute_url()
    assert sorted(letter.to for letter in mailoutbox) == sorted([[owner.email], [editor.email]])
    letter = next(letter for letter in mailoutbox if letter.to == [editor.email])
    assert letter.subject == f"Please revise: {taken.certificate_type} {taken.number}"
    assert "- The document cannot be read." in letter.body
    assert "Page 2 is <blurred>." in letter.body
    assert "Page 2 is &lt;blurred&gt;." in letter.alternatives[0].content


def test_a_decision_that_is_rolled_back_sends_nothing(taken, wen, mailoutbox):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        approve_certificate(taken, by=wen, at=NOON)
        raise ZeroDivisionError

    assert list(mailoutbox) == []
    assert Notice.objects.count() == Decision.objects.count() == 0
    assert Certificate.objects.get().status == "in_review"


class TestRevoking:
    FACTS = {"reasons": ["not_covered"], "effective_on": date(2026, 11, 1)}

    @pytest.fixture
    def approved(self, taken, wen):
        approve_certificate(taken, by=wen, at=NOON)
        return taken

    def test_a_senior_auditor_takes_an_approval_back(self, approved, senior):
        decision = revoke_certificate(approved, by=senior, at=NOON, **self.FACTS)

        assert Certificate.objects.get().status == "revoked"
        assert decision.effective_on == date(2026, 11, 1)
        assert LogEntry.objects.first().act == "certificate_revoked"

    def test_nobody_else_does(self, approved, wen, superuser):
        with pytest.raises(SeniorOnly):
            revoke_certificate(approved, by=wen, at=NOON, **self.FACTS)
        with pytest.raises(NotAnAuditor):
            revoke_certificate(approved, by=superuser, at=NOON, **self.FACTS)

        assert Certificate.objects.get().status == "approved"

    @pytest.mark.parametrize("reason", ["altered", "forged", "issuer_denies"])
    def test_a_document_that_was_false_from_the_start_never_counted(self, approved, senior, reason):
        decision = revoke_certificate(
            approved, by=senior, at=NOON, reasons=[reason, "not_covered"], effective_on=date(2026, 11, 1)
        )

        assert decision.effective_on is None

    @pytest.mark.parametrize("day", [date(2031, 1, 1), NOON.date() + timedelta(days=1), date(1, 1, 1), None])
    def test_its_day_is_neither_ahead_nor_before_the_document(self, approved, senior, day):
        Certificate.objects.update(issued_on=date(2025, 1, 1), valid_from=None)
        approved.refresh_from_db()

        with pytest.raises(RevocationDayOutOfBounds):
            revoke_certificate(approved, by=senior, at=NOON, reasons=["not_covered"], effective_on=day)

        assert Certificate.objects.get().status == "approved"

    @pytest.mark.parametrize("day", ["2026-12-05", "1949-12-31"])
    def test_the_database_refuses_such_a_day_whoever_writes_it(self, approved, senior, day):
        decision = revoke_certificate(approved, by=senior, at=NOON, **self.FACTS)

        decision.pk, decision.effective_on = None, day
        with pytest.raises(IntegrityError), transaction.atomic():
            decision.save(force_insert=True)

    def test_it_needs_a_reason(self, approved, senior):
        with pytest.raises(reviews.IncompleteDecision):
            revoke_certificate(approved, by=senior, at=NOON, reasons=[], effective_on=NOON.date())

    def test_what_is_not_approved_cannot_be_revoked(self, submitted, senior):
        with pytest.raises(IllegalTransition):
            revoke_certificate(submitted, by=senior, at=NOON, **self.FACTS)


class TestClearances:
    """The last missing document opens a market in the same transaction; revoked, it closes it from its day on."""

    @pytest.fixture
    def product(self, law, supplier):
        product = ProductFactory(supplier=supplier)
        for name in ("licence", "report"):
            add(product, name)
        return product

    @pytest.fixture
    def last_document(self, product, supplier, wen):
        document = add(product, "doc")
        Certificate.objects.filter(pk=document.pk).update(status="submitted")
        document.refresh_from_db()
        CertificatePageFactory(file=CertificateFileFactory(certificate=document))
        reviews.start_review(document, by=wen, at=NOON)
        return document

    def days(self, product, market):
        rows = Clearance.objects.current().filter(product=product, market=market)
        return list(rows.values_list("valid_from", "valid_until"))

    def test_an_approval_clears(self, product, last_document, wen):
        assert self.days(product, "EU") == []

        approve_certificate(last_document, by=wen, at=NOON)

        assert self.days(product, "EU") == [(date(2025, 1, 1), date(2027, 12, 31))]

    @pytest.mark.parametrize(("service", "facts", "outcome"), OUTCOMES[1:])
    def test_a_no_clears_nothing(self, product, last_document, wen, service, facts, outcome):
        service(last_document, by=wen, at=NOON, **facts)

        assert self.days(product, "EU") == []

    def test_a_revocation_ends_the_clearance_the_day_before_it_takes_effect(self, product, last_document, wen, senior):
        approve_certificate(last_document, by=wen, at=NOON)

        revoke_certificate(last_document, by=senior, at=NOON, reasons=["not_covered"], effective_on=date(2026, 11, 1))

        assert self.days(product, "EU") == [(date(2025, 1, 1), date(2026, 10, 31))]


CALL = "Rang NB 2797 on 4 March: Ms Vermeulen confirms the number, extension 12."


@pytest.mark.parametrize(("service", "facts", "outcome"), OUTCOMES)
def test_an_internal_note_is_kept_with_the_decision_and_never_reaches_the_supplier(
    taken, wen, owner, mailoutbox, client, service, facts, outcome
):
    decision = service(taken, by=wen, at=NOON, note="See page 2.", internal_note=CALL, **facts)

    entry = LogEntry.objects.first()
    assert decision.internal_note.text == CALL
    assert entry.content["internal_note_sha256"] == hashlib.sha256(CALL.encode()).hexdigest()
    assert "Vermeulen" not in str(entry.content)
    (letter,) = mailoutbox
    assert "See page 2." in letter.body
    client.force_login(owner)
    pages = [client.get(url).text for url in (taken.get_absolute_url(), f"/supplier/{taken.supplier_id}/", "/notices/")]
    said = [letter.body, *(str(part.content) for part in letter.alternatives), *pages, str(Notice.objects.get().params)]
    assert [text for text in said if "Vermeulen" in text] == []


def test_a_decision_without_an_internal_note_keeps_none(taken, wen):
    approve_certificate(taken, by=wen, at=NOON, internal_note="  ")

    assert InternalNote.objects.count() == 0


class TestPagesOnDisk:
    """Nobody decides on another picture than the one that was made from the supplier's file."""

    @pytest.fixture
    def page(self, taken):
        return CertificatePage.objects.get(file__certificate=taken)

    @pytest.mark.parametrize("is_gone", [True, False])
    def test_a_swapped_or_missing_page_is_neither_approved_nor_rejected(self, taken, page, wen, is_gone):
        files.remove(page.stored_name)
        if not is_gone:
            storages["private"].save(files.storage_key(page.stored_name), ContentFile(b"the page of another company"))

        with pytest.raises(PagesChanged):
            approve_certificate(taken, by=wen, at=NOON)
        with pytest.raises(PagesChanged):
            reject_certificate(taken, by=wen, at=NOON, reasons=["forged"])

        assert Certificate.objects.get().status == "in_review"

    def test_the_supplier_can_still_be_asked_to_upload_it_again(self, taken, page, wen):
        files.remove(page.stored_name)

        request_revision(taken, by=wen, at=NOON, reasons=["unreadable"])

        assert Certificate.objects.get().status == "revision_requested"
