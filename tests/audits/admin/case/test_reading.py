"""A document that nobody read is read when its case is taken or somebody asks; the page follows."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from suppliers.models import CertificateReading
from suppliers.readings import jobs
from tests.audits.admin.readings import read
from tests.factories import CertificateFactory, CertificatePageFactory, CertificateReadingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch):
    """Keys of the files that a worker was asked to read."""
    keys = []
    monkeypatch.setattr(jobs, "call_worker", keys.append)
    return keys


@pytest.fixture
def file():
    certificate = CertificateFactory(status="submitted")
    return CertificatePageFactory(file__certificate=certificate).file


def address(name, file):
    return reverse(f"admin:audits_certificatecase_{name}", args=[file.certificate_id])


def html_of(desk, name, file):
    return desk.get(address(name, file)).content.decode()


@pytest.mark.parametrize("name", ["take", "read"])
def test_an_unread_document_is_asked_for(desk, file, called, name, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address(name, file))

    assert (called, CertificateReading.objects.get().state) == ([file.pk], "waiting")


def test_a_document_that_was_read_is_not_read_again(desk, file, called, django_capture_on_commit_callbacks):
    read(file)
    with django_capture_on_commit_callbacks(execute=True):
        desk.post(address("take", file))

    assert (called, CertificateReading.objects.get().state) == ([], "done")


def test_looking_asks_for_nothing_but_offers_it(desk, file):
    assert address("read", file) in html_of(desk, "change", file)
    assert not CertificateReading.objects.exists()


def test_what_was_read_offers_no_reading(desk, file):
    read(file)

    assert address("read", file) not in html_of(desk, "change", file)


def test_the_page_follows_a_reading_until_it_has_ended(desk, file):
    row = CertificateReadingFactory(file=file, asked_at=timezone.now())

    assert f'hx-get="{address("reading", file)}"' in html_of(desk, "change", file)
    assert "1 file is being read." in html_of(desk, "reading", file)
    row.delete()
    read(file)
    assert "data-fresh" in html_of(desk, "reading", file)


def test_the_page_stops_asking_after_a_while(desk, file):
    CertificateReadingFactory(file=file, asked_at=timezone.now() - timedelta(hours=1))

    shown = html_of(desk, "reading", file)

    assert "hx-get" not in shown
    assert "Look again" in shown
