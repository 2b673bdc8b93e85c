"""A folder as storage: a file is there in full or not at all."""

import pytest
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.base import ContentFile
from django.core.files.storage import storages


class CutOff(ContentFile):
    """An upload that breaks off on the way."""

    def chunks(self, chunk_size=None):
        yield b"first part"
        raise ConnectionResetError


def files_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


@pytest.mark.parametrize("name", ["private", "pictures"])
def test_writing_that_breaks_off_leaves_nothing(settings, name):
    with pytest.raises(ConnectionResetError):
        storages[name].save("ab/file.webp", CutOff(b""))

    assert files_in(settings.PRIVATE_ROOT.parent) == []


def test_a_reader_never_finds_half_a_file(settings):
    found = []

    class Watched(ContentFile):
        def chunks(self, chunk_size=None):
            yield b"first "
            found.append((storages["private"].exists("ab/file"), len(files_in(settings.PRIVATE_ROOT))))
            yield b"second"

    storages["private"].save("ab/file", Watched(b""))

    assert found == [(False, 1)]
    assert (settings.PRIVATE_ROOT / "ab" / "file").read_bytes() == b"first second"


def test_private_files_are_for_the_site_alone_and_pictures_for_whoever_serves_them(settings):
    storages["private"].save("ab/file", ContentFile(b"private"))
    storages["pictures"].save("file.webp", ContentFile(b"public"))

    private = settings.PRIVATE_ROOT
    modes = [path.stat().st_mode & 0o777 for path in (private, private / "ab", private / "ab" / "file")]
    assert modes == [0o700, 0o700, 0o600]
    assert (settings.MEDIA_ROOT / "file.webp").stat().st_mode & 0o400


@pytest.mark.parametrize("key", ["../file", "/etc/passwd"])
def test_no_key_leads_out_of_the_folder(key):
    with pytest.raises(SuspiciousFileOperation):
        storages["private"].save(key, ContentFile(b""))
