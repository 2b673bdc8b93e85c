"""Files attached to enquiries and messages: taken in, scanned and rendered as certificates are, shown as pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from itertools import chain

from django.core.files.base import File

from buyers.models import Attachment, AttachmentPage, Enquiry, Message
from kpmarket.accounts.models import User
from kpmarket.foundation.storage.files import safe_name
from suppliers.certificates.files import FileRefused, StoredUpload, store_and_render
from suppliers.documents.results import Refused


class AttachmentRefused(Exception):
    """A file was not taken, and nothing was sent."""

    def __init__(self, name: str, refused: Refused) -> None:
        super().__init__(refused.code)
        self.name, self.refused = name, refused


@contextmanager
def stored_uploads(uploads: Sequence[File[bytes]], *, by: User, at: datetime) -> Iterator[list[StoredUpload]]:
    """The files, stored and rendered; whatever fails inside leaves none of them behind. Raises AttachmentRefused."""
    with ExitStack() as stack:
        stored = []
        for upload in uploads:
            try:
                stored.append(stack.enter_context(store_and_render(upload, by, at)))
            except FileRefused as error:
                raise AttachmentRefused(safe_name(upload.name or ""), error.refused) from error
        yield stored


def attach(
    uploads: Sequence[StoredUpload], *, enquiry: Enquiry, message: Message | None, by: User, at: datetime
) -> None:
    """Rows for files that are stored already; in the transaction of what they go with."""
    for upload in uploads:
        row = Attachment.objects.create(
            enquiry=enquiry,
            message=message,
            uploaded_by=by,
            uploaded_at=at,
            **upload.columns(),
        )
        AttachmentPage.objects.bulk_create(AttachmentPage(attachment=row, **page.columns()) for page in upload.pages)


def stored_names() -> Iterator[str]:
    """Names of all files that attachments hold, for the sweep of files that no row names."""
    return chain.from_iterable(
        rows.values_list("stored_name", flat=True).iterator() for rows in (Attachment.objects, AttachmentPage.objects)
    )
