"""Tables of delivery. What stage goods have reached and what is missing is computed from dated facts."""

from buyers.delivery.models.link import GuestLink
from buyers.delivery.models.shipment import Leg, Mode, Shipment, ShipmentEvent, ShipmentLot

__all__ = ["GuestLink", "Leg", "Mode", "Shipment", "ShipmentEvent", "ShipmentLot"]
