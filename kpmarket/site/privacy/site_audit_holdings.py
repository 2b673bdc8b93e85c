"""What tables of site audits hold about people."""

from __future__ import annotations

from kpmarket.site.privacy import kinds
from kpmarket.site.privacy.holding import Holding

SITE_AUDITS = (
    Holding(
        "audits.SiteAudit",
        kinds.DECISIONS,
        ("lead", "second", "planned_by"),
        ("lead", "second", "planned_by"),
        copied=("supplier", "site", "scope", "day", "planned_at"),
    ),
    Holding(
        "audits.SiteAuditEnd", kinds.DECISIONS, ("by", "summary"), ("by",), copied=("audit", "kind", "summary", "at")
    ),
    Holding(
        "audits.SiteAnswer",
        kinds.DECISIONS,
        ("by", "note"),
        ("by",),
        copied=("audit", "question", "said", "note", "at"),
    ),
    Holding(
        "audits.SitePhoto",
        kinds.DECISIONS,
        ("sent_by", "original_name", "taken"),
        ("sent_by",),
        copied=("audit", "original_name", "sha256", "taken", "received_at"),
    ),
    Holding(
        "audits.SiteFinding",
        kinds.DECISIONS,
        ("by",),
        ("by",),
        copied=("audit", "number", "grade", "text", "evidence", "at"),
    ),
    Holding(
        "audits.SiteFindingStep",
        kinds.DECISIONS,
        ("by", "note"),
        ("by",),
        copied=("finding", "kind", "correction", "root_cause", "action", "note", "at"),
    ),
    Holding(
        "audits.SiteFindingFile",
        kinds.DOCUMENTS,
        ("original_name",),
        ("step__by",),
        copied=("step", "original_name", "kind", "size", "sha256"),
    ),
)
