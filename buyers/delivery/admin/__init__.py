"""The desk's pages for deliveries, one per job."""

from buyers.delivery.admin.confirmations import FactConfirmationAdmin
from buyers.delivery.admin.recalls import RecallQuestionAdmin
from buyers.delivery.admin.shipments import ShipmentAdmin

__all__ = ["FactConfirmationAdmin", "RecallQuestionAdmin", "ShipmentAdmin"]
