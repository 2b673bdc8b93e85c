"""Which tables hold data about people: the personal columns of each, whose they are, and what a person's copy shows.

A test walks all tables and refuses a column about people that stands neither here nor in ``not_about_people``.
"""

from __future__ import annotations

from kpmarket.site.privacy import kinds
from kpmarket.site.privacy.delivery_holdings import DELIVERY
from kpmarket.site.privacy.dispute_holdings import DISPUTES
from kpmarket.site.privacy.holding import Holding
from kpmarket.site.privacy.site_audit_holdings import SITE_AUDITS
from kpmarket.site.privacy.trade_holdings import STEP, TRADE

HOLDINGS = (
    *TRADE,
    *DELIVERY,
    *DISPUTES,
    *SITE_AUDITS,
    Holding(
        "accounts.User",
        kinds.ACCOUNT,
        ("email", "name"),
        persons=("pk",),
        copied=("id", "email", "name", "purpose", "language", "is_staff", "date_joined", "last_login"),
    ),
    Holding(
        "accounts.FormerAddress",
        kinds.ACCOUNT,
        ("user", "email"),
        ("user",),
        ("email",),
        copied=("email", "replaced_at"),
    ),
    Holding("accounts.User_groups", kinds.ACCOUNT, ("user",), ("user",), copied=("group__name",)),
    Holding("accounts.User_user_permissions", kinds.ACCOUNT, ("user",), ("user",), copied=("permission__codename",)),
    Holding(
        "account.EmailAddress", kinds.ACCOUNT, ("user", "email"), ("user",), copied=("email", "verified", "primary")
    ),
    Holding("account.EmailConfirmation", kinds.ACCOUNT, ("email_address",)),
    Holding("mfa.Authenticator", kinds.FACTORS, ("user",), ("user",), copied=("type", "created_at", "last_used_at")),
    Holding(
        "usersessions.UserSession",
        kinds.SESSIONS,
        ("user", "ip", "user_agent"),
        ("user",),
        copied=("ip", "user_agent", "created_at", "last_seen_at"),
    ),
    Holding("sessions.Session", kinds.SESSIONS, ("session_data",)),
    Holding("suppliers.Supplier", kinds.DOCUMENTS, ("name_zh", "name_en", "address_zh", "address_en", "members")),
    Holding(
        "suppliers.Membership",
        kinds.MEMBERSHIPS,
        ("user",),
        ("user",),
        copied=("supplier", "supplier__name_en", "supplier__name_zh", "role", "since"),
    ),
    Holding(
        "suppliers.FormerMembership",
        kinds.MEMBERSHIPS,
        ("user",),
        ("user",),
        copied=("supplier", "supplier__name_en", "supplier__name_zh", "role", "since", "until"),
    ),
    Holding(
        "suppliers.Invitation",
        kinds.MEMBERSHIPS,
        ("email", "invited_by", "accepted_by"),
        ("invited_by", "accepted_by"),
        ("email",),
        copied=("supplier__name_en", "email", "role", "created_at", "accepted_at", "withdrawn_at"),
    ),
    Holding(
        "suppliers.Contact",
        kinds.CONTACTS,
        ("name", "email", "phone"),
        addresses=("email",),
        copied=("supplier__name_en", "name", "position", "email", "phone"),
    ),
    Holding("suppliers.SupplierEvent", kinds.DOCUMENTS, ("by",), ("by",), copied=STEP),
    Holding(
        "suppliers.Certificate",
        kinds.DOCUMENTS,
        ("created_by",),
        ("created_by",),
        copied=("id", "certificate_type", "number", "status", "created_at", "submitted_at"),
    ),
    Holding("suppliers.CertificateEvent", kinds.DOCUMENTS, ("by",), ("by",), copied=STEP),
    Holding(
        "suppliers.CertificateFile",
        kinds.DOCUMENTS,
        ("original_name", "uploaded_by"),
        ("uploaded_by",),
        copied=("certificate", "original_name", "kind", "size", "sha256", "uploaded_at", "removed_at"),
    ),
    Holding("suppliers.CertificateReading", kinds.DOCUMENTS, ("content", "fields")),
    Holding(
        "suppliers.FieldDecision",
        kinds.DOCUMENTS,
        ("by",),
        ("by",),
        copied=("certificate", "field", "read", "claimed", "choice", "at"),
    ),
    Holding(
        "suppliers.TypeRequest",
        kinds.DOCUMENTS,
        ("asked_by", "decided_by"),
        ("asked_by", "decided_by"),
        copied=("supplier", "name", "purpose", "standards", "asked_at", "outcome", "note", "decided_at"),
    ),
    Holding(
        "suppliers.ReadingConsent",
        kinds.DOCUMENTS,
        ("by",),
        ("by",),
        copied=("supplier", "is_given", "at"),
    ),
    Holding(
        "suppliers.Reminder",
        kinds.LETTERS,
        ("recipient",),
        ("recipient",),
        copied=("certificate", "rung", "due_on", "created_at"),
    ),
    Holding(
        "audits.DoubtReport",
        kinds.REPORTS,
        ("email", "by", "decided_by"),
        ("by", "decided_by"),
        ("email",),
        copied=("number", "company", "found_at", "reason", "email", "at", "outcome", "note", "decided_at"),
    ),
    Holding(
        "audits.DoubtFile",
        kinds.REPORTS,
        ("original_name",),
        ("report__by",),
        copied=("report", "original_name", "kind", "size", "sha256", "at"),
    ),
    Holding(
        "suppliers.BeneficiaryAccount",
        kinds.DOCUMENTS,
        ("submitted_by", "checked_by", "approved_by", "ended_by"),
        ("submitted_by", "checked_by", "approved_by", "ended_by"),
        copied=("supplier", "bank", "number_end", "submitted_at", "checked_at", "approved_at", "ended_at"),
    ),
    Holding("audits.Auditor", kinds.DECISIONS, ("user",), ("user",), copied=("level", "since", "until")),
    Holding("audits.StaffAccess", kinds.DECISIONS, ("by",), ("by",), copied=("kind", "subject", "day")),
    Holding("audits.DeskRole", kinds.DECISIONS, ("user",), ("user",), copied=("role", "since", "until")),
    Holding(
        "audits.Review",
        kinds.DECISIONS,
        ("auditor", "handed_over_by"),
        ("auditor", "handed_over_by"),
        copied=("supplier", "certificate", "opened_at", "closed_at", "note"),
    ),
    Holding(
        "audits.Decision",
        kinds.DECISIONS,
        ("by",),
        ("by",),
        copied=("supplier", "certificate", "outcome", "reasons", "note", "effective_on", "at"),
    ),
    Holding(
        "audits.ChecklistAnswer", kinds.DECISIONS, ("note",), ("decision__by",), copied=("decision", "question", "note")
    ),
    Holding("audits.InternalNote", kinds.DECISIONS, ("text",), ("decision__by",), copied=("decision", "text")),
    Holding("audits.NameAtDecision", kinds.DECISIONS, ("person", "name"), ("person",), copied=("name",)),
    Holding(
        "audits.Correction",
        kinds.DECISIONS,
        ("proposed_by", "closed_by", "internal_note"),
        ("proposed_by", "closed_by"),
        copied=("corrects", "outcome", "reasons", "note", "effective_on", "proposed_at", "closed_at"),
    ),
    Holding(
        "audits.Recommendation",
        kinds.DECISIONS,
        ("proposed_by", "closed_by", "internal_note", "refusal"),
        ("proposed_by", "closed_by"),
        copied=("supplier", "certificate", "outcome", "reasons", "note", "proposed_at", "closed_at", "ended"),
    ),
    Holding(
        "audits.IndependenceStatement",
        kinds.DECISIONS,
        ("person", "interest", "note"),
        ("person",),
        copied=("supplier", "interest", "note", "at"),
    ),
    Holding(
        "audits.LogEntry",
        kinds.DECISIONS,
        ("by",),
        ("by",),
        copied=("sequence", "at", "act", "subject", "content"),
    ),
    Holding(
        "audits.FindingAnswer",
        kinds.DECISIONS,
        ("by",),
        ("by",),
        copied=("certificate", "code", "answer", "reason", "at"),
    ),
    Holding(
        "audits.LookAgain",
        kinds.DECISIONS,
        ("by",),
        ("by",),
        copied=("cause", "certificate", "outcome", "note", "looked_at"),
    ),
    Holding(
        "audits.SecondReview",
        kinds.DECISIONS,
        ("auditor",),
        ("auditor",),
        copied=("decision", "chosen_at", "taken_at"),
    ),
    Holding(
        "audits.SecondOpinion",
        kinds.DECISIONS,
        ("by", "note"),
        ("by",),
        copied=("second_review", "outcome", "note", "at"),
    ),
    Holding(
        "audits.Settlement", kinds.DECISIONS, ("by", "note"), ("by",), copied=("second_review", "stands", "note", "at")
    ),
    Holding("audits.ProductChange", kinds.DOCUMENTS, ("by",), ("by",), copied=("product", "parts", "at")),
    Holding("audits.ProductChangeAnswer", kinds.DECISIONS, ("by",), ("by",), copied=("change", "answer", "note", "at")),
    Holding(
        "audits.RegisterCheck",
        kinds.DECISIONS,
        ("by", "shown", "body"),
        ("by",),
        copied=("certificate", "register", "number", "outcome", "note", "taken_at"),
    ),
    Holding("audits.RulebookEdition", kinds.DECISIONS, ("loaded_by",), ("loaded_by",), copied=("edition", "loaded_at")),
    Holding(
        "audits.LawCheck", kinds.DECISIONS, ("by",), ("by",), copied=("market", "product_type", "on", "note", "at")
    ),
    Holding(
        "audits.SourceFetch",
        kinds.DECISIONS,
        ("closed_by",),
        ("closed_by",),
        copied=("source", "at", "outcome", "closed_at", "conclusion"),
    ),
    Holding("audits.Publication", kinds.DECISIONS, ("by",), ("by",), copied=("edition", "at")),
    Holding(
        "audits.RulebookDraft",
        kinds.DECISIONS,
        ("drafted_by",),
        ("drafted_by",),
        copied=("title", "status", "drafted_at", "changed_at"),
    ),
    Holding("audits.RulebookDraftEvent", kinds.DECISIONS, ("by",), ("by",), copied=STEP),
    Holding(
        "admin.LogEntry",
        kinds.DECISIONS,
        ("user", "object_repr"),
        ("user",),
        copied=("action_time", "content_type__model", "object_id", "action_flag"),
    ),
    Holding(
        "audits.LawReminder",
        kinds.LETTERS,
        ("recipient",),
        ("recipient",),
        copied=("supplier", "market", "day", "rung", "due_on", "created_at"),
    ),
    Holding(
        "accounts.Notice",
        kinds.NOTICES,
        ("recipient", "params"),
        ("recipient",),
        copied=("kind", "params", "url", "created_at", "read_at"),
    ),
    Holding(
        "kpmarket.Letter",
        kinds.LETTERS,
        ("address", "subject", "text", "html"),
        addresses=("address",),
        copied=("address", "subject", "created_at", "sent_at", "failed_at"),
    ),
    Holding(
        "accounts.ErasureRequest",
        kinds.REQUESTS,
        ("person",),
        ("person",),
        copied=("asked_at", "due_at", "undone_at", "carried_out_at"),
    ),
)
