"""Uploads of killed web processes go after a day."""

import os
import time
from pathlib import Path

import pytest
from django.core.files.uploadedfile import TemporaryUploadedFile

from kpmarket.tasks import forget_uploads

pytestmark = pytest.mark.django_db

DAY = 86_400


@pytest.fixture
def folder(settings, tmp_path):
    settings.FILE_UPLOAD_TEMP_DIR = str(tmp_path)
    return tmp_path


def make_older(path, seconds):
    os.utime(path, (time.time() - seconds,) * 2)


@pytest.mark.parametrize(("age", "is_there"), [(DAY + 60, False), (DAY - 60, True)])
def test_an_upload_that_nobody_deleted_goes_after_a_day(folder, age, is_there):
    with TemporaryUploadedFile("licence.pdf", "application/pdf", 4, None) as upload:
        path = Path(upload.temporary_file_path())
        make_older(path, age)

        assert forget_uploads() == int(not is_there)
        assert path.exists() == is_there
        path.touch()  # closing the upload deletes it


def test_files_of_other_programs_stay(folder):
    other = folder / "tmp-of-others.pdf"
    other.touch()
    make_older(other, 2 * DAY)

    assert forget_uploads() == 0
    assert other.exists()
