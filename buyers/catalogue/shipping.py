"""How the products of one page stand when the goods leave on another day than they arrive."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from audits.answers.shipped_on import statuses_if_shipped
from audits.models import NO_END
from buyers.catalogue.cards import capped_rows
from buyers.catalogue.filters import CatalogueFilter
from buyers.catalogue.particulars import Row
from buyers.catalogue.reference import Destination


def as_shipped(rows: Sequence[Row], chosen: CatalogueFilter, here: Destination, *, today: date) -> Sequence[Row]:
    """The rows, by China's rules of the day of shipping where one is named, and the destination's of the day of arrival.

    The lists themselves are by the day of arrival: only the products of one page are judged again, in a fixed number of
    queries. Where the answer is another one, no last day is known.
    """
    shipped = chosen.form.cleaned_data.get("shipped")
    rows = capped_rows(rows, chosen.overdue_types)
    if shipped is None or shipped == chosen.day or here.market is None or not rows:
        return rows
    found = statuses_if_shipped(
        [row.product_id for row in rows],
        market=here.market,
        country=here.code,
        on=chosen.day,
        shipped_on=shipped,
        today=today,
    )
    return [
        row if found[row.product_id] == row.state else row._replace(state=found[row.product_id], valid_until=NO_END)
        for row in rows
    ]
