"""What becomes of goods on their way: at sea in time and late, delivered short, an inspection that failed and is repeated.

Carriers, ships and numbers are invented; the digits that check the others are right.
"""

from __future__ import annotations

from buyers.delivery.services.shipments.legs import LegEntry
from buyers.trade.models import Side
from kpmarket.site.demo.world import shipment_documents, shipping
from kpmarket.site.demo.world.shipping import Kind, Said
from kpmarket.site.demo.world.stage import Days, Stage
from kpmarket.site.demo.world.stories import Deal, Story, up_to_inspection, up_to_production

LINE = "Demonstration Line (invented)"
FORWARDER = "Tidewater Freight Agency (invented)"
BY_SEA = {"kind": "bill_of_lading", "carrier": LINE}
BILL_TITLE, WAYBILL_TITLE = "Bill of lading", "Air waybill"
MADE_HERE = ("proforma_invoice", "commercial_invoice", "packing_list", "shipping_instruction")
WORKS = "Packing hall 2 of the supplier, gate on the north side"


def sea_legs(container: str, seal: str, bill: str, *, voyage: str) -> tuple[LegEntry, ...]:
    """From Shanghai to Hamburg, with another ship from Singapore on."""
    box = {"carrier": LINE, "container": container, "seal": seal, "bill": bill}
    return (
        LegEntry("sea", "CNSHA", "SGSIN", vehicle="Grey Heron (invented)", imo="IMO0246812", voyage=voyage, **box),
        LegEntry("sea", "SGSIN", "DEHAM", vehicle="Long Meadow (invented)", imo="IMO0317594", voyage="114W", **box),
    )


def at_sea(stage: Stage, deal: Deal) -> Story:
    """On the second ship, and expected before the day that was agreed."""
    order = yield from up_to_inspection(stage, deal, -75, Days(-18, 24), -33)
    yield -29
    stage.pay(order, 2, -29)
    yield -25
    sent = shipping.pack(stage, order, "GH26-0817", -25, mode="sea", forwarder=FORWARDER)
    shipping.route(stage, sent, sea_legs("ZZDU2611048", "KD448120", "DEMOSHA2611902", voyage="046S"), -25)
    shipping.report(stage, sent, Said("booked", "CNSHA", -25, -25))
    shipping.report(stage, sent, Said("arrived", "DEHAM", 18, -25, Kind.PLANNED))
    yield -24
    shipment_documents.issue_of(stage, sent, MADE_HERE, -24)
    yield -22
    facts = {**BY_SEA, "number": "DEMOSHA2611902"}
    shipping.report(stage, sent, Said("handed_over", "CNSHA", -22, -22), title=BILL_TITLE, facts=facts)
    yield -20
    shipping.report(stage, sent, Said("loaded", "CNSHA", -21, -20))
    shipping.report(stage, sent, Said("departed", "CNSHA", -20, -20))
    yield -11
    shipping.report(stage, sent, Said("arrived", "SGSIN", -12, -11))
    shipping.report(stage, sent, Said("discharged", "SGSIN", -11, -11))
    yield -7
    shipping.report(stage, sent, Said("departed", "SGSIN", -8, -7))
    shipping.report(stage, sent, Said("arrived", "DEHAM", 16, -7, Kind.EXPECTED))
    yield -6
    shipment_documents.complete(stage, sent, -6)


def late_at_sea(stage: Stage, deal: Deal) -> Story:
    """Left behind in Singapore: the expected day moved past the agreed one."""
    order = yield from up_to_inspection(stage, deal, -84, Days(-30, 6), -44)
    yield -40
    stage.pay(order, 2, -40)
    yield -36
    sent = shipping.pack(stage, order, "LM26-0733", -36, mode="sea", forwarder=FORWARDER)
    shipping.route(stage, sent, sea_legs("ZZDU3005425", "KD447903", "DEMOSHA2611655", voyage="044S"), -36)
    yield -35
    shipment_documents.issue_of(stage, sent, ("packing_list",), -35)
    yield -34
    facts = {**BY_SEA, "number": "DEMOSHA2611655"}
    shipping.report(stage, sent, Said("handed_over", "CNSHA", -34, -34), title=BILL_TITLE, facts=facts)
    shipping.report(stage, sent, Said("arrived", "DEHAM", 3, -34, Kind.EXPECTED))
    yield -31
    shipping.report(stage, sent, Said("departed", "CNSHA", -32, -31))
    yield -23
    shipping.report(stage, sent, Said("discharged", "SGSIN", -24, -23))
    yield -16
    said = "The ship sailed without our container: two boxes too many were booked. The next one calls on Friday."
    shipping.report(stage, sent, Said("irregular", "SGSIN", -16, -16, note=said))
    yield -15
    shipping.report(stage, sent, Said("arrived", "DEHAM", 15, -15, Kind.EXPECTED))
    yield -14
    stage.write(order, Side.BUYER, "When can we plan the truck from Hamburg? The wards have stock until the 20th.", -14)


def delivered_short(stage: Stage, deal: Deal) -> Story:
    """By air, and some are missing when the buyer counts."""
    order = yield from up_to_inspection(stage, deal, -70, Days(-12, 4), -26)
    yield -22
    stage.pay(order, 2, -22)
    yield -17
    sent = shipping.pack(stage, order, "GH26-0790", -17, mode="air", forwarder=FORWARDER)
    bill, carrier = "000-26110416", "Demonstration Air Cargo (invented)"
    leg = LegEntry("air", "CNPVG", "DEFRA", carrier=carrier, vehicle="DX 7042", bill=bill)
    shipping.route(stage, sent, (leg,), -17)
    yield -15
    facts = {"kind": "air_waybill", "carrier": carrier, "number": bill}
    shipping.report(stage, sent, Said("handed_over", "CNPVG", -15, -15), title=WAYBILL_TITLE, facts=facts)
    yield -13
    shipping.report(stage, sent, Said("departed", "CNPVG", -14, -13))
    shipping.report(stage, sent, Said("arrived", "DEFRA", -13, -13))
    yield -10
    shipping.report(stage, sent, Said("customs_released", "DEFRA", -11, -10))
    yield -8
    received = {"condition": "sound"}
    shipping.report(stage, sent, Said("delivered", "DEFRA", -9, -8), title="Delivery note", facts=received)
    yield -7
    missing = max(1, deal.offer.lines[0].quantity // 25)
    note = "One pallet carried fewer cartons than the list; the film around it was cut and taped again."
    shipping.check_short(stage, sent, missing, note, -7)
    yield -2
    shipment_documents.warn(stage, "GH26-0790", -2)


def inspection_repeated(stage: Stage, deal: Deal) -> Story:
    """The inspector found too much; the supplier sorts the goods, and another day is booked."""
    order = yield from up_to_production(stage, deal, -48, Days(14, 54))
    yield -20
    first = shipping.book(stage, order, -20, -8, WORKS)
    yield -19
    shipping.agree(stage, first, -19)
    yield -8
    note = (
        "Seam open over more than 5 mm on 31 of the pieces opened; black specks on 12. Outer cartons 14 and 15 damp at the "
        "base. Goods stay on hold at the works."
    )
    shipping.find(stage, first, {"critical": 0, "major": 31, "minor": 12}, note, "HV-26-2031", -8)
    yield -5
    text = "All cartons of the night shift are being opened and sorted. We are ready for another look next week."
    stage.write(order, Side.SUPPLIER, text, -5)
    yield -4
    second = shipping.book(stage, order, -4, 8, WORKS, repeats=first)
    yield -3
    shipping.agree(stage, second, -3)
