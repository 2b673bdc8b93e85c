"""The desk's pages for deliveries, one per job."""

from buyers.delivery.admin.confirmations import FactConfirmationAdmin

__all__ = ["FactConfirmationAdmin"]
