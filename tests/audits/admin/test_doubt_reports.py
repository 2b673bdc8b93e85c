"""Reports of doubtful documents, as the desk sees and answers them."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from audits.models import DoubtFile, DoubtPage, DoubtReport
from kpmarket.foundation.storage import files
from tests.factories import CertificateFactory, DoubtReportFactory, UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/audits/doubtreport/"
ANSWER = {"outcome": "unfounded", "note": "The body confirmed the number to us."}


def address(report, name):
    return reverse(f"admin:audits_doubtreport_{name}", args=[report.pk])


def test_the_queue_counts_reports_that_wait_and_leads_to_them(desk):
    DoubtReportFactory()
    DoubtReportFactory(outcome="founded", decided_by=UserFactory(), decided_at="2026-11-03T03:00Z")

    page = desk.get("/admin/audits/queue/")

    assert page.context["doubts"] == 1
    assert f'href="{LIST}"' in page.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_for_one_and_for_three(desk, count, django_assert_num_queries):
    for _ in range(count):
        DoubtReportFactory()
    desk.get(LIST)

    with django_assert_num_queries(7):
        desk.get(LIST)


def test_a_report_leads_to_submitted_documents_with_that_number_in_any_case(desk):
    meant = CertificateFactory(number="g2-091-7", submitted_at="2026-10-01T00:00Z")
    CertificateFactory(number="G2-091-70", submitted_at="2026-10-01T00:00Z")
    CertificateFactory(number="G2-091-7", submitted_at=None)

    page = desk.get(address(DoubtReportFactory(number="G2-091-7"), "change"))

    assert list(page.context["meant"]) == [meant]


def test_files_of_a_report_are_pictures_for_the_desk_alone(desk):
    stored = files.store_bytes(b"RIFF....WEBP", ".webp")
    file = DoubtFile.objects.create(report=DoubtReportFactory(), original_name="<b>.pdf", size=1, at=timezone.now())
    token = DoubtPage.objects.create(file=file, number=1, stored_name=stored.name, width=8, height=9).token
    picture = f"/admin/audits/doubtreport/page/{token}/"

    page = desk.get(address(file.report, "change")).content.decode()

    assert f'src="{picture}"' in page
    assert "&lt;b&gt;.pdf" in page
    assert b"".join(desk.get(picture)) == b"RIFF....WEBP"
    assert Client().get(picture).status_code == 302


def test_an_auditor_answers_once_and_whoever_left_an_address_gets_a_letter(desk, auditor, mailoutbox):
    report = DoubtReportFactory(email="clerk@zoll.example", language="zh-hans")

    desk.post(address(report, "answer"), ANSWER)
    desk.post(address(report, "answer"), {**ANSWER, "outcome": "founded"})

    report.refresh_from_db()
    assert (report.outcome, report.decided_by) == ("unfounded", auditor)
    (letter,) = mailoutbox
    assert letter.to == ["clerk@zoll.example"]
    assert letter.subject == "您举报的文件"
    assert "The body confirmed the number to us." in letter.body


def test_whoever_left_no_address_gets_no_letter(desk, mailoutbox):
    desk.post(address(DoubtReportFactory(), "answer"), ANSWER)

    assert len(mailoutbox) == 0


def test_a_superuser_who_is_no_auditor_reads_and_does_not_answer(settings):
    settings.EASE_SECOND_FACTOR = True
    client, report = Client(), DoubtReportFactory()
    client.force_login(UserFactory(is_staff=True, is_superuser=True))

    assert client.get(address(report, "change")).context["form"] is None
    client.post(address(report, "answer"), ANSWER)
    assert DoubtReport.objects.open().exists()
