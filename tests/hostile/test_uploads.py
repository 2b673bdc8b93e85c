"""The same files, uploaded on the supplier's page."""

import hashlib
from datetime import timedelta
from functools import partial

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from kpmarket.foundation.storage import files
from suppliers.documents import reader
from suppliers.documents.reading import Outcome
from suppliers.models import CertificateFile, CertificateReading
from suppliers.readings import jobs
from tests.hostile.case import CANARY
from tests.hostile.corpus import CASES
from tests.hostile.listener import Listener

pytestmark = pytest.mark.slow

HTMX = {"HX-Request": "true"}
NAMED = {case.name: case for case in CASES}
REFUSED = {
    "empty.pdf": "This file is empty.",
    "a-byte-too-long.pdf": "This file is 20.0\xa0MB; at most 20.0\xa0MB can be taken.",
    "html-then-pdf.pdf": "This file is called .pdf but is not a PDF",
    "animated.gif": "This is not a PDF, JPEG, PNG, WebP, TIFF or HEIC file.",
    "flate-1500-mb-3-times.pdf": "The pages of this file need too much memory to process.",
    "no-pages.pdf": "This file is damaged or incomplete",
    "three-hundred-and-one-pages.pdf": "This file has more than 300 pages",
    "locked-by-password.pdf": "This file opens with a password only.",
    "png-of-400-million-dots.png": "This picture is too large to process: more than 120 million pixels.",
}
TAKEN = (
    "script-on-everything.pdf",
    "start-from-share-on-page.pdf",
    "picture-elsewhere.pdf",
    "file-within.pdf",
    "jpg-then-archive.jpg",
    "exif-place.jpg",
    "moving-5.webp",
)


@pytest.fixture
def upload(client, supplier_member):
    client.force_login(supplier_member)
    url = reverse("suppliers:certificate-upload", args=[supplier_member.suppliers.get().pk])

    def post(case, port=50123):
        return client.post(url, {"file": SimpleUploadedFile(case.name, case.written_for(port))}, headers=HTMX)

    return post


def stored(settings):
    return sorted(str(path) for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file())


@pytest.fixture
def scratch(tmp_path, monkeypatch):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    return tmp_path


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_refused_leaves_a_sentence_and_nothing_else(name, upload, settings, scratch):
    response = upload(NAMED[name])

    assert response.status_code == 422
    assert f'<p class="file__error">{REFUSED[name]}' in response.content.decode()
    assert stored(settings) == []
    assert list(scratch.iterdir()) == []
    assert not CertificateFile.objects.exists()
    assert not CertificateReading.objects.exists()


@pytest.mark.parametrize("name", TAKEN)
def test_a_file_that_is_taken_keeps_its_bytes_and_shows_only_pixels(name, upload, settings, scratch):
    with Listener() as listener:
        content = NAMED[name].written_for(listener.port)
        response = upload(NAMED[name], listener.port)

    file = CertificateFile.objects.get()
    assert response.status_code == 200
    assert file.sha256 == hashlib.sha256(content).hexdigest()
    assert files.read(file.stored_name) == content
    shown = [files.read(page.stored_name) for page in file.pages.all()]
    assert shown
    assert not any(CANARY in picture or b"http://" in picture for picture in shown)
    assert len(stored(settings)) == 1 + len(shown)
    assert list(scratch.iterdir()) == []
    assert listener.visits == 0


def test_a_file_whose_insides_are_broken_is_read_in_part_and_stays(upload, monkeypatch):
    """Its page is rendered; the broken part makes one stage of reading fail and nothing else."""
    monkeypatch.setattr("suppliers.readings.jobs.reader.read", partial(reader.read, ocr=reader.Ocr.NEVER))
    upload(NAMED["says-more-than-a-number.pdf"])
    file = CertificateFile.objects.get()
    kept = files.read(file.stored_name)
    at = timezone.now() + timedelta(minutes=1)

    state = jobs.read_file(file.pk, clock=lambda: at)

    failed = [stage.name for stage in jobs.progress(file).stages if stage.outcome == Outcome.FAILED]
    assert state == CertificateReading.State.DONE
    assert "structure" in failed
    assert files.read(file.stored_name) == kept
