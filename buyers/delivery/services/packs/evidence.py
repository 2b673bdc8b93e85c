"""The whole list of documents as evidence of the order: submitted by one press once nothing of it is open."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.delivery.models import Shipment
from buyers.delivery.services.packs.reading import ReadPack, read_pack
from buyers.delivery.services.packs.words import kind_name
from buyers.delivery.services.shipments.proofs import concerned_by
from buyers.terms.delivery.documents import PackLine
from buyers.trade.models import Evidence, EvidenceAnswer, Side
from buyers.trade.services.evidence import Submission, SubmittedAlready, submit_evidence, today_of
from buyers.trade.services.fact_rows import Submitted
from buyers.trade.services.ledger import lock_order
from kpmarket.accounts.models import User

KIND = "document_pack"
AFTER = ("at_arrival", "after_delivery")
"""Stages whose documents come later than the goods leave."""
MOST = 2000
"""Characters of a note."""


class NotComplete(Exception):
    """Documents that the supplier's side has to bring are still open: ``lines``."""

    def __init__(self, lines: tuple[PackLine, ...]) -> None:
        super().__init__(lines)
        self.lines = lines


def open_lines(read: ReadPack) -> tuple[PackLine, ...]:
    """What keeps the documents from being complete: open lines of the supplier's side that count, up to the shipment."""
    return tuple(
        one
        for one in read.lines
        if one.is_open and one.side == Side.SUPPLIER and one.stage not in AFTER and (one.is_sure or one.made_here)
    )


def submission_of(read: ReadPack) -> Submitted | None:
    """The documents of this shipment as they were submitted, unless they came back or were withdrawn."""
    gone = (EvidenceAnswer.Verdict.RETURNED, EvidenceAnswer.Verdict.WITHDRAWN)
    mine = [one for one in read.facts.evidence if one.row.kind == KIND and _is_of(one.row, read.shipment)]
    return next((one for one in mine if one.answer is None or one.answer.verdict not in gone), None)


@transaction.atomic
def submit_pack(shipment: Shipment, *, side: Side, by: User, at: datetime) -> list[Evidence]:
    """Submit what is on file as evidence for what travels in the shipment, with its index in the note.

    Documents of one shipment prove nothing about goods that leave with another: the rows name lines and units.
    Raises NotComplete, NoContract, NothingInside, and what ``submit_evidence`` refuses.
    """
    order = lock_order(shipment.order_id)
    read = read_pack(order, shipment, at=at)
    if lines := open_lines(read):
        raise NotComplete(lines)
    if submission_of(read):
        raise SubmittedAlready
    day, note, facts = today_of(order, side, at), index_of(read), {"shipment": str(shipment)}
    wanted = [Submission(KIND, day, *one, facts=facts, note=note) for one in concerned_by(shipment)]
    return [submit_evidence(order, one, side=side, by=by, at=at) for one in wanted]


def _is_of(row: Evidence, shipment: Shipment | None) -> bool:
    return shipment is not None and row.facts.get("shipment") == str(shipment)


def index_of(read: ReadPack) -> str:
    """One line for each document on file: its kind, number and day."""
    rows = [
        " · ".join(filter(None, (kind_name(one.kind), one.number, date_format(one.issued_on) if one.issued_on else "")))
        for one in read.pack_facts.on_file
    ]
    title = _("Documents of shipment %(shipment)s") % {"shipment": str(read.shipment)}
    return "\n".join((title, *rows))[:MOST]
