from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kpmarket.foundation.storage import files
from suppliers.certificates import files as services
from suppliers.certificates.services import Frozen
from suppliers.documents.results import Code
from suppliers.models import Certificate, CertificateFile
from tests.factories import NOON, CertificateFactory
from tests.suppliers.documents import sample_files

pytestmark = pytest.mark.usefixtures("prepared_sandbox")

Status = Certificate.Status
REFUSED = {
    "an executable named .pdf": ("a.pdf", lambda: sample_files.EXECUTABLE, Code.WRONG_KIND),
    "a script in a drawing": ("a.svg", lambda: sample_files.SVG, Code.WRONG_KIND),
    "an empty file": ("a.pdf", bytes, Code.EMPTY),
    "3,000 pages": ("a.pdf", lambda: sample_files.pdf(3000), Code.TOO_MANY_PAGES),
    "a password": ("a.pdf", lambda: sample_files.pdf(password="secret"), Code.PASSWORD_PROTECTED),
    "half a JPEG": ("a.jpg", lambda: sample_files.picture()[:900], Code.UNREADABLE),
    "20,000 x 20,000 dots": ("a.png", sample_files.huge_png, Code.TOO_MANY_PIXELS),
}


def upload(content, name="document.pdf"):
    return SimpleUploadedFile(name, content)


def kept(settings):
    return sorted(path for path in Path(settings.PRIVATE_ROOT).rglob("*") if path.is_file())


@pytest.fixture
def company(supplier_member):
    return supplier_member.suppliers.get()


@pytest.fixture
def held(company, supplier_member):
    """A file of two pages in a draft."""
    return services.create_draft_with_file(company, upload(sample_files.pdf(2)), by=supplier_member, at=NOON)


def test_a_file_becomes_a_draft_with_the_original_and_a_picture_of_each_page(company, supplier_member, settings):
    content = sample_files.pdf(2)

    file = services.create_draft_with_file(company, upload(content, "口罩.pdf"), by=supplier_member, at=NOON)

    assert (file.original_name, file.kind, file.size) == ("口罩.pdf", "pdf", len(content))
    assert (file.certificate.supplier, file.certificate.status) == (company, Status.DRAFT)
    assert files.read(file.stored_name) == content
    assert [page.number for page in file.pages.all()] == [1, 2]
    assert all(files.read(page.stored_name)[8:12] == b"WEBP" for page in file.pages.all())
    assert len(kept(settings)) == 3


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused_says_why_and_leaves_nothing_behind(company, supplier_member, settings, case):
    name, content, code = REFUSED[case]

    with pytest.raises(services.FileRefused) as refusal:
        services.create_draft_with_file(company, upload(content(), name), by=supplier_member, at=NOON)

    assert refusal.value.refused.code == code
    assert kept(settings) == []
    assert not Certificate.objects.exists()


def test_the_limit_on_bytes_is_a_setting(company, supplier_member, settings):
    settings.UPLOAD_LIMIT = 100

    with pytest.raises(services.FileRefused) as refusal:
        services.create_draft_with_file(company, upload(sample_files.pdf()), by=supplier_member, at=NOON)
    assert refusal.value.refused.code == Code.TOO_LARGE


def test_a_name_of_300_letters_in_several_scripts_is_kept_short_with_its_ending(company, supplier_member):
    name = "证书" * 50 + "Сертификат" * 10 + "شهادة" * 20 + ".pdf"

    file = services.create_draft_with_file(company, upload(sample_files.pdf(), name), by=supplier_member, at=NOON)

    assert file.original_name.startswith("证书")
    assert file.original_name.endswith(".pdf")
    assert len(file.original_name) <= 150


def test_a_row_that_cannot_be_written_leaves_no_files_behind(company, supplier_member, settings, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the database is gone")

    monkeypatch.setattr(services, "_create_file", broken)

    with pytest.raises(RuntimeError):
        services.create_draft_with_file(company, upload(sample_files.pdf()), by=supplier_member, at=NOON)
    assert kept(settings) == []
    assert not Certificate.objects.exists()


def test_a_certificate_takes_further_files(held, supplier_member):
    services.add_file(held.certificate, upload(sample_files.picture(), "photo.jpg"), by=supplier_member, at=NOON)

    assert list(held.certificate.files.values_list("kind", flat=True)) == ["pdf", "jpeg"]


def test_the_same_file_is_not_taken_twice_by_one_certificate(held, supplier_member, settings):
    before = kept(settings)

    with pytest.raises(services.AlreadyThere):
        services.add_file(held.certificate, upload(sample_files.pdf(2), "other name.pdf"), by=supplier_member, at=NOON)
    assert kept(settings) == before


def test_the_same_file_in_another_certificate_of_the_company_is_kept_and_found(held, company, supplier_member):
    second = services.create_draft_with_file(company, upload(sample_files.pdf(2)), by=supplier_member, at=NOON)

    assert list(services.twins(second.certificate)) == [held.certificate]


def test_the_same_file_at_another_company_is_not_revealed(held, stranger):
    elsewhere = services.create_draft_with_file(
        stranger.suppliers.get(), upload(sample_files.pdf(2)), by=stranger, at=NOON
    )

    assert list(services.twins(elsewhere.certificate)) == []


@pytest.mark.parametrize("status", [status for status in Status if status not in Certificate.EDITABLE])
def test_files_of_a_submitted_certificate_stay_as_they_are(held, supplier_member, settings, status):
    Certificate.objects.filter(pk=held.certificate_id).update(
        status=status, submitted_at=NOON, certificate_type=CertificateFactory().certificate_type
    )
    certificate = Certificate.objects.get(pk=held.certificate_id)
    before = kept(settings)

    with pytest.raises(Frozen):
        services.add_file(certificate, upload(sample_files.pdf(3)), by=supplier_member, at=NOON)
    with pytest.raises(Frozen):
        services.remove_file(held, at=NOON)
    with pytest.raises(Frozen):
        services.delete_draft(certificate)
    assert kept(settings) == before


def test_a_file_that_arrives_while_another_tab_submits_is_not_added(held, supplier_member, settings):
    opened_before = Certificate.objects.get(pk=held.certificate_id)
    Certificate.objects.filter(pk=held.certificate_id).update(
        status=Status.SUBMITTED, submitted_at=NOON, certificate_type=CertificateFactory().certificate_type
    )
    before = kept(settings)

    with pytest.raises(Frozen):
        services.add_file(opened_before, upload(sample_files.pdf(3)), by=supplier_member, at=NOON)
    assert kept(settings) == before


def test_a_file_taken_out_of_a_draft_is_gone(held, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_file(held, at=NOON)

    assert kept(settings) == []
    assert not CertificateFile.objects.exists()


def test_a_file_that_auditors_may_have_viewed_is_only_hidden(held, settings, django_capture_on_commit_callbacks):
    Certificate.objects.filter(pk=held.certificate_id).update(
        status=Status.REVISION_REQUESTED, submitted_at=NOON, certificate_type=CertificateFactory().certificate_type
    )
    held.refresh_from_db()

    with django_capture_on_commit_callbacks(execute=True):
        services.remove_file(held, at=NOON)

    held.refresh_from_db()
    assert held.removed_at == NOON
    assert len(kept(settings)) == 3


def test_a_file_that_was_taken_out_may_come_back(held, supplier_member):
    CertificateFile.objects.filter(pk=held.pk).update(removed_at=NOON)

    again = services.add_file(held.certificate, upload(sample_files.pdf(2)), by=supplier_member, at=NOON)

    assert again.sha256 == held.sha256


def test_a_draft_is_deleted_with_all_that_it_held(held, settings, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        services.delete_draft(held.certificate)

    assert kept(settings) == []
    assert not Certificate.objects.exists()


def test_a_draft_that_was_submitted_before_stays_on_record(company):
    reopened = CertificateFactory(supplier=company, status=Status.DRAFT, submitted_at=NOON)

    with pytest.raises(services.KeptOnRecord):
        services.delete_draft(reopened)
