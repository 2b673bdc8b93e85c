"""Tables of deliveries: the personal columns of each, as in ``holdings``."""

from __future__ import annotations

from kpmarket.site.privacy import kinds
from kpmarket.site.privacy.holding import Holding

DELIVERY = (
    Holding(
        "delivery.GuestLink",
        kinds.ORDERS,
        ("given_by", "revoked_by", "name", "organisation", "email"),
        ("given_by", "revoked_by"),
        ("email",),
        copied=("order", "purpose", "name", "organisation", "email", "given_at", "ends_at", "revoked_at"),
    ),
    Holding(
        "delivery.Shipment",
        kinds.ORDERS,
        ("created_by",),
        ("created_by",),
        copied=("order", "number", "mode", "forwarder", "created_at"),
    ),
    Holding(
        "delivery.ShipmentEvent",
        kinds.ORDERS,
        ("recorded_by", "note"),
        ("recorded_by",),
        copied=("shipment", "code", "kind", "happens_at", "note", "recorded_at"),
    ),
    Holding(
        "delivery.ShipmentChange",
        kinds.ORDERS,
        ("changed_by",),
        ("changed_by",),
        copied=("shipment", "subject", "field", "before", "after", "changed_at"),
    ),
    Holding(
        "delivery.ShipmentDocument",
        kinds.ORDERS,
        ("added_by", "issuer"),
        ("added_by",),
        copied=("order", "shipment", "kind", "number", "issuer", "issued_on", "valid_until", "added_at"),
    ),
    Holding(
        "delivery.DocumentWithdrawal", kinds.ORDERS, ("by", "reason"), ("by",), copied=("document", "reason", "at")
    ),
    Holding(
        "delivery.ShipmentDocumentFile",
        kinds.ORDERS,
        ("original_name",),
        ("document__added_by",),
        copied=("document", "original_name", "kind", "size", "sha256"),
    ),
    Holding(
        "delivery.DeliveryCheck",
        kinds.ORDERS,
        ("checked_by", "note"),
        ("checked_by",),
        copied=("order", "looked_on", "note", "checked_at"),
    ),
    Holding(
        "delivery.CheckedQuantity",
        kinds.ORDERS,
        ("note",),
        ("check_made__checked_by",),
        copied=("check_made", "line", "outcome", "quantity", "note"),
    ),
    Holding(
        "delivery.CheckFile",
        kinds.ORDERS,
        ("original_name",),
        ("check_made__checked_by",),
        copied=("check_made", "original_name", "kind", "size", "sha256", "taken"),
    ),
    Holding(
        "delivery.RecallAcknowledgement",
        kinds.ORDERS,
        ("by", "note"),
        ("by",),
        copied=("order", "answer", "note", "at"),
    ),
    Holding("delivery.RecallDecision", kinds.DECISIONS, ("by", "reason"), ("by",), copied=("verdict", "reason", "at")),
    Holding(
        "delivery.FactConfirmation",
        kinds.DECISIONS,
        ("by", "note"),
        ("by",),
        copied=("file", "row", "verdict", "note", "at"),
    ),
    Holding(
        "delivery.IssuedDocument",
        kinds.ORDERS,
        ("issued_by", "data", "changed"),
        ("issued_by",),
        copied=("order", "revision", "shipment", "kind", "number", "version", "data", "digest", "changed", "issued_at"),
    ),
    Holding("delivery.IssuedWithdrawal", kinds.ORDERS, ("by", "reason"), ("by",), copied=("document", "reason", "at")),
    Holding(
        "delivery.FreightQuote",
        kinds.ORDERS,
        ("submitted_by", "forwarder"),
        ("submitted_by",),
        copied=("order", "thread", "forwarder", "mode", "origin", "destination", "currency", "submitted_at"),
    ),
    Holding(
        "delivery.DutyRate",
        kinds.ORDERS,
        ("typed_by", "source"),
        ("typed_by",),
        copied=("order", "thread", "kind", "basis_points", "source", "as_of", "typed_at"),
    ),
    Holding(
        "delivery.GoodsFacts",
        kinds.ORDERS,
        ("stated_by",),
        ("stated_by",),
        copied=("order", "line", "is_dangerous", "un", "battery", "stated_at"),
    ),
    Holding(
        "delivery.TemperatureLog",
        kinds.ORDERS,
        ("recorded_by",),
        ("recorded_by",),
        copied=("shipment", "serial", "has_excursion", "recorded_at"),
    ),
    Holding("delivery.TemperatureStep", kinds.ORDERS, ("by", "text"), ("by",), copied=("log", "kind", "text", "at")),
    Holding(
        "delivery.TemperatureFile",
        kinds.ORDERS,
        ("original_name",),
        ("log__recorded_by",),
        copied=("log", "original_name", "kind", "size", "sha256"),
    ),
    Holding(
        "delivery.Inspection",
        kinds.ORDERS,
        ("proposed_by", "guest_name", "organisation", "guest_email", "note"),
        ("proposed_by",),
        ("guest_email",),
        copied=("order", "number", "stage", "place", "day", "organisation", "guest_name", "guest_email", "proposed_at"),
    ),
    Holding(
        "delivery.InspectionStep", kinds.ORDERS, ("by", "note"), ("by",), copied=("inspection", "kind", "note", "at")
    ),
    Holding(
        "delivery.InspectionReport",
        kinds.ORDERS,
        ("reported_by", "note"),
        ("reported_by",),
        ("guest__email",),
        copied=("inspection", "number", "own_result", "note", "started_at", "finished_at", "received_at"),
    ),
    Holding(
        "delivery.InspectionPhoto",
        kinds.ORDERS,
        ("sent_by", "original_name", "taken"),
        ("sent_by",),
        ("guest__email",),
        copied=("inspection", "original_name", "sha256", "taken", "received_at"),
    ),
)
