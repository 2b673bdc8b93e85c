"""Documents of a legal case: taken in through the sandbox, shown as pictures, on the case's page alone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import chain

from django.db import transaction

from buyers.disputes.models import CaseFile, CasePage, LegalCase
from buyers.disputes.services.cases.opening import lock_case
from buyers.disputes.services.cases.working import ClosedAlready
from kpmarket.accounts.models import User
from suppliers.certificates.files import StoredUpload


class TooManyFiles(Exception):
    """The case has as many files as one case takes."""


@transaction.atomic
def add_documents(case: LegalCase, uploads: Sequence[StoredUpload], *, by: User, at: datetime) -> list[CaseFile]:
    """Rows for files that are stored already; a file that the case has already is left out.

    Raises ClosedAlready, TooManyFiles.
    """
    locked = lock_case(case.pk)
    if not locked.is_open:
        raise ClosedAlready
    known = set(locked.files.values_list("sha256", flat=True))
    if len(known) + len(uploads) > CaseFile.MOST:
        raise TooManyFiles
    made = []
    for upload in uploads:
        if upload.original.sha256 in known:
            continue
        row = CaseFile.objects.create(case=locked, uploaded_by=by, uploaded_at=at, **upload.columns())
        CasePage.objects.bulk_create(CasePage(file=row, **page.columns()) for page in upload.pages)
        made.append(row)
    return made


def stored_names() -> Iterator[str]:
    """Names of all files that cases hold, for the sweep of files that no row names."""
    return chain.from_iterable(
        rows.values_list("stored_name", flat=True).iterator() for rows in (CaseFile.objects, CasePage.objects)
    )
