"""The desk's page of a blind second review: nothing of the first decision before one has judged."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audits.desk import log
from audits.desk.judged import digest_of
from audits.models import Decision, LogEntry, LookAgain, SecondReview
from audits.signatures.agreement import Agreement
from audits.signatures.second_reviews import judge, take
from tests.factories import AuditorFactory, CertificateFactory, CertificateFileFactory, CertificatePageFactory

pytestmark = pytest.mark.django_db
SAID = "Ms Cao of TÜV Rheinland (Shanghai) confirmed it by telephone."


@pytest.fixture
def row(law):
    """A document that a colleague approved yesterday, in the share."""
    at = timezone.now() - timedelta(days=1)
    document = CertificateFactory(status="approved", number="HD 60150234 0001")
    CertificatePageFactory(file=CertificateFileFactory(certificate=document))
    decision = Decision.objects.create(
        supplier=document.supplier, certificate=document, outcome="approved", note=SAID, by=AuditorFactory().user, at=at
    )
    return SecondReview.objects.create(decision=decision, judged=digest_of(document), chosen_at=at)


def address(row, act="change"):
    return f"/admin/audits/secondreview/{row.pk}/{act}/"


def leaks(desk, row, document):
    """By the number of an entry, and as a document to look at again, which only an approved one is."""
    act, subject = "certificate_approved", f"certificate:{document.pk}"
    log.append(act=act, subject=subject, by=row.decision.by, at=row.decision.at, content={})
    entry = LogEntry.objects.get(act=act)
    again = LookAgain.objects.create(cause=row.decision, certificate=document, ties=["issuer"], found_at=timezone.now())
    assert desk.get(f"/admin/audits/lookagain/{again.pk}/change/").status_code == 404
    return desk.get(f"/admin/audits/decision/search/?q={entry.sequence}"), desk.get("/admin/audits/lookagain/")


def test_nothing_of_the_first_decision_is_shown_until_the_second_is_given(desk, row):
    by, document = str(row.decision.by), row.decision.certificate
    assert "do not know how it was decided" in desk.get(address(row)).content.decode()
    desk.post(address(row, "take"))
    pages = [
        desk.get(address(row)),
        desk.get("/admin/audits/secondreview/"),
        desk.get("/admin/audits/decision/"),
        desk.get("/admin/audits/certificatecase/"),
        desk.get("/admin/audits/logentry/"),
        desk.get(f"/admin/audits/suppliercase/{document.supplier_id}/company/"),
        desk.get("/admin/audits/decision/search/?q=HD601502340001"),
        *leaks(desk, row, document),
    ]

    for page in pages:
        assert page.status_code == 200
        assert SAID not in page.content.decode()
        assert by not in page.content.decode() or page is pages[2]  # its filter has everybody who ever decided
    case = f"/admin/audits/certificatecase/{document.pk}/change/"
    assert desk.get(case).url == address(row)
    assert desk.post(f"/admin/audits/certificatecase/{document.pk}/decide/", {}).status_code == 404
    assert desk.get(f"/admin/audits/decision/{row.decision_id}/change/").status_code == 404
    assert desk.get(f"/admin/decisions/{row.decision_id}.pdf").status_code == 404
    assert not any("HD 60150234 0001" in page.content.decode() for page in (*pages[2:4], pages[6]))
    entry, again = pages[7:]
    assert not entry.context["found"].entries
    assert not again.context["cl"].result_list

    refused = desk.post(address(row, "judge"), {"outcome": "rejected", "note": " "})
    assert refused.status_code == 422
    assert "Say why you would not approve it." in refused.content.decode()
    desk.post(address(row, "judge"), {"outcome": "rejected", "note": "Page 2 is of another device."})

    shown = desk.get(address(row)).content.decode()
    assert SAID in shown
    assert by in shown
    assert "Page 2 is of another device." in shown
    assert desk.get(case).status_code == 200


def test_a_senior_settles_it_and_others_see_no_form(desk, row, auditor, settings):
    other, now = AuditorFactory().user, timezone.now()
    take(row, by=other, at=now)
    judge(row, outcome="rejected", note="Page 2 is of another device.", by=other, at=now)
    assert 'id="settle"' not in desk.get(address(row)).content.decode()
    senior = Client()
    senior.force_login(AuditorFactory(level="senior").user)

    refused = senior.post(address(row, "settle"), {"stands": "second", "note": ""})
    assert (refused.status_code, "Say why." in refused.content.decode()) == (422, True)
    senior.post(address(row, "settle"), {"stands": "second", "note": "Page 2 shows the model HD-2."})

    assert "Page 2 shows the model HD-2." in desk.get(address(row)).content.decode()
    assert "Differs, settled" in desk.get("/admin/audits/secondreview/").content.decode()


def test_shares_are_shown_from_thirty_documents_on(desk, law, monkeypatch):
    for pairs, words in [(29, "Shares and kappa are shown from 30"), (30, "95 % interval 0.25 to 0.76")]:
        found = Agreement(pairs, 24, 0.8, 0.51, 0.254, 0.757)
        monkeypatch.setattr("audits.signatures.second_reviews.agreement_of", lambda outcomes, found=found: found)
        page = desk.get("/admin/audits/secondreview/").content.decode()
        assert words in page
        assert ("0.51" in page) == (pairs == 30)


def test_the_page_of_lists_has_its_number_of_queries(desk, row, django_assert_num_queries):
    desk.get("/admin/audits/secondreview/")

    with django_assert_num_queries(12):
        desk.get("/admin/audits/secondreview/")
