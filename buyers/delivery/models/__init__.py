"""Tables of delivery. What stage goods have reached and what is missing is computed from dated facts."""

from buyers.delivery.models.confirmation import FactConfirmation
from buyers.delivery.models.document import (
    DocumentWithdrawal,
    ShipmentDocument,
    ShipmentDocumentFile,
    ShipmentDocumentPage,
)
from buyers.delivery.models.link import GuestLink
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
    "DocumentWithdrawal",
    "EventProof",
    "FactConfirmation",
    "GuestLink",
    "Leg",
    "Mode",
    "Shipment",
    "ShipmentChange",
    "ShipmentDocument",
    "ShipmentDocumentFile",
    "ShipmentDocumentPage",
    "ShipmentEvent",
    "ShipmentLot",
]
