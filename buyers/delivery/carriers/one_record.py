"""Carriers by air that speak IATA ONE Record: logistics events of the object of an air waybill, as JSON-LD.

Source: github.com/IATA-Cargo/ONE-Record (API, logistics events) and the code list StatusCode, which is cXML code list 1.18.
Servers write the same names with and without prefix and values as texts or as objects: all are read. Where a server keeps
the object of a waybill, its operator says: the address in our settings holds {awb}.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote, urlencode

from audits.registers.client import Client
from buyers.delivery.carriers.asking import MAX_BYTES, ask, checked_address, moment_of, text_of
from buyers.delivery.carriers.interface import CarrierEvent, Unreachable
from buyers.terms.delivery.events import IATA, event_kinds
from buyers.terms.delivery.journey import EXPECTED, HAPPENED, PLANNED
from buyers.terms.delivery.places import airport_code

KINDS = {"ACTUAL": HAPPENED, "EXPECTED": EXPECTED, "ESTIMATED": EXPECTED, "PLANNED": PLANNED}
ACCEPT = "application/ld+json"


class AirCarrier:
    """The service whose object of a waybill is at ``url``, as https://1r.example.com/logistics-objects/{awb}."""

    def __init__(self, url: str, *, key: str, client: Client | None = None) -> None:
        self.url, self.key = checked_address(url), key
        if "{awb}" not in self.url:
            raise ValueError("The address of a carrier by air holds {awb}, where the number of the waybill goes.")
        self.client = client or Client(max_bytes=MAX_BYTES)

    def fetch(self, reference: str, since: datetime | None) -> list[CarrierEvent]:
        query = f"?{urlencode({'created_after': f'{since:%Y%m%dT%H%M%SZ}'})}" if since else ""
        url = f"{self.url.replace('{awb}', quote(reference, safe=''))}/logistics-events{query}"
        answer = ask(self.client, url, key=self.key, accept=ACCEPT)
        found = (_event(_without_prefixes(row)) for row in _rows(answer))
        return [one for one in found if one]


def _rows(answer: Any) -> Sequence[Mapping[str, Any]]:
    """The events of an answer: a list, a collection with items, a graph, or one event. Raises Unreachable."""
    if answer is None:
        return []
    if isinstance(answer, dict):
        plain = _without_prefixes(answer)
        if "eventCode" in plain:
            answer = [answer]
        else:
            answer = plain.get("hasItem", plain.get("@graph", plain.get("hasLogisticsEvent")))
            answer = [answer] if isinstance(answer, dict) else answer
    if not isinstance(answer, list) or not all(isinstance(row, dict) for row in answer):
        raise Unreachable("unreadable")
    return answer


def _without_prefixes(row: Mapping[str, Any]) -> dict[str, Any]:
    """The same with names as the ontology has them, without prefix or address."""
    return {name if name.startswith("@") else _last(name): value for name, value in row.items()}


def _event(row: Mapping[str, Any]) -> CarrierEvent | None:
    """What one event means to us; None for what means nothing here."""
    event_id = text_of(row.get("@id"))
    kind = KINDS.get(_last(_value(row.get("eventTimeType"))).upper())
    at = moment_of(_value(row.get("eventDate")))
    code = event_kinds().codes[IATA].get(_last(_value(row.get("eventCode"))))
    if not event_id or kind is None or at is None or code is None:
        return None
    note = text_of(_value(row.get("eventName")))
    return CarrierEvent(event_id, code, kind, at, _place_of(row), note)


def _place_of(row: Mapping[str, Any]) -> str:
    """The UN/LOCODE of the airport, where it is one of our list."""
    location = row.get("recordedAtLocation", row.get("location"))
    plain = _without_prefixes(location) if isinstance(location, dict) else {}
    codes = plain.get("locationCodes", plain.get("locationCode", plain.get("code")))
    first = codes[0] if isinstance(codes, list) and codes else codes
    return airport_code(_last(_value(first)).upper())


def _value(value: Any) -> str:
    """What stands in a text, a typed value, an element of a code list, or behind an address."""
    if isinstance(value, list):
        value = value[0] if value else ""
    if isinstance(value, dict):
        plain = _without_prefixes(value)
        value = plain.get("@value", plain.get("code", plain.get("@id", "")))
        return _value(value) if isinstance(value, dict | list) else text_of(value)
    return text_of(value)


def _last(name: str) -> str:
    """The end of an address or of a prefixed name; a moment has no prefix, and is not asked here."""
    return re.split(r"[#/:]", name)[-1]
