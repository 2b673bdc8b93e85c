"""Tables of disputes. Statuses exist only where a person decides; what a day brings is computed."""

from buyers.disputes.models.bundle import Bundle
from buyers.disputes.models.case import CaseAssignment, LegalCase, LegalCaseStatusChange
from buyers.disputes.models.case_record import (
    CaseDeadline,
    CaseFile,
    CaseLetter,
    CaseNote,
    CasePage,
    CaseStep,
)
from buyers.disputes.models.claim import Claim, ClaimStatusChange
from buyers.disputes.models.counsel import Counsel
from buyers.disputes.models.decision import Decision, DecisionSignature, HandlerDeclaration
from buyers.disputes.models.screening import HitAnswer, ListedName, SanctionsList, Screening, ScreeningHit
from buyers.disputes.models.settlement import Settlement, SettlementSignature
from buyers.disputes.models.steps import ClaimFile, ClaimPage, ClaimStep

__all__ = [
    "Bundle",
    "CaseAssignment",
    "CaseDeadline",
    "CaseFile",
    "CaseLetter",
    "CaseNote",
    "CasePage",
    "CaseStep",
    "Claim",
    "ClaimFile",
    "ClaimPage",
    "ClaimStatusChange",
    "ClaimStep",
    "Counsel",
    "Decision",
    "DecisionSignature",
    "HandlerDeclaration",
    "HitAnswer",
    "LegalCase",
    "LegalCaseStatusChange",
    "ListedName",
    "SanctionsList",
    "Screening",
    "ScreeningHit",
    "Settlement",
    "SettlementSignature",
]
