"""Every certificate's specimen, stored as if it had been uploaded."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import cast

from django.core.files.base import ContentFile

from kpmarket.foundation.storage import files
from kpmarket.site.demo import documents as specimens
from kpmarket.site.demo.printing import Kind, PrintedDocument, PrintPool
from kpmarket.site.demo.world.evidence import Document
from suppliers.documents.results import EncodedImage
from suppliers.models import CertificateFile, CertificatePage, CertificateType

IMAGE_ONE_IN = 11
"""One document in eleven is a scan or a photograph, the others are PDF files."""


def order_prints(pool: PrintPool, documents: list[Document]) -> Iterator[PrintedDocument]:
    """Start printing all documents; the iterator yields them in order."""
    types = CertificateType.objects.in_bulk()
    return pool.prints(
        [(_specimen(document, types, number), _file_kind(number)) for number, document in enumerate(documents)]
    )


def store(documents: list[Document], prints: Iterator[PrintedDocument]) -> None:
    """Store what was printed as if it had been uploaded."""
    rows, pages = [], []
    for document, printed in zip(documents, prints, strict=True):
        file = _store_file(document, printed)
        rows.append(file)
        pages.append([_store_page(file, number, page) for number, page in enumerate(printed.pages, start=1)])
    CertificateFile.objects.bulk_create(rows, batch_size=500)
    CertificatePage.objects.bulk_create([page for of_file in pages for page in of_file], batch_size=500)


def _file_kind(number: int) -> Kind:
    if number % IMAGE_ONE_IN:
        return "pdf"
    return "png" if number % (3 * IMAGE_ONE_IN) == 0 else "jpeg"


def _specimen(document: Document, types: dict[str, CertificateType], number: int) -> specimens.Document:
    row, company = document.row, document.group.firm.company
    kind = types[str(row.certificate_type_id)]
    person = company.people[0]
    return specimens.Document(
        type_id=kind.pk,
        type_name_en=kind.name_en,
        type_name_zh=kind.name_zh,
        number=row.number,
        issuer_en=document.issuer.name_en,
        issuer_zh=document.issuer.name_zh,
        issuer_number=document.issuer.number,
        holder_en=company.name_en,
        holder_zh=company.name_zh,
        address_en=company.address_en,
        address_zh=company.address_zh,
        articles=tuple(
            specimens.Article(product.name_en, product.name_zh, product.model) for product in document.group.products
        ),
        issued_on=cast(date, row.issued_on),
        valid_from=cast(date, row.valid_from),
        valid_until=row.valid_until,
        credit_code=company.credit_code,
        person_en=person.name_en,
        person_zh=person.name_zh,
        standard=str(row.stated.get("standard", "")),
        scope=str(row.stated.get("scope", "")),
        languages=tuple(row.stated.get("languages", ())),
        product_type=document.group.product_type,
        variant="II" if kind.pk.endswith("export_only") else "I",
        seed=number,
    )


def _store_file(document: Document, printed: PrintedDocument) -> CertificateFile:
    original = files.store(ContentFile(printed.original))
    return CertificateFile(
        certificate=document.row,
        original_name=f"{document.row.certificate_type_id}-{document.row.pk}.{printed.kind}",
        stored_name=original.name,
        kind=printed.kind,
        size=original.size,
        sha256=original.sha256,
        uploaded_at=document.row.created_at,
    )


def _store_page(file: CertificateFile, number: int, page: EncodedImage) -> CertificatePage:
    stored = files.store_bytes(page.data, page.suffix)
    return CertificatePage(
        file=file, number=number, stored_name=stored.name, width=page.width, height=page.height, sha256=stored.sha256
    )
