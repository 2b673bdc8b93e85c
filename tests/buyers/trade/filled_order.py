"""An order that has rows of everything that an order can have rows of."""

from datetime import date, datetime, timezone

from buyers.delivery.models import (
    CheckedQuantity,
    DeliveryCheck,
    GoodsFacts,
    Inspection,
    InspectionReport,
    InspectionStep,
    ReportLine,
    ShipmentDocument,
)
from buyers.disputes.models import ClaimStep, SanctionsList, Screening, ScreeningHit
from buyers.trade.models import EvidenceFile, EvidencePage
from tests.buyers.trade.deals import DEPOSIT, arrives
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import CertificateFactory, CertificateTypeFactory
from tests.factories.delivery import (
    IssuedDocumentFactory,
    LegFactory,
    ShipmentEventFactory,
    ShipmentLotFactory,
    TemperatureLogFactory,
)
from tests.factories.disputes import ClaimFactory
from tests.factories.trade import (
    BankAccountFactory,
    EvidenceAnswerFactory,
    EvidenceFactory,
    HolderFactory,
    OrderMessageFactory,
)

NIGHT = datetime(2026, 11, 24, 23, 45, 10, 120_000, tzinfo=timezone.utc)  # noqa: UP017 (hours of another day in China)


def filled_order(count):
    """``count`` lines, and as many rows of each kind."""
    order = watched_order(holder=HolderFactory(), lines=count)
    order.account = BankAccountFactory(holder=order.holder)
    arrives(order, DEPOSIT * count)
    for number in range(1, count + 1):
        OrderMessageFactory(order=order, text=f'Pallet {number}: "seals" are intact, 封条完好 ✓')
        _evidence_of(order, number)
        _shipment_of(order, number)
        _inspection_of(order, number)
        _disputes_about(order, number)
    _policy_of(order)
    return order


def _evidence_of(order, number):
    """Production that began, with a photograph; and goods handed over, so that there is something to check."""
    began = EvidenceFactory(order=order)
    file = EvidenceFile.objects.create(
        evidence=began, original_name="line 2.jpg", stored_name=f"e-{number}", kind="jpg", size=9, sha256="1" * 64
    )
    EvidencePage.objects.create(file=file, number=1, stored_name=f"p-{number}", width=80, height=100)
    facts = {"kind": "bill_of_lading", "number": f"HLCUSHA261{number}", "carrier": "Hapag-Lloyd"}
    left = EvidenceFactory(
        order=order, event="transport_document", kind="transport_document", line=number, quantity=900, facts=facts
    )
    EvidenceAnswerFactory(evidence=left)


def _shipment_of(order, number):
    shipment = LegFactory(shipment__order=order, shipment__number=number).shipment
    event = ShipmentEventFactory(shipment=shipment)
    ShipmentEventFactory(shipment=shipment, retracts=event)
    lot = ShipmentLotFactory(shipment=shipment)
    TemperatureLogFactory(shipment=shipment)
    IssuedDocumentFactory(shipment=shipment)
    by = {"order": order, "line": number}
    GoodsFacts.objects.create(
        **by, is_dangerous=False, keep_low=200, keep_high=800, stated_by=order.seller, stated_at=NIGHT
    )
    ShipmentDocument.objects.create(
        order=order, kind="vgm", side="supplier", issued_on=date(2026, 11, 25), added_by=order.seller, added_at=NIGHT
    )
    check = DeliveryCheck.objects.create(
        order=order, looked_on=date(2026, 11, 24), checked_by=order.placed_by, checked_at=NIGHT
    )
    CheckedQuantity.objects.create(check_made=check, line=number, lot=lot, outcome="damaged", quantity=7)


def _inspection_of(order, number):
    made = Inspection.objects.create(
        order=order,
        number=number,
        stage="pre_shipment",
        level="II",
        classes={"major": "2.5"},
        is_tightened=False,
        place="Wuhan",
        day=date(2026, 11, 20),
        packed_percent=100,
        organisation="Bureau Veritas Wuhan",
        paid_by="buyer",
        side="buyer",
        proposed_by=order.placed_by,
        proposed_at=NIGHT,
    )
    InspectionStep.objects.create(inspection=made, kind="agreed", side="supplier", by=order.seller, at=NIGHT)
    report = InspectionReport.objects.create(
        inspection=made,
        number=f"BV-{number}",
        own_result="passed",
        barcodes="readable",
        started_at=NIGHT,
        finished_at=NIGHT,
        reported_by=order.placed_by,
        received_at=NIGHT,
    )
    found = EvidenceFactory(
        order=order, event="inspection_passed", kind="inspection_report", facts={"result": "passed"}
    )
    ReportLine.objects.create(report=report, line=1, sample=500, counted=50_000, defects={"major": 3}, evidence=found)


def _disputes_about(order, number):
    claim = ClaimFactory(order=order, number=number)
    ClaimStep.objects.create(
        claim=claim, kind="message", side="buyer", by=order.placed_by, at=NIGHT, text="See photo 3."
    )
    published = date(2026, 11, number)
    source = SanctionsList.objects.create(
        list_id=f"list_{number}", published_on=published, sha256=str(number) * 64, count=1, loaded_at=NIGHT
    )
    compared = Screening.objects.create(order=order, role="buyer", name="Hafenklinik Lindenau", source=source, at=NIGHT)
    ScreeningHit.objects.create(
        screening=compared, number="9021", kind="entity", name="HAFENKLINIK LINDENAU OOO", score=91, why="inside"
    )


def _policy_of(order):
    kind = CertificateTypeFactory(id="product_liability_insurance", facts={"covers": "company"})
    CertificateFactory(
        supplier=order.supplier, certificate_type=kind, status="approved", stated={"insured": "USD 5000000"}
    )
