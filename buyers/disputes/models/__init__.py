"""Tables of disputes. Statuses exist only where a person decides; what a day brings is computed."""

from buyers.disputes.models.claim import Claim, ClaimStatusChange
from buyers.disputes.models.decision import Decision, DecisionSignature, HandlerDeclaration
from buyers.disputes.models.screening import HitAnswer, ListedName, SanctionsList, Screening, ScreeningHit
from buyers.disputes.models.settlement import Settlement, SettlementSignature
from buyers.disputes.models.steps import ClaimFile, ClaimPage, ClaimStep

__all__ = [
    "Claim",
    "ClaimFile",
    "ClaimPage",
    "ClaimStatusChange",
    "ClaimStep",
    "Decision",
    "DecisionSignature",
    "HandlerDeclaration",
    "HitAnswer",
    "ListedName",
    "SanctionsList",
    "Screening",
    "ScreeningHit",
    "Settlement",
    "SettlementSignature",
]
