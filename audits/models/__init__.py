"""Judgement: review, rulebook, clearance, log."""

from audits.models.auditor import Auditor
from audits.models.case import CertificateCase, ProductCase, Queue, SupplierCase
from audits.models.chaser import Chaser
from audits.models.checklist import ChecklistAnswer
from audits.models.clearance import NO_END, NO_LEAD_TIME, NO_PRICE, NO_START, Clearance
from audits.models.correction import Correction
from audits.models.desk_role import DeskRole
from audits.models.doubt_report import DoubtFile, DoubtPage, DoubtReport
from audits.models.draft import RulebookDraft, RulebookDraftEvent
from audits.models.finding import FindingAnswer, PageFingerprint
from audits.models.independence import IndependenceStatement
from audits.models.law_reminder import LawReminder
from audits.models.listing import Listing
from audits.models.log import LogEntry, LogHead, NameAtDecision
from audits.models.look_again import LookAgain
from audits.models.pattern import Judged, Pattern
from audits.models.product_change import ProductChange, ProductChangeAnswer
from audits.models.recommendation import Recommendation, SampleSeed
from audits.models.refresh import Refresh, RefreshChunk
from audits.models.register_check import RegisterCheck, RegisterRecheck, RegisterScreenshot
from audits.models.review import Decision, InternalNote, Review
from audits.models.rulebook import Country, Market, Publication, Requirement, RulebookEdition
from audits.models.second_review import SecondOpinion, SecondReview, Settlement
from audits.models.site_audit import (
    SiteAnswer,
    SiteAudit,
    SiteAuditEnd,
    SiteFinding,
    SiteFindingFile,
    SiteFindingPage,
    SiteFindingStep,
    SitePhoto,
    SitePhotoPage,
)
from audits.models.staff_access import StaffAccess
from audits.models.traits import OfferTraits
from audits.models.upkeep import FetchOutcome, LawCheck, SourceFetch

__all__ = [
    "NO_END",
    "NO_LEAD_TIME",
    "NO_PRICE",
    "NO_START",
    "Auditor",
    "CertificateCase",
    "Chaser",
    "ChecklistAnswer",
    "Clearance",
    "Correction",
    "Country",
    "Decision",
    "DeskRole",
    "DoubtFile",
    "DoubtPage",
    "DoubtReport",
    "FetchOutcome",
    "FindingAnswer",
    "IndependenceStatement",
    "InternalNote",
    "Judged",
    "LawCheck",
    "LawReminder",
    "Listing",
    "LogEntry",
    "LogHead",
    "LookAgain",
    "Market",
    "NameAtDecision",
    "OfferTraits",
    "PageFingerprint",
    "Pattern",
    "ProductCase",
    "ProductChange",
    "ProductChangeAnswer",
    "Publication",
    "Queue",
    "Recommendation",
    "Refresh",
    "RefreshChunk",
    "RegisterCheck",
    "RegisterRecheck",
    "RegisterScreenshot",
    "Requirement",
    "Review",
    "RulebookDraft",
    "RulebookDraftEvent",
    "RulebookEdition",
    "SampleSeed",
    "SecondOpinion",
    "SecondReview",
    "Settlement",
    "SiteAnswer",
    "SiteAudit",
    "SiteAuditEnd",
    "SiteFinding",
    "SiteFindingFile",
    "SiteFindingPage",
    "SiteFindingStep",
    "SitePhoto",
    "SitePhotoPage",
    "SourceFetch",
    "StaffAccess",
    "SupplierCase",
]
