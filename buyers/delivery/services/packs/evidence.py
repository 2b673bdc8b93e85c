"""The whole list of documents as evidence of the order: submitted by one press once nothing of it is open."""

from __future__ import annotations

from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from buyers.delivery.models import Shipment
from buyers.delivery.services.packs.reading import ReadPack, read_pack
from buyers.delivery.services.packs.words import kind_name
from buyers.terms.delivery.documents import PackLine
from buyers.trade.models import Evidence, Side
from buyers.trade.services.evidence import Submission, submit_evidence, today_of
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


def submit_pack(shipment: Shipment, *, side: Side, by: User, at: datetime) -> Evidence:
    """Submit what is on file as evidence, with its index in the note.

    Raises NotComplete, NoContract, and what ``submit_evidence`` refuses.
    """
    read = read_pack(shipment.order, shipment, at=at)
    if lines := open_lines(read):
        raise NotComplete(lines)
    submission = Submission(KIND, today_of(shipment.order, side, at), note=index_of(read))
    return submit_evidence(shipment.order, submission, side=side, by=by, at=at)


def index_of(read: ReadPack) -> str:
    """One line for each document on file: its kind, number and day."""
    rows = [
        " · ".join(filter(None, (kind_name(one.kind), one.number, date_format(one.issued_on) if one.issued_on else "")))
        for one in read.pack_facts.on_file
    ]
    title = _("Documents of shipment %(shipment)s") % {"shipment": str(read.shipment)}
    return "\n".join((title, *rows))[:MOST]
