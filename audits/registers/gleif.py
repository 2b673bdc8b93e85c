"""GLEIF, the register of legal entity identifiers: partial, since few companies need one. JSON:API."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlencode

from audits.registers.adapter import Adapter, InterfaceSource
from audits.registers.parsing import Unexpected, mapping, part, rows, text
from audits.registers.question import Question, Record

CREDIT_CODE = re.compile(r"[0-9A-HJ-NP-RTUWXY]{18}")


def _path(question: Question) -> str | None:
    """By the number that the company has in the Chinese register."""
    parameters = {"filter[entity.registeredAs]": question.number, "page[size]": 5}
    return f"/lei-records?{urlencode(parameters)}" if CREDIT_CODE.fullmatch(question.number) else None


def _read_entity(data: Any, question: Question) -> Record | None:
    records = rows(data, "data")
    if not records:
        return None
    entity = part(part(records[0], "attributes"), "entity")
    if text(entity, "registeredAs") != question.number:
        raise Unexpected
    names = [part(entity, "legalName")]
    for key in ("otherNames", "transliteratedOtherNames"):
        names += [mapping(name) for name in entity.get(key) or []]
    state = text(entity, "status")
    return Record(
        shown={
            "number": text(records[0], "id"),
            "holder": text(names[0], "name"),
            "city": text(part(entity, "legalAddress"), "city"),
            "country": text(part(entity, "legalAddress"), "country"),
            "state": state,
        },
        holders=tuple(text(name, "name") for name in names),
        state=state,
        is_void=state == "INACTIVE",
    )


ENTITIES = Adapter(
    "gleif",
    "https://search.gleif.org",
    "https://api.gleif.org/api/v1",
    _path,
    _read_entity,
    days=90,
    interface=InterfaceSource.DOCUMENTED,
)
