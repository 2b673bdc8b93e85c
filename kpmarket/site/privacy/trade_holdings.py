"""Tables of organisations that buy: the personal columns of each, as in ``holdings``."""

from __future__ import annotations

from kpmarket.site.privacy import kinds
from kpmarket.site.privacy.holding import Holding

STEP = ("subject", "before", "after", "at", "reasons", "note")
TRADE = (
    Holding(
        "buyers.Buyer",
        kinds.BUYER,
        ("organisation", "address"),
        ("memberships__user",),
        copied=("organisation", "country", "address", "tax_number", "time_zone", "created_at"),
    ),
    Holding(
        "buyers.BuyerMembership",
        kinds.BUYER,
        ("buyer", "user"),
        ("user",),
        copied=("buyer__organisation", "role", "since"),
    ),
    Holding(
        "buyers.BuyerInvitation",
        kinds.BUYER,
        ("buyer", "email", "invited_by", "accepted_by"),
        ("invited_by", "accepted_by"),
        ("email",),
        copied=("buyer__organisation", "email", "role", "created_at", "accepted_at", "withdrawn_at"),
    ),
    Holding(
        "buyers.ApiKey",
        kinds.BUYER,
        ("buyer", "name", "made_by"),
        ("made_by",),
        copied=("buyer__organisation", "name", "made_at", "last_used_on", "revoked_at"),
    ),
    Holding(
        "buyers.Enquiry",
        kinds.CONVERSATIONS,
        ("buyer", "sent_by", "message"),
        ("sent_by",),
        copied=("id", "destination", "needed_by", "message", "sent_at"),
    ),
    Holding(
        "buyers.EnquiryLine",
        kinds.CONVERSATIONS,
        ("enquiry",),
        ("enquiry__sent_by",),
        copied=("enquiry", "product", "product__model", "quantity"),
    ),
    Holding(
        "buyers.Attachment",
        kinds.CONVERSATIONS,
        ("original_name", "uploaded_by"),
        ("uploaded_by",),
        copied=("enquiry", "message", "original_name", "kind", "size", "sha256", "uploaded_at"),
    ),
    Holding(
        "buyers.Message",
        kinds.CONVERSATIONS,
        ("author", "text"),
        ("author",),
        copied=("thread__enquiry", "thread__supplier", "is_from_buyer", "text", "sent_at"),
    ),
    Holding(
        "buyers.ShortlistEntry",
        kinds.SHORTLIST,
        ("buyer", "added_by"),
        ("buyer__memberships__user",),
        copied=("product", "product__model", "destination", "quantity", "note", "added_at"),
    ),
    Holding(
        "buyers.SavedSearch",
        kinds.SHORTLIST,
        ("buyer", "made_by"),
        ("made_by",),
        copied=("name", "query", "made_at"),
    ),
    Holding(
        "buyers.AlertChoice",
        kinds.SHORTLIST,
        ("user",),
        ("user",),
        copied=("clearance", "certificate", "price", "supplier", "search"),
    ),
    Holding(
        "buyers.Webhook",
        kinds.BUYER,
        ("buyer", "url", "secret_token", "made_by"),
        ("made_by",),
        copied=("buyer__organisation", "url", "made_at", "paused_at"),
    ),
    Holding("buyers.WebhookMessage", kinds.BUYER, ("webhook", "body")),
    Holding(
        "buyers.ProductNews",
        kinds.SHORTLIST,
        ("buyer",),
        ("buyer__memberships__user",),
        copied=("product", "destination", "what", "on"),
    ),
    Holding(
        "buyers.LossNotice",
        kinds.SHORTLIST,
        ("buyer",),
        ("buyer__memberships__user",),
        copied=("product", "market", "lost_on", "created_at"),
    ),
    Holding(
        "trade.QuoteRevision",
        kinds.ORDERS,
        ("sent_by",),
        ("sent_by",),
        copied=("quote", "number", "currency", "incoterm", "place", "valid_until", "note", "sent_at"),
    ),
    Holding("trade.QuoteStatusChange", kinds.ORDERS, ("by",), ("by",), copied=STEP),
    Holding(
        "trade.Order",
        kinds.ORDERS,
        ("buyer", "placed_by"),
        ("placed_by",),
        copied=("id", "supplier__name_en", "destination", "currency", "status", "placed_at"),
    ),
    Holding("trade.OrderStatusChange", kinds.ORDERS, ("by",), ("by",), copied=STEP),
    Holding(
        "trade.OrderMessage",
        kinds.ORDERS,
        ("author", "text"),
        ("author",),
        copied=("order", "side", "text", "sent_at"),
    ),
    Holding(
        "trade.Contract",
        kinds.ORDERS,
        ("data", "proposed_by"),
        ("proposed_by",),
        copied=("order", "version", "digest", "reason", "proposed_at"),
    ),
    Holding(
        "trade.Signature",
        kinds.ORDERS,
        ("by",),
        ("by",),
        copied=("contract__order", "contract__version", "side", "digest", "at"),
    ),
    Holding(
        "trade.Evidence",
        kinds.ORDERS,
        ("submitted_by",),
        ("submitted_by",),
        copied=("order", "event", "kind", "happened_on", "note", "submitted_at"),
    ),
    Holding(
        "trade.EvidenceFile",
        kinds.ORDERS,
        ("original_name",),
        ("evidence__submitted_by",),
        copied=("evidence", "original_name", "kind", "size", "sha256"),
    ),
    Holding(
        "trade.OrderLetter",
        kinds.ORDERS,
        ("recipient",),
        ("recipient",),
        copied=("order", "kind", "cause", "written_at"),
    ),
    Holding("trade.EvidenceAnswer", kinds.ORDERS, ("by",), ("by",), copied=("evidence", "verdict", "note", "at")),
    Holding(
        "trade.Movement",
        kinds.ORDERS,
        ("by", "second"),
        ("by", "second"),
        copied=("kind", "cause", "order", "note", "at"),
    ),
    Holding(
        "trade.DeskOffice",
        kinds.ORDERS,
        ("user",),
        ("user",),
        copied=("office", "since", "until"),
    ),
    Holding("trade.StatementFile", kinds.ORDERS, ("imported_by",), ("imported_by",), copied=("kind", "imported_at")),
    Holding("trade.StatementEntry", kinds.ORDERS, ("payer_name", "payer_account", "remittance")),
    Holding(
        "trade.PaymentFile", kinds.ORDERS, ("exported_by",), ("exported_by",), copied=("message_id", "exported_at")
    ),
    Holding(
        "trade.PaymentInstruction",
        kinds.ORDERS,
        ("prepared_by", "approved_by"),
        ("prepared_by", "approved_by"),
        copied=("end_to_end_id", "amount", "currency", "status", "prepared_at", "approved_at"),
    ),
    Holding("trade.PaymentInstructionStatusChange", kinds.ORDERS, ("by",), ("by",), copied=STEP),
    Holding(
        "trade.Match", kinds.ORDERS, ("by", "ended_by"), ("by", "ended_by"), copied=("kind", "order", "reason", "at")
    ),
)
