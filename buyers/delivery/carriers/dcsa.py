"""Carriers by sea that speak DCSA Track & Trace: 2.2, whose events are flat, and 3.0, with metadata and payload.

Source: github.com/dcsaorg/DCSA-OpenAPI (tnt/v2, tnt/v3, domain/event 3.2.1). Read by polling GET /events; an event that says
REQ (requested) is nobody's word that anything will happen, and one without an offset names no moment: both are passed over.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from audits.registers.client import Client
from buyers.delivery.carriers.asking import MAX_BYTES, ask, checked_address, moment_of, text_of
from buyers.delivery.carriers.interface import CarrierEvent, Unreachable
from buyers.terms.delivery.events import DCSA, event_kinds
from buyers.terms.delivery.journey import EXPECTED, HAPPENED, PLANNED
from buyers.terms.delivery.numbers import container, locode
from buyers.terms.errors import TermsError

KINDS = {"ACT": HAPPENED, "EST": EXPECTED, "PLN": PLANNED}
TYPES = {
    "TRANSPORT": "transportEventTypeCode",
    "EQUIPMENT": "equipmentEventTypeCode",
    "SHIPMENT": "shipmentEventTypeCode",
}
LIMIT = 1000
"""Events asked for at once: more than a shipment ever has."""


class OceanCarrier:
    """The service at ``url``, which ends with its version, as https://api.example.com/tnt/v2."""

    def __init__(self, url: str, *, key: str, client: Client | None = None) -> None:
        self.url, self.key = checked_address(url), key
        self.client = client or Client(max_bytes=MAX_BYTES)

    def fetch(self, reference: str, since: datetime | None) -> list[CarrierEvent]:
        query: dict[str, str | int] = {_name_of(reference): reference, "limit": LIMIT}
        if since:
            query["eventCreatedDateTime:gte"] = since.isoformat()
        url = f"{self.url}/events?{urlencode(query)}"
        answer = ask(self.client, url, key=self.key, accept="application/json")
        found = (_event(row) for row in _rows(answer))
        return [one for one in found if one]


def _name_of(reference: str) -> str:
    """The parameter for a container, or for a bill of lading."""
    try:
        container(reference)
    except TermsError:
        return "transportDocumentReference"
    return "equipmentReference"


def _rows(answer: Any) -> Sequence[Mapping[str, Any]]:
    """Events as a list, or inside an object, as several carriers answer. Raises Unreachable."""
    rows = answer.get("events") if isinstance(answer, dict) else [] if answer is None else answer
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unreachable("unreadable")
    return rows


def _event(row: Mapping[str, Any]) -> CarrierEvent | None:
    """What one event means to us; None for what means nothing here."""
    meta, said = _object(row, "metadata") or row, _object(row, "payload") or row
    event_id = text_of(meta.get("eventID"))
    kind = KINDS.get(text_of(said.get("eventClassifierCode")))
    at = moment_of(said.get("eventDateTime"))
    code = event_kinds().codes[DCSA].get(_code_of(meta, said))
    retracts = text_of(meta.get("retractedEventID"))
    if not event_id or kind is None or at is None or code is None or said.get("emptyIndicatorCode") == "EMPTY":
        return None
    return CarrierEvent(event_id, code, kind, at, _place_of(said), text_of(said.get("delayReasonCode")), retracts)


def _code_of(meta: Mapping[str, Any], said: Mapping[str, Any]) -> str:
    """As ``shipment_events.yaml`` names it: EQUIPMENT:LOAD, and of documents with their kind."""
    kind = text_of(said.get("eventType") or meta.get("eventType")).upper()
    parts = [kind, text_of(said.get(TYPES.get(kind, "")))]
    if kind == "SHIPMENT":
        parts.append(text_of(said.get("documentTypeCode")))
    return ":".join(parts)


def _place_of(said: Mapping[str, Any]) -> str:
    """Where it is: of the event, else of the call of the ship or train."""
    call = _object(said, "transportCall") or {}
    for owner in (_object(said, "eventLocation"), _object(said, "location"), _object(call, "location"), call):
        try:
            return locode(text_of((owner or {}).get("UNLocationCode")))
        except TermsError:
            continue
    return ""


def _object(row: Mapping[str, Any], name: str) -> Mapping[str, Any] | None:
    found = row.get(name)
    return found if isinstance(found, dict) else None
