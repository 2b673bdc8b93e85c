"""The audit desk: one admin per job. Decisions are taken on the page of a case, through a service."""

from audits.admin.certificates import CertificateCaseAdmin
from audits.admin.desk import QueueAdmin
from audits.admin.drafts import RulebookDraftAdmin
from audits.admin.editions import RulebookEditionAdmin
from audits.admin.log import LogEntryAdmin
from audits.admin.people import AuditorAdmin, PersonAdmin
from audits.admin.rulebook import CertificateTypeAdmin, MarketAdmin, RequirementAdmin
from audits.admin.suppliers import SupplierCaseAdmin

__all__ = [
    "AuditorAdmin",
    "CertificateCaseAdmin",
    "CertificateTypeAdmin",
    "LogEntryAdmin",
    "MarketAdmin",
    "PersonAdmin",
    "QueueAdmin",
    "RequirementAdmin",
    "RulebookDraftAdmin",
    "RulebookEditionAdmin",
    "SupplierCaseAdmin",
]
