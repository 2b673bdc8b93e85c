"""The files of a certificate: kept as they came, rendered in the sandbox, refused with a reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.db.models import QuerySet

from kpmarket.accounts.models import User
from kpmarket.foundation.storage import files, scanner
from kpmarket.foundation.storage.files import StoredFile
from kpmarket.foundation.storage.scanner import Verdict
from suppliers.certificates.services import Frozen, lock_editable
from suppliers.documents import render
from suppliers.documents.results import Code, PageImages, Refused
from suppliers.models import Certificate, CertificateFile, CertificatePage, Supplier
from suppliers.readings import jobs, rendering


class FileRefused(Exception):
    """The file was not taken, and nothing of it was kept."""

    def __init__(self, refused: Refused) -> None:
        super().__init__(refused.code)
        self.refused = refused


class AlreadyThere(Exception):
    """This very file is already in this certificate."""


class KeptOnRecord(Exception):
    """Auditors may have looked at it, so it stays."""


@dataclass(frozen=True)
class StoredPageImage:
    number: int
    width: int
    height: int
    stored: StoredFile

    def columns(self) -> dict[str, Any]:
        """The columns of its row; see ``suppliers.models.stored_file.PageImage``."""
        return {
            "number": self.number,
            "stored_name": self.stored.name,
            "width": self.width,
            "height": self.height,
        }


@dataclass(frozen=True)
class StoredUpload:
    """An original in private storage, and the images of its pages."""

    name: str
    kind: str
    original: StoredFile
    pages: tuple[StoredPageImage, ...]
    scan: Verdict
    taken: str = ""
    """When the camera says that a photograph was taken; see ``PageImages``."""

    def columns(self) -> dict[str, Any]:
        """The columns of its row, with the digest; see ``suppliers.models.stored_file.StoredOriginal``."""
        return {
            "original_name": self.name,
            "stored_name": self.original.name,
            "kind": self.kind,
            "size": self.original.size,
            "sha256": self.original.sha256,
        }


def create_draft_with_file(supplier: Supplier, upload: File[bytes], *, by: User, at: datetime) -> CertificateFile:
    """A new certificate that holds this file, for its fields to be filled in."""
    with store_and_render(upload, by, at) as stored, transaction.atomic():
        certificate = Certificate.objects.create(supplier=supplier, created_by=by, created_at=at)
        return _create_file(stored, certificate, by, at)


def add_file(certificate: Certificate, upload: File[bytes], *, by: User, at: datetime) -> CertificateFile:
    """One more file for a certificate that may still change."""
    if certificate.is_frozen:
        raise Frozen
    with store_and_render(upload, by, at) as stored, transaction.atomic():
        row = lock_editable(certificate)
        if row.files.kept().filter(sha256=stored.original.sha256).exists():
            raise AlreadyThere
        return _create_file(stored, row, by, at)


@transaction.atomic
def remove_file(file: CertificateFile, *, at: datetime) -> None:
    """Take a file out. What auditors may have looked at is hidden and kept; other files are deleted."""
    certificate = lock_editable(file.certificate)
    if certificate.submitted_at:
        CertificateFile.objects.filter(pk=file.pk, removed_at=None).update(removed_at=at)
        return
    _forget_on_commit([file])
    CertificateFile.objects.filter(pk=file.pk).delete()


@transaction.atomic
def delete_draft(certificate: Certificate) -> None:
    """Delete a draft that was never submitted, with its files."""
    row = lock_editable(certificate)
    if row.submitted_at:
        raise KeptOnRecord
    files_of_it = list(row.files.prefetch_related("pages"))
    _forget_on_commit(files_of_it)
    row.files.all().delete()
    row.delete()


def twins(certificate: Certificate) -> QuerySet[Certificate]:
    """Other certificates of the company that hold one of this certificate's files, byte for byte."""
    hashes = certificate.files.kept().values("sha256")
    same = CertificateFile.objects.kept().filter(sha256__in=hashes)
    others = Certificate.objects.filter(supplier=certificate.supplier_id).exclude(pk=certificate.pk)
    return others.filter(pk__in=same.values("certificate")).select_related("certificate_type")


@contextmanager
def store_and_render(upload: File[bytes], by: User | str, at: datetime) -> Iterator[StoredUpload]:
    """The upload, stored and rendered; whatever fails from here on leaves nothing of it behind. ``by``: see ``on_allowance``."""
    original = files.store(upload)
    stored = [original.name]
    try:
        scan, rendered = _scan_and_render(original.name, by, at)
        pages = []
        for page in rendered.pages:
            picture = files.store_bytes(page.image.data, page.image.suffix)
            stored.append(picture.name)
            pages.append(StoredPageImage(page.number, page.image.width, page.image.height, picture))
        yield StoredUpload(
            files.safe_name(upload.name or ""), str(rendered.kind), original, tuple(pages), scan, rendered.taken
        )
    except BaseException:
        _forget(stored)
        raise


def _scan_and_render(name: str, by: User | str, at: datetime) -> tuple[Verdict, PageImages]:
    """The scanner's verdict and the pages of a stored original. Raises FileRefused."""
    with files.local_copy(name) as path:
        scan = scanner.scan(path)
        if scan == Verdict.FOUND:
            raise FileRefused(Refused(Code.MALWARE))
        rendered = rendering.on_allowance(partial(render.pages, path), by=by, at=at)
    if isinstance(rendered, Refused):
        raise FileRefused(rendered)
    return scan, rendered


def _create_file(stored: StoredUpload, certificate: Certificate, by: User, at: datetime) -> CertificateFile:
    file = CertificateFile.objects.create(certificate=certificate, uploaded_by=by, uploaded_at=at, **stored.columns())
    CertificatePage.objects.bulk_create(
        CertificatePage(file=file, sha256=page.stored.sha256, **page.columns()) for page in stored.pages
    )
    if jobs.reuse(file, at=at, scan=stored.scan) is None:
        jobs.enqueue(file, at=at, scan=stored.scan)
    return file


def _forget_on_commit(gone: Iterable[CertificateFile]) -> None:
    names = [name for file in gone for name in (file.stored_name, *(page.stored_name for page in file.pages.all()))]
    transaction.on_commit(partial(_forget, names))


def _forget(names: Iterable[str]) -> None:
    for name in names:
        files.remove(name)
