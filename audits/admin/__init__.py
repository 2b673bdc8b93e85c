"""The audit desk: one admin per job. Decisions are taken on the page of a case, through a service."""

from audits.admin.accounts import BeneficiaryAccountAdmin
from audits.admin.case.certificates import CertificateCaseAdmin
from audits.admin.case.suppliers import SupplierCaseAdmin
from audits.admin.decisions import DecisionAdmin
from audits.admin.doubt_reports import DoubtReportAdmin
from audits.admin.law.drafts import RulebookDraftAdmin
from audits.admin.law.editions import RulebookEditionAdmin
from audits.admin.law.rulebook import CertificateTypeAdmin, MarketAdmin, RequirementAdmin
from audits.admin.law.upkeep import LawCheckAdmin, SourceFetchAdmin
from audits.admin.letters import LetterAdmin
from audits.admin.log import LogEntryAdmin
from audits.admin.look_again import LookAgainAdmin
from audits.admin.people import AuditorAdmin, DeskRoleAdmin, PersonAdmin
from audits.admin.products import ProductCaseAdmin, ProductChangeAdmin
from audits.admin.queue import QueueAdmin
from audits.admin.second_reviews import SecondReviewAdmin
from audits.admin.site_audits import SiteAuditAdmin
from audits.admin.staff_access import StaffAccessAdmin
from audits.admin.type_requests import TypeRequestAdmin

__all__ = [
    "AuditorAdmin",
    "BeneficiaryAccountAdmin",
    "CertificateCaseAdmin",
    "CertificateTypeAdmin",
    "DecisionAdmin",
    "DeskRoleAdmin",
    "DoubtReportAdmin",
    "LawCheckAdmin",
    "LetterAdmin",
    "LogEntryAdmin",
    "LookAgainAdmin",
    "MarketAdmin",
    "PersonAdmin",
    "ProductCaseAdmin",
    "ProductChangeAdmin",
    "QueueAdmin",
    "RequirementAdmin",
    "RulebookDraftAdmin",
    "RulebookEditionAdmin",
    "SecondReviewAdmin",
    "SiteAuditAdmin",
    "SourceFetchAdmin",
    "StaffAccessAdmin",
    "SupplierCaseAdmin",
    "TypeRequestAdmin",
]
