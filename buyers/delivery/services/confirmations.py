"""Rows of our data files that an officer compared with their sources: what was confirmed, and what is doubted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from audits.desk import log, permissions
from buyers.delivery.models import FactConfirmation
from buyers.terms.data_rows import UNSURE, DataRow, data_rows
from kpmarket.accounts.models import User

Key = tuple[str, str]
"""A file and the id of a row in it."""
WHAT_IT_STOPS: Mapping[str, Promise] = {
    "documents.yaml": _("Once confirmed, a shipment is not ready while this document is missing."),
    "apostille.csv": _(
        "Once confirmed, documents of origin ask for an apostille or for legalisation at the consulate."
    ),
    "dangerous_goods.yaml": _("Once confirmed, dangerous goods are not ready to ship without what this row asks for."),
    "incoterms.yaml": _("It says who does what under the delivery terms, and which terms fit a shipment."),
    "milestones.yaml": _("It is offered as a payment plan or evidence; orders keep what they were signed with."),
    "legal.yaml": _("It is shown where a contract is made and next to deadlines of cases."),
    "cisg.csv": _("The contract's page says whether the convention applies between the two countries."),
    "new_york.csv": _("The contract's page says whether an award can be enforced in the buyer's country."),
}
"""What rests on the rows of each file. Rows of other files are shown with their confidence and stop nothing."""
RESTS_NOTHING = _("It is shown with its confidence and stops nothing.")


class UnknownRow(Exception):
    """No row of that id stands in that file, or it is sure already."""


class RowChanged(Exception):
    """The row was changed since the officer read it."""


@dataclass(frozen=True)
class RowState:
    """A row with its last entry; ``latest`` is None where nobody compared the row as it reads now."""

    row: DataRow
    latest: FactConfirmation | None

    @property
    def is_confirmed(self) -> bool:
        return self.latest is not None and self.latest.verdict == FactConfirmation.Verdict.CONFIRMED

    @property
    def is_doubted(self) -> bool:
        return self.latest is not None and self.latest.verdict == FactConfirmation.Verdict.DOUBTED

    @property
    def stops(self) -> Promise:
        return WHAT_IT_STOPS.get(self.row.file, RESTS_NOTHING)


def confirmed_rows() -> frozenset[Key]:
    """Rows of low or medium confidence that an officer confirmed as they read now. One query."""
    return frozenset((one.row.file, one.row.id) for one in row_states() if one.is_confirmed)


def row_states() -> list[RowState]:
    """Every row of low or medium confidence, in the order of files. One query."""
    latest = {(one.file, one.row): one for one in FactConfirmation.objects.select_related("by").order_by("at", "pk")}
    return [_state(row, latest) for row in data_rows() if row.confidence in UNSURE]


def row_state(file: str, row: str) -> RowState:
    """One of them. Raises UnknownRow."""
    found = next((one for one in row_states() if (one.row.file, one.row.id) == (file, row)), None)
    if found is None:
        raise UnknownRow
    return found


def entries_of(row: DataRow) -> list[FactConfirmation]:
    """All entries of that row, the latest first, those about earlier texts of it too."""
    return list(FactConfirmation.objects.filter(file=row.file, row=row.id).select_related("by").order_by("-at", "-pk"))


@transaction.atomic
def record(
    file: str, row: str, *, digest: str, verdict: FactConfirmation.Verdict, note: str, by: User, at: datetime
) -> FactConfirmation:
    """Record that this person compared the row with its source; ``digest`` is that of the text that was read.

    Raises SeniorOnly, NotAnAuditor, UnknownRow, RowChanged.
    """
    permissions.require_senior_office(by, at=at)
    state = row_state(file, row)
    if state.row.digest != digest:
        raise RowChanged
    made = FactConfirmation.objects.create(file=file, row=row, digest=digest, verdict=verdict, note=note, by=by, at=at)
    content = {"file": file, "row": row, "digest": digest, "verdict": str(verdict), "note": note}
    log.append(act="fact_compared", subject=f"fact:{file}", by=by, at=at, content=content)
    return made


def _state(row: DataRow, latest: Mapping[Key, FactConfirmation]) -> RowState:
    entry = latest.get((row.file, row.id))
    return RowState(row, entry if entry and entry.digest == row.digest else None)
