"""The desk's pages, one per job."""

from buyers.disputes.admin.cases import CounselAdmin, LegalCaseAdmin
from buyers.disputes.admin.claims import ClaimAdmin
from buyers.disputes.admin.screening import ScreeningHitAdmin

__all__ = ["ClaimAdmin", "CounselAdmin", "LegalCaseAdmin", "ScreeningHitAdmin"]
