import io

import pytest
from django.core.management import call_command

from suppliers.readings import jobs
from tests.factories import CertificateFileFactory, CertificateReadingFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def called(monkeypatch):
    called = []
    monkeypatch.setattr(jobs, "call_worker", called.append)
    return called


def read_files(*options):
    out = io.StringIO()
    call_command("read_files", *options, stdout=out)
    return out.getvalue().splitlines()


def test_the_workers_are_called_for_files_that_were_never_read(called):
    new, read = CertificateFileFactory(), CertificateReadingFactory(state="unreadable", version=jobs.VERSION).file

    assert read_files() == ["1 files asked for, 1 wait."]
    assert called == [new.pk]
    assert read.reading.state == "unreadable"


def test_run_twice_nothing_is_asked_twice(called):
    CertificateFileFactory()
    read_files()

    assert read_files() == ["0 files asked for, 1 wait."]
    assert len(called) == 1


def test_again_means_what_was_read_too(called):
    file = CertificateReadingFactory(state="unreadable", version=jobs.VERSION).file

    assert read_files("--again") == ["1 files asked for, 1 wait."]
    assert called == [file.pk]


def test_here_they_are_read_one_after_the_other(called, monkeypatch):
    file = CertificateFileFactory()
    monkeypatch.setattr(jobs, "read_file", lambda pk, clock: "done")

    assert read_files("--here") == [f"{file.pk}: done", "1 files asked for, 1 wait."]
    assert called == []
