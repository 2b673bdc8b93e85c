"""Tables of disputes: the personal columns of each, as in ``holdings``."""

from __future__ import annotations

from kpmarket.site.privacy import kinds
from kpmarket.site.privacy.holding import Holding
from kpmarket.site.privacy.trade_holdings import STEP

DISPUTES = (
    Holding(
        "disputes.Counsel",
        kinds.CASES,
        ("firm", "lawyer", "email", "conflicts"),
        (),
        ("email",),
        copied=("firm", "lawyer", "email"),
    ),
    Holding(
        "disputes.LegalCase",
        kinds.CASES,
        ("buyer", "person", "opened_by", "text", "other_party"),
        ("person", "opened_by"),
        copied=("id", "kind", "jurisdiction", "status", "outcome", "opened_at", "closed_at"),
    ),
    Holding("disputes.LegalCaseStatusChange", kinds.CASES, ("by",), ("by",), copied=STEP),
    Holding("disputes.CaseAssignment", kinds.CASES, ("person", "by"), ("person", "by"), copied=("case", "at")),
    Holding("disputes.CaseStep", kinds.CASES, ("text", "by"), ("by",), copied=("case", "day", "at")),
    Holding(
        "disputes.CaseDeadline",
        kinds.CASES,
        ("acknowledged_by",),
        ("acknowledged_by",),
        copied=("case", "day", "acknowledged_at"),
    ),
    Holding("disputes.CaseNote", kinds.CASES, ("text", "by"), ("by",), copied=("case", "at")),
    Holding(
        "disputes.CaseFile",
        kinds.CASES,
        ("original_name", "uploaded_by"),
        ("uploaded_by",),
        copied=("case", "original_name", "size", "sha256", "uploaded_at"),
    ),
    Holding("disputes.CaseLetter", kinds.CASES, ("recipient",), ("recipient",), copied=("case", "kind", "written_at")),
    Holding(
        "disputes.Bundle",
        kinds.CASES,
        ("made_by",),
        ("made_by",),
        copied=("order", "claim", "case", "made_at", "manifest_sha256"),
    ),
    Holding(
        "disputes.Claim",
        kinds.ORDERS,
        ("opened_by", "text"),
        ("opened_by",),
        copied=("order", "number", "side", "kind", "remedy", "amount", "text", "status", "opened_at"),
    ),
    Holding("disputes.HitAnswer", kinds.ORDERS, ("by", "reason"), ("by",), copied=("hit", "verdict", "reason", "at")),
    Holding("disputes.ClaimStatusChange", kinds.ORDERS, ("by",), ("by",), copied=STEP),
    Holding(
        "disputes.ClaimStep", kinds.ORDERS, ("by", "text"), ("by",), copied=("claim", "kind", "side", "text", "at")
    ),
    Holding(
        "disputes.ClaimFile",
        kinds.ORDERS,
        ("original_name",),
        ("step__by",),
        copied=("step", "original_name", "kind", "size", "sha256"),
    ),
    Holding(
        "disputes.Settlement",
        kinds.ORDERS,
        ("proposed_by", "text"),
        ("proposed_by",),
        copied=("claim", "side", "shares", "text", "digest", "proposed_at"),
    ),
    Holding(
        "disputes.SettlementSignature", kinds.ORDERS, ("by",), ("by",), copied=("settlement", "side", "digest", "at")
    ),
    Holding(
        "disputes.HandlerDeclaration",
        kinds.ORDERS,
        ("by", "note"),
        ("by",),
        copied=("claim", "role", "has_interest", "note", "at"),
    ),
    Holding(
        "disputes.Decision",
        kinds.ORDERS,
        ("written_by", "reasons"),
        ("written_by",),
        copied=("claim", "round", "version", "reasons", "digest", "written_at"),
    ),
    Holding("disputes.DecisionSignature", kinds.ORDERS, ("by",), ("by",), copied=("decision", "digest", "at")),
)
