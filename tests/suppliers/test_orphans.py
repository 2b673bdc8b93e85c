"""Files that no row knows."""

import os
from datetime import timedelta
from pathlib import Path

import pytest

from kpmarket.foundation import files
from suppliers import orphans
from suppliers.products.pictures import picture_path
from tests.factories import NOON, CertificateFileFactory, CertificatePageFactory, ProductPictureFactory

pytestmark = pytest.mark.django_db
LONG_AGO = (NOON - timedelta(days=3)).timestamp()


def aged(path, moment=LONG_AGO):
    os.utime(path, (moment, moment))
    return path


def stored(suffix=".webp"):
    return files.store_bytes(b"a picture", suffix).name


def test_what_a_row_names_is_kept():
    file = CertificateFileFactory(stored_name=stored())
    CertificatePageFactory(file=file, stored_name=stored())
    picture = ProductPictureFactory(width=640)
    for width in picture.widths:
        picture_path(picture.name, width).write_bytes(b"a picture")
    kept = [*(aged(files.path_of(one)) for one in (file.stored_name, file.pages.get().stored_name))]
    kept += [aged(picture_path(picture.name, width)) for width in picture.widths]

    assert orphans.remove_orphans(at=NOON) == []
    assert all(path.exists() for path in kept)


def test_what_no_row_names_goes_after_a_day():
    document = aged(files.path_of(stored()))
    drawing = picture_path("0" * 32, 320)
    drawing.write_bytes(b"a picture")
    aged(drawing)

    assert orphans.remove_orphans(at=NOON) == sorted([document, drawing])
    assert not document.exists()
    assert not drawing.exists()


def test_a_file_that_was_written_in_part_goes_too():
    whole = files.path_of(stored())
    partial = aged(whole.rename(whole.with_name(f"{whole.name}.part")))

    assert orphans.remove_orphans(at=NOON) == [partial]


def test_a_young_file_may_belong_to_a_row_that_is_being_written():
    young = aged(files.path_of(stored()), (NOON - timedelta(hours=23)).timestamp())

    assert orphans.orphans(at=NOON) == []
    assert young.exists()


def test_what_is_not_ours_is_left_alone(settings):
    folder = Path(settings.PRIVATE_ROOT) / "ab"
    folder.mkdir(parents=True)
    note = folder / "README"
    note.write_text("Not ours.")
    aged(note)

    assert orphans.remove_orphans(at=NOON) == []
    assert note.exists()
