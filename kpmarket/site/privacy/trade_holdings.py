"""Tables of organisations that buy: the personal columns of each, as in ``holdings``."""

from __future__ import annotations

from kpmarket.site.privacy import kinds
from kpmarket.site.privacy.holding import Holding

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
)
