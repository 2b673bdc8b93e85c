"""All documents of a shipment as one ZIP, made while it is sent: files that we issued, and pictures of what was uploaded.

Uploaded originals are never given out (decision 7): the ZIP holds the same pictures of pages that the site shows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePath

from django.db.models import Q

from buyers.delivery.models import Shipment, ShipmentDocument
from buyers.delivery.services.issued.documents import current_documents
from buyers.delivery.services.issued.workbook import shipment_workbook
from buyers.trade.services.contract_pdf import contract_pdf
from buyers.trade.services.contracts import contract_in_force
from kpmarket.foundation.serving.zip_stream import Enclosed, stored_pieces, zipped

NAME_LENGTH = 60


def archive_of(shipment: Shipment, *, at: datetime) -> Iterator[bytes]:
    """The ZIP, piece by piece. What it holds is read from the database before the first piece."""
    return zipped([*_issued_files(shipment), *_pictures(shipment), _workbook(shipment, at)])


def _issued_files(shipment: Shipment) -> Iterator[Enclosed]:
    order = shipment.order
    contract = contract_in_force(order)
    if contract is not None:
        contract.order = order
        signed = max(one.at for one in contract.signatures.all())
        yield Enclosed(f"issued/contract-{order.number}-v{contract.version}.pdf", signed, (contract_pdf(contract),))
    for one in current_documents(order, shipment):
        yield Enclosed(f"issued/{one.number}-v{one.version}.pdf", one.issued_at, stored_pieces(one.stored_name))


def _pictures(shipment: Shipment) -> Iterator[Enclosed]:
    """Pictures of pages, by the kind and number of their document."""
    mine = ShipmentDocument.objects.filter(
        Q(shipment=shipment) | Q(shipment=None), order=shipment.order_id, replaced_by=None, withdrawal=None
    )
    for document in mine.prefetch_related("files__pages"):
        pages = [page for file in document.files.all() for page in file.pages.all()]
        folder = f"uploaded/{document.kind}-{document.pk}{_in_name(document.number)}"
        for number, page in enumerate(pages, start=1):
            name = f"{folder}/page-{number:03d}{PurePath(page.stored_name).suffix}"
            yield Enclosed(name, document.added_at, stored_pieces(page.stored_name))


def _workbook(shipment: Shipment, at: datetime) -> Enclosed:
    return Enclosed(f"{shipment}.xlsx", at, (shipment_workbook(shipment),))


def _in_name(number: str) -> str:
    """The number as far as it fits into the name of a folder on every system."""
    plain = re.sub(r"[^A-Za-z0-9._-]+", "-", number)[:NAME_LENGTH].strip("-.")
    return f"-{plain}" if plain else ""
