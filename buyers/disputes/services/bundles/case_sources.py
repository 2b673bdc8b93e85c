"""What a bundle holds of a legal case: its days of law and its documents. No note, no step and no word about what it is."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePath

from django.utils.translation import gettext as _

from buyers.disputes.models import CasePage, LegalCase
from buyers.disputes.services.bundles.entries import Entry, json_entry, picture_entry


def entries_of_case(case: LegalCase) -> Iterator[Entry]:
    """What may leave the side of the client: counsel decides what of it a court gets."""
    days = case.deadlines.order_by("day", "pk").values("rule", "label", "since_day", "day", "source", "confidence")
    documents = case.files.order_by("pk").values("original_name", "sha256", "size", "uploaded_at")
    content = {
        "number": case.number,
        "kind": case.kind,
        "jurisdiction": case.jurisdiction,
        "opened_at": case.opened_at,
        "days_of_law": list(days),
        "documents": list(documents),
    }
    yield json_entry("case/case.json", _("Legal case"), content)
    for page in CasePage.objects.filter(file__case=case).order_by("file", "number").iterator():
        suffix = PurePath(page.stored_name).suffix
        name = f"case/file-{page.file_id}-page-{page.number}{suffix}"
        yield picture_entry(name, _("Document of the case"), page.stored_name)
