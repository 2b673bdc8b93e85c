"""Files that no row names, in a folder and in a bucket."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from kpmarket.celery import app
from kpmarket.foundation.storage import files
from suppliers import orphans, tasks
from suppliers.orphans import Stored
from suppliers.products import picture_files
from tests.factories import CertificateFileFactory, CertificatePageFactory, ProductPictureFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("storage")]


@pytest.fixture(params=["folder", "bucket"])
def storage(request):
    if request.param == "bucket":
        request.getfixturevalue("bucket")
    return request.param


@pytest.fixture
def later():
    """Long after all files of the test were written."""
    return timezone.now() + timedelta(days=3)


def stored():
    return files.store_bytes(b"a picture", ".webp").name


def stored_picture(name, width):
    return Stored(
        "pictures", picture_files.storage().save(picture_files.storage_key(name, width), ContentFile(b"a picture"))
    )


def private(name):
    return Stored("private", files.storage_key(name))


def is_there(file):
    return storages[file.storage].exists(file.key)


def test_nothing_is_an_orphan_before_the_first_file(later):
    assert orphans.orphans(at=later) == []


def test_a_file_that_a_row_names_is_kept(later):
    file = CertificateFileFactory(stored_name=stored())
    page = CertificatePageFactory(file=file, stored_name=stored())
    picture = ProductPictureFactory(width=640)
    kept = [stored_picture(picture.name, width) for width in picture.widths]
    kept += [private(row.stored_name) for row in (file, page)]

    assert orphans.remove_orphans(at=later) == []
    assert all(is_there(file) for file in kept)


def test_a_file_that_no_row_names_is_deleted_after_a_day(later):
    unnamed = sorted([private(stored()), stored_picture("0" * 32, 320)])

    assert orphans.remove_orphans(at=later) == unnamed
    assert not any(is_there(file) for file in unnamed)


def test_a_younger_file_may_belong_to_a_row_that_is_being_written():
    young = private(stored())

    assert orphans.remove_orphans(at=timezone.now() + timedelta(hours=23)) == []
    assert is_there(young)


def test_a_file_that_was_written_in_part_is_deleted_too(later):
    partials = [Stored("pictures", f"{'0' * 32}-320.webp.part"), Stored("private", f"ab/ab{'0' * 46}.part")]
    for file in partials:
        storages[file.storage].save(file.key, ContentFile(b"a pic"))

    assert orphans.remove_orphans(at=later) == partials


def test_files_of_others_are_left_alone(later):
    others = [Stored("private", "ab/README"), Stored("private", "README"), Stored("pictures", "README")]
    for file in others:
        storages[file.storage].save(file.key, ContentFile(b"Not ours."))

    assert orphans.remove_orphans(at=later) == []
    assert all(is_there(file) for file in others)


def test_files_in_deeper_folders_are_left_alone(storage, settings, later):
    """Stamped previews are in such a folder."""
    folder = Path(settings.PRIVATE_ROOT) / "previews"
    folder.mkdir(parents=True)
    (folder / ("0" * 48)).write_bytes(b"a preview")

    assert orphans.remove_orphans(at=later) == []


@pytest.mark.parametrize(("max_files", "is_kept"), [(1, True), (2, False), (None, False)])
def test_more_than_allowed_at_once_are_all_left_to_a_person(later, max_files, is_kept):
    unnamed = [private(stored()), private(stored())]

    removed = orphans.remove_orphans(at=later, max_files=max_files)

    assert len(removed) == (0 if is_kept else 2)
    assert [is_there(file) for file in unnamed] == [is_kept] * 2


def test_the_timetable_removes_a_few_and_no_more(monkeypatch):
    asked = []
    monkeypatch.setattr(orphans, "remove_orphans", lambda **facts: asked.append(facts["max_files"]) or ["a file"])

    assert tasks.remove_orphans() == 1
    assert asked == [100]
    assert "suppliers.tasks.remove_orphans" in {entry["task"] for entry in app.conf.beat_schedule.values()}
