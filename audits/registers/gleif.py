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
    asked = {"filter[entity.registeredAs]": question.number, "page[size]": 5}
    return f"/lei-records?{urlencode(asked)}" if CREDIT_CODE.fullmatch(question.number) else None


def _read(data: Any, question: Question) -> Record | None:
    found = rows(data, "data")
    if not found:
        return None
    entity = part(part(found[0], "attributes"), "entity")
    if text(entity, "registeredAs") != question.number:
        raise Unexpected
    names = [part(entity, "legalName")]
    for key in ("otherNames", "transliteratedOtherNames"):
        names += [mapping(one) for one in entity.get(key) or []]
    state = text(entity, "status")
    return Record(
        shown={
            "number": text(found[0], "id"),
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
    _read,
    days=90,
    interface=InterfaceSource.DOCUMENTED,
)
