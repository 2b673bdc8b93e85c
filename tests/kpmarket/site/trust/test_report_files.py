"""Files for a report of a doubtful document: taken from strangers at a signed address."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from audits.desk import doubt_reports
from audits.models import DoubtFile
from kpmarket.foundation.limits.allowance import Allowance
from kpmarket.site.trust import report_links, report_views
from tests.factories import DoubtReportFactory, UserFactory
from tests.kpmarket.site.trust.test_report_views import send
from tests.suppliers.documents import sample_files

pytestmark = [pytest.mark.usefixtures("prepared_sandbox"), pytest.mark.django_db]


def pdf(pages=1, name="Antwort der Prüfstelle.pdf"):
    return SimpleUploadedFile(name, sample_files.pdf(pages))


def add(client, report, *uploads):
    return client.post(report_links.address(report.pk), {"attached": list(uploads)})


def test_what_a_stranger_adds_is_kept_once_with_pictures_of_its_pages(client):
    address = send(client).url

    client.post(address, {"attached": [pdf(2)]})
    client.post(address, {"attached": [pdf(2)]})

    file = DoubtFile.objects.get()
    assert (file.original_name, file.pages.count()) == ("Antwort der Prüfstelle.pdf", 2)
    assert "Antwort der Prüfstelle.pdf" in client.get(address).text
    assert set(doubt_reports.stored_names()) == {file.stored_name, *file.pages.values_list("stored_name", flat=True)}


def test_a_file_that_is_refused_is_named_with_the_reason_and_not_kept(client):
    page = add(client, DoubtReportFactory(), SimpleUploadedFile("letter.pdf", sample_files.EXECUTABLE))

    assert page.status_code == 422
    assert "letter.pdf: This file is called .pdf but is not" in page.context["form"].errors["attached"][0]
    assert not DoubtFile.objects.exists()


def test_no_file_is_called_taken_in_where_none_was_sent(client):
    page = add(client, DoubtReportFactory())

    assert (page.status_code, page.context["form"].errors) == (422, {"attached": ["An answer is needed here."]})


def test_a_report_takes_no_more_than_five_files_and_no_more_bytes_than_its_day(client, monkeypatch):
    report = DoubtReportFactory()
    for number in range(DoubtFile.MOST - 1):
        DoubtFile.objects.create(report=report, stored_name=f"{number}.pdf", sha256=number, size=1, at=timezone.now())

    assert "A report takes at most 5 files." in add(client, report, pdf(1), pdf(2)).text
    assert report.files.count() == DoubtFile.MOST
    monkeypatch.setattr(report_views, "BYTES_OF_REPORT", Allowance("test-bytes", 10, timedelta(days=1)))
    assert "More than we take in a day" in add(client, DoubtReportFactory(), pdf()).text


def test_no_other_address_takes_files_and_none_once_the_report_is_answered(client):
    report = DoubtReportFactory()
    address = report_links.address(report.pk)
    assert report_links.takes_files(address)

    forged = address.replace(address.split("/")[3].split(":")[0], "MTI")
    for other in (forged, "/report/files/1/", "/report/files/", "/report/"):
        assert not report_links.takes_files(other)
    assert client.get(forged).status_code == 404
    doubt_reports.answer_report(report, "unfounded", note="It stands.", by=UserFactory(), at=timezone.now())
    assert add(client, report, pdf()).status_code == 404


def test_the_address_ends_after_a_day(client, monkeypatch):
    address = report_links.address(DoubtReportFactory().pk)
    monkeypatch.setattr(report_links, "OPEN_FOR", timedelta(seconds=-1))

    assert client.get(address).status_code == 404
