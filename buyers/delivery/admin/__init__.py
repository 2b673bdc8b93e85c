"""The desk's pages for deliveries, one per job."""

from buyers.delivery.admin.confirmations import FactConfirmationAdmin
from buyers.delivery.admin.recalls import RecallQuestionAdmin

__all__ = ["FactConfirmationAdmin", "RecallQuestionAdmin"]
