"""Deliveries of the access world: of the order that ``buyer`` has with the shop, and rows of the desk."""

from datetime import timedelta
from io import BytesIO

from django.utils import timezone
from PIL import Image

from buyers.delivery.models import (
    CheckFile,
    CheckPage,
    DeliveryCheck,
    FactConfirmation,
    GuestLink,
    Inspection,
    InspectionLine,
    InspectionPhoto,
    InspectionPhotoPage,
    InspectionStep,
    RecallNotice,
    RecallQuestion,
    ShipmentDocument,
    ShipmentDocumentFile,
    ShipmentDocumentPage,
)
from buyers.delivery.services.guests import digest_of_token
from buyers.delivery.services.issued.codes import check_code
from buyers.trade.models import EvidencePage, OrderLetter
from kpmarket.foundation.storage import files
from tests.factories import SupplierFactory
from tests.factories.delivery import (
    IssuedDocumentFactory,
    ShipmentFactory,
    TemperatureLogFactory,
    TemperaturePageFactory,
)

INSPECTORS_TOKEN = "of-the-inspector"
"""Whoever holds it opens the page of the report."""
FORWARDERS_TOKEN = "of-the-forwarder"
"""Whoever holds it quotes the freight."""


def delivery_arguments(order):
    """What the URLs of deliveries are asked with."""
    shipment = ShipmentFactory(order=order)
    link = given_by(order, shipment=shipment, purpose="shipment")
    issued = IssuedDocumentFactory(shipment=shipment, issued_by=order.placed_by)
    of_issued = {"pk": issued.pk}
    page = document_page(order, shipment)
    of_shipment, of_document = {"pk": shipment.pk}, {"pk": page.file.document_id}
    of_order = {"pk": order.pk}
    own, guests = inspection_of(order, 1), inspection_of(order, 2, guest_email="chen@example.org")
    of_own, of_guest = {"pk": own.pk}, {"token": INSPECTORS_TOKEN}
    given_by(order, token=INSPECTORS_TOKEN, inspection=guests, purpose="inspection")
    given_by(order, token=FORWARDERS_TOKEN, purpose="freight")
    return {
        "delivery:guest-freight": {"token": FORWARDERS_TOKEN},
        "delivery:recall": {**of_order, "question": recall_of(order).pk},
        "delivery:inspections": of_order,
        "delivery:inspection-book": of_order,
        **{f"delivery:{name}": of_own for name in ("inspection", "inspection-report", "inspection-photos")},
        **{f"delivery:inspection-{act}": {"pk": guests.pk} for act in ("answer", "cancel", "link")},
        "delivery:inspection-page": {"token": photo_page_of(own).token},
        "delivery:guest-inspection": of_guest,
        "delivery:guest-inspection-photos": of_guest,
        "admin:delivery_factconfirmation_row": {"file": "cisg.csv", "row": "SA"},
        "delivery:acceptance": of_order,
        "delivery:check": of_order,
        "delivery:check-page": {"token": _check_page(order).token},
        "delivery:order-documents": of_order,
        "delivery:order-document-add": {**of_order, "kind": "vgm"},
        "delivery:shipment-documents": of_shipment,
        "delivery:shipment-document-add": {**of_shipment, "kind": "vgm"},
        "delivery:documents-submit": of_shipment,
        "delivery:document": of_document,
        "delivery:document-withdraw": of_document,
        "delivery:document-page": {"token": page.token},
        "delivery:links": of_order,
        "delivery:links-revoke": of_order,
        "delivery:link-revoke": {"pk": link.pk},
        "delivery:issued": of_order,
        "delivery:issue-order": {**of_order, "kind": "proforma_invoice"},
        "delivery:issue-shipment": {**of_shipment, "kind": "packing_list"},
        "delivery:issued-pdf": of_issued,
        "delivery:issued-withdraw": of_issued,
        "delivery:shipment-archive": of_shipment,
        "delivery:shipment-workbook": of_shipment,
        "delivery:document-check": {"code": check_code(issued.number, issued.version)},
        **{
            f"delivery:{name}": of_order for name in ("terms", "freight", "freight-new", "freight-rate", "freight-link")
        },
        "delivery:goods": {**of_order, "line": 1},
        **temperature_arguments(shipment),
        **_of_shipments(order, shipment),
    }


def recall_of(order):
    """A recall about which the buyer of the order was written to."""
    now = timezone.now()
    notice = RecallNotice.objects.create(
        source="feed", source_id="N-77", version=1, digest="0" * 64, title="Masks without a pouch", loaded_at=now
    )
    question = RecallQuestion.objects.create(notice=notice, supplier=order.supplier, asked_at=now)
    OrderLetter.objects.create(
        order=order, kind="recall", cause=f"recall:{question.pk}", recipient=order.placed_by, written_at=now
    )
    return question


def temperature_arguments(shipment):
    """A log with an excursion that nobody has answered, and a page of its report."""
    log = TemperatureLogFactory(shipment=shipment)
    of_log = {"pk": log.pk}
    return {
        "delivery:temperature": {"pk": shipment.pk},
        "delivery:temperature-statement": of_log,
        "delivery:temperature-answer": of_log,
        "delivery:temperature-page": {"token": TemperaturePageFactory(file__log=log).token},
    }


def inspection_of(order, number, **facts):
    """Proposed by the buyer and agreed on: of line 1, by the buyer's own people unless there is a guest."""
    now = timezone.now()
    made = Inspection.objects.create(
        order=order,
        number=number,
        stage="pre_shipment",
        level="II",
        classes={"major": "2.5"},
        is_tightened=False,
        place="Wuhan",
        day=now.date(),
        packed_percent=100,
        organisation="Bureau Veritas Wuhan",
        paid_by="buyer",
        side="buyer",
        proposed_by=order.placed_by,
        proposed_at=now,
        **facts,
    )
    InspectionLine.objects.create(inspection=made, line=1, quantity=50_000)
    InspectionStep.objects.create(inspection=made, kind="agreed", side="supplier", by=order.seller, at=now)
    return made


def photo_page_of(inspection):
    """A picture that the inspector sent."""
    blank = BytesIO()
    Image.new("RGB", (80, 100), "white").save(blank, "WEBP")
    stored = files.store_bytes(blank.getvalue(), ".webp")
    photo = InspectionPhoto.objects.create(
        inspection=inspection, key="k", original_name="1.jpg", sha256="0" * 64, received_at=timezone.now()
    )
    return InspectionPhotoPage.objects.create(photo=photo, number=1, stored_name=stored.name, width=80, height=100)


def _of_shipments(order, shipment):
    """The pages of a shipment for members, and for the guest whose token is ``x``."""
    of_shipment, of_guest = {"pk": shipment.pk}, {"token": "x", "number": shipment.number}
    pages = {"goods": {}, "table": {}, "lot-remove": {}, "take-back": {}, "report": {"code": "departed"}}
    return {
        "delivery:order-shipments": {"pk": order.pk},
        "delivery:order-shipments-link": {"pk": order.pk},
        "delivery:shipment": of_shipment,
        "delivery:shipment-link": of_shipment,
        "delivery:shipment-leg": {**of_shipment, "number": 1},
        "delivery:guest-shipment": {"token": "x"},
        "delivery:guest-shipment-one": of_guest,
        "delivery:guest-shipment-leg": {**of_guest, "leg_number": 1},
        **{f"delivery:shipment-{page}": {**of_shipment, **rest} for page, rest in pages.items()},
        **{f"delivery:guest-shipment-{page}": {**of_guest, **rest} for page, rest in pages.items()},
    }


def given_by(order, *, token="x", **subject):  # noqa: S107 (no secret: the world's own)
    """A link that the supplier's side gave."""
    now = timezone.now()
    return GuestLink.objects.create(
        order=order,
        side="supplier",
        given_by=order.placed_by,
        given_at=now,
        name="Li Qiang",
        organisation="Sinotrans",
        email="li@example.org",
        token_sha256=digest_of_token(token),
        ends_at=now + timedelta(days=3),
        **subject,
    )


def document_page(order, shipment, **keys):
    """A page of a document that the supplier put on file; ``keys`` are those of the document."""
    blank = BytesIO()
    Image.new("RGB", (80, 100), "white").save(blank, "WEBP")
    document = ShipmentDocument.objects.create(
        order=order,
        shipment=shipment,
        kind="vgm",
        side="supplier",
        added_by=order.placed_by,
        added_at=timezone.now(),
        **keys,
    )
    file = ShipmentDocumentFile.objects.create(
        document=document, original_name="v.pdf", stored_name=f"d-{order.pk}", kind="pdf", size=9, sha256="0" * 64
    )
    stored = files.store_bytes(blank.getvalue(), ".webp")
    return ShipmentDocumentPage.objects.create(file=file, number=1, stored_name=stored.name, width=80, height=100)


def delivery_objects(officer, past):
    """The key of a row of each model of deliveries that the desk shows, by the model's name."""
    confirmation = FactConfirmation.objects.create(
        file="cisg.csv", row="SA", digest="0" * 64, verdict="doubted", note="Not looked up yet.", by=officer, at=past
    )
    notice = RecallNotice.objects.create(
        source="mhra",
        source_id="DSI/2026/014",
        version=1,
        digest="0" * 64,
        title="Masks without a pouch",
        loaded_at=past,
    )
    question = RecallQuestion.objects.create(
        notice=notice, supplier=SupplierFactory(), because=["maker"], words=["Lanhe"], asked_at=past
    )
    return {"factconfirmation": confirmation.pk, "recallquestion": question.pk, "shipment": ShipmentFactory().pk}


def _check_page(order):
    """A photograph of a check, with the picture of a page of evidence, which is stored already."""
    stored = EvidencePage.objects.latest("pk").stored_name
    made = DeliveryCheck.objects.create(
        order=order, looked_on=order.placed_at.date(), checked_by=order.placed_by, checked_at=order.placed_at
    )
    file = CheckFile.objects.create(
        check_made=made, original_name="pallet.jpg", stored_name="check-1", kind="jpg", size=9, sha256="0" * 64
    )
    return CheckPage.objects.create(file=file, number=1, stored_name=stored, width=80, height=100)
