"""Tables of disputes. Statuses exist only where a person decides; what a day brings is computed."""

from buyers.disputes.models.claim import Claim, ClaimStatusChange
from buyers.disputes.models.screening import HitAnswer, ListedName, SanctionsList, Screening, ScreeningHit

__all__ = [
    "Claim",
    "ClaimStatusChange",
    "HitAnswer",
    "ListedName",
    "SanctionsList",
    "Screening",
    "ScreeningHit",
]
