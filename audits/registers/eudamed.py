"""EUDAMED, queried as its own public pages do. That interface is not documented and ignores parameters that it does not
know, so a record counts only when it carries the very number that was asked for."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from audits.registers.adapter import Adapter, InterfaceSource
from audits.registers.parsing import Unexpected, day, rows, tail, text
from audits.registers.question import Question, Record

BASE = "https://ec.europa.eu/tools/eudamed/api"
SRN = re.compile(r"[A-Z]{2}-(?:MF|AR|IM|PR)-\d{9}")
VOID_ACTORS = frozenset({"inactive", "revoked"})
VOID_CERTIFICATES = frozenset({"withdrawn", "suspended", "expired", "cancelled", "refused"})
VOID_DEVICES = frozenset({"no-longer-placed", "discontinued"})


def _path(end: str, **parameters: str) -> str:
    return f"/{end}?" + urlencode(
        {"page": "0", "pageSize": "20", "size": "20", "iso2Code": "en", "languageIso2Code": "en", **parameters}
    )


def _actor_path(question: Question) -> str | None:
    number = question.number.upper()
    return _path("eos", srn=number) if SRN.fullmatch(number) else None


def _read_actor(row: dict[str, Any]) -> Record:
    state = tail(row, "actorStatus")
    return Record(
        shown={
            "number": text(row, "srn"),
            "holder": text(row, "name"),
            "country": text(row, "countryIso2Code"),
            "state": state,
        },
        holders=(text(row, "name"),),
        state=state,
        is_void=state in VOID_ACTORS,
    )


def _device_path(question: Question) -> str | None:
    number = question.number
    return _path("devices/udiDiData", primaryDi=number) if re.fullmatch(r"[0-9A-Za-z+./$-]{6,40}", number) else None


def _read_device(row: dict[str, Any]) -> Record:
    state = tail(row, "deviceStatusType")
    return Record(
        shown={
            "number": text(row, "primaryDi"),
            "holder": text(row, "manufacturerName"),
            "srn": text(row, "manufacturerSrn"),
            "device": text(row, "tradeName"),
            "class": tail(row, "riskClass"),
            "state": state,
        },
        holders=(text(row, "manufacturerName"),),
        state=state,
        is_void=state in VOID_DEVICES,
    )


def _certificate_path(question: Question) -> str | None:
    return _path("certificates/search/", certificateNumber=question.number)


def _read_certificate(row: dict[str, Any]) -> Record:
    state = tail(row, "certificateStatus")
    return Record(
        shown={
            "number": text(row, "certificateNumber"),
            "holder": text(row, "actorName"),
            "srn": text(row, "actorSrn"),
            "issued": text(row, "issueDate")[:10],
            "until": text(row, "expiryDate")[:10],
            "state": state,
        },
        holders=(text(row, "actorName"),),
        state=state,
        is_void=state in VOID_CERTIFICATES,
        valid_until=day(text(row, "expiryDate")),
    )


def _reader(key: str, record: Callable[[dict[str, Any]], Record]) -> Callable[[Any, Question], Record | None]:
    def read(data: Any, question: Question) -> Record | None:
        content = rows(data, "content")
        for row in content:
            if text(row, key).casefold() == question.number.casefold():
                return record(row)
        total = data.get("totalElements", len(content))
        if not isinstance(total, int) or total > len(content):
            raise Unexpected  # more than fits one page: the number was ignored
        return None

    return read


def _adapter(
    key: str, page: str, path: Callable[[Question], str | None], read: Callable[[Any, Question], Record | None]
) -> Adapter:
    screen = f"https://ec.europa.eu/tools/eudamed/#/screen/{page}"
    return Adapter(key, screen, BASE, path, read, pause=2.0, interface=InterfaceSource.UNDOCUMENTED)


ACTORS = _adapter("eudamed_actors", "search-eo", _actor_path, _reader("srn", _read_actor))
DEVICES = _adapter("eudamed_devices", "search-device", _device_path, _reader("primaryDi", _read_device))
CERTIFICATES = _adapter(
    "eudamed_certificates",
    "search-certificates",
    _certificate_path,
    _reader("certificateNumber", _read_certificate),
)
