"""Everything that is compared with the decision log: rows both ways, sealed days, clearances, stored files."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

from django.db.models import F

from audits.clearances import judging
from audits.desk import decider_names, heads, log_and_rows, log_and_site_audits, log_days, stored_pages
from audits.desk.log_and_rows import Difference
from audits.desk.stored_pages import SLICES
from audits.law.current import NoRulebook
from suppliers.models import Product


def confirmed_differences(*, slice_number: int | None = None, with_files: bool = True) -> list[Difference]:
    """What differs from the log in two looks: who decides while we compare makes a difference that the second look has not."""
    first = list(_differences(slice_number, with_files))
    again = set(_differences(slice_number, with_files)) if first else set()
    return [one for one in first if one in again]


def _differences(slice_number: int | None, with_files: bool) -> Iterator[Difference]:
    """With ``slice_number``, any number that goes up each day, one in SLICES of the products is judged again, and of the
    documents' stored files one in SLICES is read."""
    yield from log_and_rows.differences()
    yield from log_and_site_audits.differences()
    yield from (Difference("sealed", sequence, what) for sequence, what in log_days.changed_days())
    yield from (Difference("name", sequence, what) for sequence, what in decider_names.changed_names())
    yield from (Difference("head", head.entries, "signed head") for head in heads.lost_heads())
    products = Product.objects.only("pk").order_by("pk")
    if slice_number is not None:
        products = products.annotate(part=F("pk") % SLICES).filter(part=slice_number % SLICES)
    with contextlib.suppress(NoRulebook):
        yield from (Difference("clearance", 0, f"product:{key}") for key in judging.drift(products))
    if with_files:
        yield from (Difference("stored", 0, what) for what in stored_pages.changed_files(slice_number=slice_number))
