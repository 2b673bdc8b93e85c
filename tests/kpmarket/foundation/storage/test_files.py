import hashlib
import re
from contextlib import closing
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from kpmarket.foundation.storage import files

CONTENT = b"document" * 700_000


class CutOff(ContentFile):
    """An upload that breaks off on the way."""

    def chunks(self, chunk_size=None):
        yield b"first part"
        raise ConnectionResetError


def everything_in(folder):
    return [path for path in folder.rglob("*") if path.is_file()]


def body(response):
    with closing(response.file_to_stream):
        return b"".join(response.streaming_content)


def test_an_upload_is_kept_byte_for_byte_with_its_size_and_checksum():
    kept = files.store(SimpleUploadedFile("document.pdf", CONTENT))

    assert files.read(kept.name) == CONTENT
    assert kept.size == len(CONTENT)
    assert kept.sha256 == hashlib.sha256(CONTENT).hexdigest()


def test_the_name_tells_nothing_and_is_never_the_same():
    names = [files.store(SimpleUploadedFile("../../document.pdf", b"same")).name for _ in range(3)]

    assert len(set(names)) == 3
    assert all(re.fullmatch("[0-9a-f]{48}", name) for name in names)


def test_files_are_in_the_private_folder_and_nobody_else_may_read_them(settings):
    kept = files.store(ContentFile(b"document"))
    path = Path(settings.PRIVATE_ROOT) / kept.name[:2] / kept.name

    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0
    assert Path(settings.PRIVATE_ROOT).stat().st_mode & 0o077 == 0


def test_an_upload_that_breaks_off_leaves_nothing(settings):
    with pytest.raises(ConnectionResetError):
        files.store(CutOff(b""))

    assert everything_in(settings.PRIVATE_ROOT) == []


def test_a_local_path_is_that_of_the_file_itself_in_a_folder(settings):
    kept = files.store(ContentFile(b"content"))

    with files.local_copy(kept.name) as path:
        assert path.read_bytes() == b"content"

    assert path == Path(settings.PRIVATE_ROOT) / kept.name[:2] / kept.name
    assert path.exists()


def test_a_file_that_is_gone_cannot_be_read():
    kept = files.store(ContentFile(b"content"))
    files.remove(kept.name)

    assert not files.exists(kept.name)
    with pytest.raises(FileNotFoundError):
        files.read(kept.name)


def test_a_file_can_be_removed_twice(settings):
    kept = files.store(ContentFile(b"document"))

    files.remove(kept.name)
    files.remove(kept.name)

    assert everything_in(settings.PRIVATE_ROOT) == []


@pytest.mark.parametrize(
    "name",
    ["", "..", "../../etc/passwd", "/etc/passwd", "a" * 48 + "/../x", "A" * 48, "a" * 47, "a" * 48 + "\n", "g" * 48],
)
def test_a_name_that_is_not_ours_is_never_looked_for(name):
    with pytest.raises(ValueError, match="Not the name"):
        files.storage_key(name)


def test_a_download_is_saved_and_cannot_act_in_our_name():
    kept = files.store(ContentFile(b"<script>alert(1)</script>"))

    response = files.download(kept.name, as_name="certificate.html")

    assert body(response) == b"<script>alert(1)</script>"
    assert dict(response.headers) == {
        "Content-Type": "application/octet-stream",
        "Content-Length": "25",
        "Content-Disposition": "attachment; filename=\"certificate.html\"; filename*=UTF-8''certificate.html",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "X-Content-Type-Options": "nosniff",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "private, no-store",
    }


@pytest.mark.parametrize(("suffix", "content_type"), [(".webp", "image/webp"), (".jpg", "image/jpeg")])
def test_pictures_of_our_own_are_shown_in_the_page(suffix, content_type):
    kept = files.store_bytes(b"pixels", suffix)

    response = files.show_image(kept.name)

    assert body(response) == b"pixels"
    assert response["Content-Type"] == content_type
    assert response["Content-Disposition"].startswith("inline; ")
    assert {name: response[name] for name in files.SAFE_HEADERS} == files.SAFE_HEADERS


def test_an_original_is_never_shown_in_the_page():
    kept = files.store(ContentFile(b"<svg/>"))

    with pytest.raises(ValueError, match="Only pictures"):
        files.show_image(kept.name)


@pytest.mark.parametrize("suffix", ["", ".svg", ".html", "/../x"])
def test_only_kinds_that_we_make_are_kept_as_pictures(suffix):
    with pytest.raises(ValueError, match="Not a kind"):
        files.store_bytes(b"", suffix)


def test_a_stamped_page_is_shown_without_being_kept(settings):
    response = files.show_bytes(b"pixels", ".webp")

    assert response.content == b"pixels"
    assert response["Content-Type"] == "image/webp"
    assert {name: response[name] for name in files.SAFE_HEADERS} == files.SAFE_HEADERS
    assert everything_in(settings.PRIVATE_ROOT) == []


def test_a_server_in_front_can_be_asked_to_send_the_file(settings):
    settings.X_ACCEL_PREFIX = "/private/"
    kept = files.store(ContentFile(b"document"))

    response = files.download(kept.name, as_name="a.pdf")

    assert response.content == b""
    assert response["X-Accel-Redirect"] == f"/private/{kept.name[:2]}/{kept.name}"
    assert {name: response[name] for name in files.SAFE_HEADERS} == files.SAFE_HEADERS


@pytest.mark.parametrize(
    ("name", "plain", "true"),
    [
        ("certificate.pdf", "certificate.pdf", "certificate.pdf"),
        ("注册证 2026.pdf", "2026.pdf", "%E6%B3%A8%E5%86%8C%E8%AF%81%202026.pdf"),
        ("注册证.pdf", "file.pdf", "%E6%B3%A8%E5%86%8C%E8%AF%81.pdf"),
        ("Prüfbericht.pdf", "Prufbericht.pdf", "Pr%C3%BCfbericht.pdf"),
        ('a"; filename="evil.exe', "a__ filename__evil.exe", "a%22%3B%20filename%3D%22evil.exe"),
        ("../../etc/passwd", "passwd", "passwd"),
        ("C:\\documents\\one.pdf", "one.pdf", "one.pdf"),
        ("a\r\nSet-Cookie: b=1.pdf", "aSet-Cookie_ b_1.pdf", "aSet-Cookie%3A%20b%3D1.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe", "invoicefdp.exe"),
        ("100%.pdf", "100_.pdf", "100%25.pdf"),
        ("", "file", "file"),
        ("...", "file", "file"),
        (".pdf", "pdf", "pdf"),
    ],
)
def test_a_file_name_reaches_every_browser_and_brings_nothing_else(name, plain, true):
    assert files.disposition("attachment", name) == f"attachment; filename=\"{plain}\"; filename*=UTF-8''{true}"


def test_a_name_of_three_hundred_mixed_characters_is_cut_and_keeps_its_ending():
    name = files.safe_name("证书abcß" * 50 + ".pdf")

    assert len(name) == 150
    assert name.endswith(".pdf")
