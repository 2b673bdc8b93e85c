"""Files of claims: which ones rows hold."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from buyers.disputes.models import ClaimFile, ClaimPage


def stored_names() -> Iterator[str]:
    """Names of all files that claims hold, for the sweep of files that no row names."""
    return chain.from_iterable(
        rows.values_list("stored_name", flat=True).iterator() for rows in (ClaimFile.objects, ClaimPage.objects)
    )
