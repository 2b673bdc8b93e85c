"""Documents of shipments in the demonstration: what the site issues from data, what people upload, and a recall notice."""

from __future__ import annotations

from datetime import timedelta

from buyers.delivery.models import Shipment
from buyers.delivery.notices.notice import Notice
from buyers.delivery.services.issued.documents import issue
from buyers.delivery.services.issued.drafts import draft_of
from buyers.delivery.services.packs.evidence import AFTER, submit_pack
from buyers.delivery.services.packs.reading import read_pack
from buyers.delivery.services.packs.uploads import Facts, add_document
from buyers.delivery.services.recalls.loading import load_notices
from buyers.trade.models import Side
from kpmarket.site.demo.world.stage import Stage

OF_THE_ORDER = ("proforma_invoice",)
"""Issued kinds that are not about one shipment."""


def issue_of(stage: Stage, shipment: Shipment, kinds: tuple[str, ...], day: int, *, hour: int = 2) -> None:
    """The supplier issues these documents with the values that the site computed."""
    order, at = shipment.order, stage.at(day, hour)
    for kind in kinds:
        of_it = None if kind in OF_THE_ORDER else shipment
        document = draft_of(order, kind, of_it, at=at)
        issue(order.pk, document, of_it, before=0, by=stage.acting(order, Side.SUPPLIER), at=at)


def complete(stage: Stage, shipment: Shipment, day: int) -> None:
    """Everything that is still open is put on file by the side whose it is, and the supplier submits the whole list."""
    order = shipment.order
    issued_on = stage.on + timedelta(days=day - 1)
    for number, line in enumerate(read_pack(order, shipment, at=stage.at(day, 3)).lines, start=1):
        if not line.is_open or line.made_here or line.stage in AFTER:
            continue
        side = Side(line.side)
        facts = Facts(line.kind, f"D{number:02d}-26{shipment.pk:04d}", order.supplier.name_en, issued_on)
        sheet = stage.sheet(order, line.label.en, issued_on, {"number": facts.number})
        by, at = stage.acting(order, side), stage.at(day, 3)
        add_document(order, facts, shipment=shipment, side=side, by=by, at=at, files=(sheet,))
    issue_of(stage, shipment, ("document_index",), day, hour=4)
    submit_pack(shipment, side=Side.SUPPLIER, by=stage.acting(order, Side.SUPPLIER), at=stage.at(day, 5))


def warn(stage: Stage, lot: str, day: int) -> None:
    """A notice of an authority that names a lot on its way: a question for the desk, no finding."""
    notice = Notice(
        source_id="DEMO-FSN-2611-07",
        title="Field safety notice (invented): outer wrap may open during transport",
        text="Users in two hospitals found opened wraps. Check stock of the batch below and set opened units aside.",
        lots=(lot,),
        grade="to be assessed",
        origin="China",
        published_on=stage.on + timedelta(days=day),
    )
    load_notices((notice,), "demonstration", at=stage.at(day, 6))
