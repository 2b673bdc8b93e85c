"""Tables of delivery. What stage goods have reached and what is missing is computed from dated facts."""

from buyers.delivery.models.check import CheckedQuantity, CheckFile, CheckOutcome, CheckPage, DeliveryCheck
from buyers.delivery.models.confirmation import FactConfirmation
from buyers.delivery.models.cost import DutyRate, FreightLine, FreightQuote
from buyers.delivery.models.document import (
    DocumentWithdrawal,
    ShipmentDocument,
    ShipmentDocumentFile,
    ShipmentDocumentPage,
)
from buyers.delivery.models.goods import GoodsFacts, TemperatureFile, TemperatureLog, TemperaturePage, TemperatureStep
from buyers.delivery.models.inspection import (
    Inspection,
    InspectionLine,
    InspectionPhoto,
    InspectionPhotoPage,
    InspectionReport,
    InspectionStep,
    ReportLine,
)
from buyers.delivery.models.issued import IssuedDocument, IssuedWithdrawal
from buyers.delivery.models.link import GuestLink
from buyers.delivery.models.recall import (
    NoticeFormat,
    RecallAcknowledgement,
    RecallDecision,
    RecallFetch,
    RecallNotice,
    RecallQuestion,
)
from buyers.delivery.models.shipment import (
    CarrierReading,
    EventProof,
    Leg,
    Mode,
    Shipment,
    ShipmentChange,
    ShipmentEvent,
    ShipmentLot,
)

__all__ = [
    "CarrierReading",
    "CheckFile",
    "CheckOutcome",
    "CheckPage",
    "CheckedQuantity",
    "DeliveryCheck",
    "DocumentWithdrawal",
    "DutyRate",
    "EventProof",
    "FactConfirmation",
    "FreightLine",
    "FreightQuote",
    "GoodsFacts",
    "GuestLink",
    "Inspection",
    "InspectionLine",
    "InspectionPhoto",
    "InspectionPhotoPage",
    "InspectionReport",
    "InspectionStep",
    "IssuedDocument",
    "IssuedWithdrawal",
    "Leg",
    "Mode",
    "NoticeFormat",
    "RecallAcknowledgement",
    "RecallDecision",
    "RecallFetch",
    "RecallNotice",
    "RecallQuestion",
    "ReportLine",
    "Shipment",
    "ShipmentChange",
    "ShipmentDocument",
    "ShipmentDocumentFile",
    "ShipmentDocumentPage",
    "ShipmentEvent",
    "ShipmentLot",
    "TemperatureFile",
    "TemperatureLog",
    "TemperaturePage",
    "TemperatureStep",
]
