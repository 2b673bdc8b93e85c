"""A shipment as a workbook: its lines, its lots, its documents with their states, and what contradicts itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from django.db.models import Q
from django.utils.translation import gettext as _

from buyers.delivery.models import Shipment, ShipmentDocument
from buyers.delivery.services.issued.cross_checks import findings_of
from buyers.delivery.services.issued.labels import LABELS, day, kind_words, one_line
from buyers.delivery.services.issued.overview import STATE_WORDS, State, state_of, versions_of
from buyers.terms.money import as_decimal
from buyers.trade.models.quote import CHINA
from buyers.trade.services.contracts import contract_in_force
from kpmarket.foundation.spreadsheets import Cell, make_workbook

Row = Sequence[Cell]


def shipment_workbook(shipment: Shipment) -> bytes:
    """The XLSX, its heads in the reader's language."""
    return make_workbook(
        {
            _("Lines"): [*_lines(shipment)],
            _("Lots"): [*_lots(shipment)],
            _("Documents"): [*_documents(shipment)],
            _("Contradictions"): [*_findings(shipment)],
        }
    )


def _head(*keys: str) -> list[str]:
    return [str(LABELS[key]) for key in keys]


def _lines(shipment: Shipment) -> Iterator[Row]:
    yield [*_head("line", "description"), _("Model"), *_head("hs", "quantity"), _("Unit"), *_head("price", "currency")]
    contract = contract_in_force(shipment.order)
    quantities: dict[int, int] = {}
    for lot in shipment.lots.all():
        quantities[lot.line] = quantities.get(lot.line, 0) + lot.quantity
    for line in contract.terms.lines if contract else ():
        if line.number in quantities:
            price = as_decimal(0, shipment.order.currency) + line.unit_price
            goods = (line.number, line.name or line.name_zh, line.model, line.hs_code, quantities[line.number])
            yield [*goods, line.unit, price, shipment.order.currency]


def _lots(shipment: Shipment) -> Iterator[Row]:
    yield _head("line", "lot", "made", "expires", "quantity", "cartons", "per_carton", "net", "gross", "volume")
    for lot in shipment.lots.all():
        yield [
            lot.line,
            lot.lot,
            day(lot.made_on),
            day(lot.expires_on),
            lot.quantity,
            *(_or_empty(value) for value in (lot.cartons, lot.pieces_per_carton)),
            *(_parts(value, 1000) for value in (lot.net_grams, lot.gross_grams)),
            _parts(lot.volume_cm3, 1_000_000),
        ]


def _documents(shipment: Shipment) -> Iterator[Row]:
    yield [*_head("kind", "number", "version", "day"), _("State"), _("Issued by"), *_head("digest")]
    for row in versions_of(shipment.order):
        if row.shipment_id in (None, shipment.pk):
            on = day(row.issued_at.astimezone(CHINA).date())
            state = str(STATE_WORDS[state_of(row)])
            yield [str(row.get_kind_display()), row.number, row.version, on, state, str(_("This site")), row.digest]
    uploads = ShipmentDocument.objects.filter(Q(shipment=shipment) | Q(shipment=None), order=shipment.order_id)
    for one in uploads.select_related("replaced_by", "withdrawal").prefetch_related("files"):
        digests = " ".join(file.sha256 for file in one.files.all())
        kind = one_line(kind_words(one.kind))
        yield [kind, one.number, "", day(one.issued_on), str(STATE_WORDS[_state(one)]), one.issuer, digests]


def _state(document: ShipmentDocument) -> State:
    if hasattr(document, "withdrawal"):
        return State.WITHDRAWN
    return State.REPLACED if hasattr(document, "replaced_by") else State.CURRENT


def _findings(shipment: Shipment) -> Iterator[Row]:
    yield [_("What differs"), _("Value"), _("Where it stands"), _("Other value"), _("Where it stands")]
    for one in findings_of(shipment.order, shipment):
        yield [one.sentence, one.left, one.left_place, one.right, one.right_place]


def _or_empty(value: int | None) -> Cell:
    return value if value is not None else ""


def _parts(value: int | None, parts: int) -> Cell:
    return Decimal(value) / parts if value is not None else ""
