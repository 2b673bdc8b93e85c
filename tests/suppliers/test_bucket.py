"""The life of uploaded files where everything is kept in a bucket that speaks S3, and nothing in folders."""

import io
import re
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from kpmarket.foundation.storage import files
from suppliers.certificates import files as certificate_files
from suppliers.documents.results import Code, Refused
from suppliers.models import CertificateFile, Product
from suppliers.products import pictures
from suppliers.readings import jobs
from tests.factories import NOON, ProductFactory
from tests.suppliers.documents import sample_files

pytestmark = pytest.mark.django_db
CONTENT = sample_files.pdf(2)


def keys(bucket):
    return sorted(row.key for row in bucket.objects.all())


def body(response):
    return b"".join(response.streaming_content)


@pytest.fixture
def file(bucket, supplier_member):
    upload = SimpleUploadedFile("certificate.pdf", CONTENT)
    return certificate_files.create_draft_with_file(
        supplier_member.suppliers.get(), upload, by=supplier_member, at=timezone.now()
    )


@pytest.fixture
def folders(settings):
    """The folders that are in use where no bucket is."""
    return [Path(settings.PRIVATE_ROOT), Path(settings.MEDIA_ROOT)]


def test_an_upload_and_its_pages_are_kept_in_the_bucket_alone(bucket, file, folders):
    stored = [file.stored_name, *file.pages.values_list("stored_name", flat=True)]

    assert len(stored) == 3
    assert keys(bucket) == sorted(f"site/private/{name[:2]}/{name}" for name in stored)
    assert files.read(file.stored_name) == CONTENT
    assert [folder.exists() for folder in folders] == [False, False]


def test_a_page_is_shown_to_its_company(client, supplier_member, file):
    client.force_login(supplier_member)
    page = file.pages.first()

    response = client.get(reverse("suppliers:certificate-page", args=[page.token]))

    content = body(response)
    assert content[8:12] == b"WEBP"
    assert (response["Content-Type"], response["Content-Length"]) == ("image/webp", str(len(content)))
    assert {name: response[name] for name in files.SAFE_HEADERS} == files.SAFE_HEADERS


def test_a_file_is_read_from_a_copy_that_is_deleted_afterwards(file, monkeypatch):
    given = []

    def read(path, **options):
        given.append((path, path.read_bytes(), len(options["rendered"].pages)))
        return Refused(Code.UNREADABLE)

    monkeypatch.setattr(jobs.reader, "read", read)

    assert jobs.read_file(file.pk, clock=timezone.now) == "unreadable"
    ((path, content, pages),) = given
    assert (content, pages) == (CONTENT, 2)
    assert not path.parent.exists()


def test_a_copy_is_for_the_site_alone(file):
    with files.local_copy(file.stored_name) as path:
        assert path.parent.stat().st_mode & 0o077 == 0


def test_a_draft_that_is_deleted_takes_its_files_along(bucket, file, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        certificate_files.delete_draft(file.certificate)

    assert (CertificateFile.objects.count(), keys(bucket)) == (0, [])


def test_a_file_that_cannot_be_rendered_leaves_nothing_in_the_bucket(bucket, supplier_member):
    upload = SimpleUploadedFile("certificate.pdf", CONTENT[:200])

    with pytest.raises(certificate_files.FileRefused):
        certificate_files.create_draft_with_file(supplier_member.suppliers.get(), upload, by=supplier_member, at=NOON)

    assert keys(bucket) == []


def test_a_file_that_is_gone_is_said_to_be_gone(file):
    files.remove(file.stored_name)
    files.remove(file.stored_name)

    assert not files.exists(file.stored_name)
    with pytest.raises(FileNotFoundError):
        files.read(file.stored_name)
    with pytest.raises(FileNotFoundError), files.local_copy(file.stored_name):
        pass


def test_a_file_larger_than_what_is_kept_in_memory_comes_back_byte_for_byte(bucket):
    content = bytes(range(256)) * 40_000
    stored = files.store(ContentFile(content))

    assert files.read(stored.name) == content
    assert stored.size == len(content)
    with files.local_copy(stored.name) as path:
        assert path.read_bytes() == content


def test_a_product_picture_is_public_and_deleted_with_its_row(
    client, bucket, supplier_member, django_capture_on_commit_callbacks
):
    client.force_login(supplier_member)
    product = ProductFactory(supplier=supplier_member.suppliers.get())
    client.post(
        reverse("suppliers:picture-add", args=[product.supplier_id, product.pk]), {"file": jpeg_upload(800, 600)}
    )
    picture = Product.objects.get().pictures.get()
    assert keys(bucket) == [f"site/pictures/{picture.name}-{width}.webp" for width in (320, 640)]

    client.logout()
    shown = client.get(picture.src)

    assert body(shown)[8:12] == b"WEBP"
    assert re.search(r"\bpublic\b", shown["Cache-Control"])
    assert client.get(picture.url(1280)).status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        pictures.remove_picture(picture, by=supplier_member, at=timezone.now())
    assert [key for key in keys(bucket) if not key.startswith("site/private/")] == []


def jpeg_upload(width, height):
    buffer = io.BytesIO()
    Image.new("RGB", (width, height), "teal").save(buffer, "JPEG")
    return SimpleUploadedFile("picture.jpg", buffer.getvalue(), "image/jpeg")
