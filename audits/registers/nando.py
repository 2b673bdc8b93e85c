"""NANDO, the Commission's list of notified bodies. Its site has no public interface for programs: without the
address of a copy that answers in JSON, a person looks it up. It lists bodies, never certificates."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from audits.registers.adapter import Adapter, InterfaceSource
from audits.registers.parsing import Unexpected, rows, text
from audits.registers.question import Question, Record

ACTIVE = frozenset({"", "active", "notified"})


def _path(question: Question) -> str | None:
    parameters = {"notifiedBodyNumber": question.number, "page": 0, "size": 20}
    return f"/notified-bodies?{urlencode(parameters)}" if re.fullmatch(r"\d{4}", question.number) else None


def _read_body(data: Any, question: Question) -> Record | None:
    content = rows(data, "content")
    found = next((row for row in content if text(row, "notifiedBodyNumber").zfill(4) == question.number), None)
    if found is None:
        if content:
            raise Unexpected  # other bodies than the one that was asked for: the number was ignored
        return None
    state = text(found, "status").casefold()
    return Record(
        shown={
            "number": text(found, "notifiedBodyNumber"),
            "issuer": text(found, "name"),
            "country": text(found, "country"),
            "state": state,
        },
        issuer=text(found, "name"),
        state=state,
        is_void=state not in ACTIVE,
    )


BODIES = Adapter(
    "nando",
    "https://webgate.ec.europa.eu/single-market-compliance-space/notified-bodies",
    path=_path,
    read=_read_body,
    days=90,
    pause=2.0,
    interface=InterfaceSource.OF_A_COPY,
)
