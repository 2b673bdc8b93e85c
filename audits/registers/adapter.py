"""How one register is asked: what its adapter knows, and the one way from a question to an answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Any

from audits.registers import differences, parsing
from audits.registers.client import Client, Fetched, Request, Unreachable
from audits.registers.question import Answer, Outcome, Question, Reason, Record


class InterfaceSource(StrEnum):
    """Where we know the form of a register's questions and answers from: how far to trust our reading of them."""

    DOCUMENTED = "documented"
    UNDOCUMENTED = "undocumented"
    REPORTED = "reported"
    OF_A_COPY = "of_a_copy"
    FOR_PEOPLE = "for_people"


@dataclass(frozen=True)
class Adapter:
    """One register. ``path`` is what to ask, None where the register cannot hold such a number; without ``base`` a
    person must look. ``read`` finds the record that was asked for: None is "not found". ``days`` lie between checks."""

    key: str
    page: str
    base: str = ""
    path: Callable[[Question], str | None] = lambda question: None
    read: Callable[[Any, Question], Record | None] = lambda data, question: None
    knows_404: bool = False
    days: int = 30
    pause: float = 1.0
    check: Callable[[Question], Answer | None] = lambda question: None
    """What can be told without asking anybody."""
    payload: Callable[[Question], Mapping[str, Any]] | None = None
    """What is posted there; without it the question stands in the path."""
    headers: Mapping[str, str] = field(default_factory=dict)
    key_header: str = ""
    """Carries the operator's key; a register that wants one is not asked without."""
    interface: InterfaceSource = InterfaceSource.FOR_PEOPLE


@dataclass(frozen=True)
class Access:
    """What the operator has for the registers: other addresses, and keys, by register."""

    bases: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    def base_of(self, register: Adapter) -> str:
        return self.bases.get(register.key, register.base).rstrip("/")

    def lacks_key(self, register: Adapter) -> bool:
        return bool(register.key_header) and not self.keys.get(register.key)

    def opens(self, register: Adapter) -> bool:
        """Whether a machine may ask there."""
        return bool(self.base_of(register)) and not self.lacks_key(register)


NONE = Access()


def look_up(adapter: Adapter, question: Question, client: Client | None, *, on: date, access: Access = NONE) -> Answer:
    """Put one question. Whatever goes wrong on the way is an outcome, never an error. Without a client: offline."""
    told = _told_without_asking(adapter, question, access)
    if told is not None:
        return told
    path = adapter.path(question)
    if path is None:
        return Answer(Outcome.NOT_COVERED, adapter.page, Reason.NOT_IN_THIS_REGISTER)
    wanted = _request(adapter, question, access, path)
    if client is None:
        return Answer(Outcome.UNREACHABLE, wanted.url, Reason.OFFLINE)
    try:
        fetched = client.fetch(wanted, pause=adapter.pause)
    except Unreachable as stopped:
        return Answer(Outcome.UNREACHABLE, wanted.url, stopped.reason, http_status=stopped.http_status)
    return _answer(adapter, question, fetched, on)


def _told_without_asking(adapter: Adapter, question: Question, access: Access) -> Answer | None:
    told = adapter.check(question)
    if told is not None:
        return told
    if not question.number:
        return Answer(Outcome.NOT_COVERED, adapter.page, Reason.NO_NUMBER)
    if access.lacks_key(adapter):
        return Answer(Outcome.NOT_COVERED, adapter.page, Reason.NO_KEY)
    if not access.base_of(adapter):
        return Answer(Outcome.UNREACHABLE, adapter.page, Reason.BY_HAND)
    return None


def _request(adapter: Adapter, question: Question, access: Access, path: str) -> Request:
    headers = dict(adapter.headers)
    if adapter.key_header:
        headers[adapter.key_header] = access.keys[adapter.key]
    body = None
    if adapter.payload is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(adapter.payload(question), ensure_ascii=False).encode()
    return Request(access.base_of(adapter) + path, headers, body)


def _answer(adapter: Adapter, question: Question, fetched: Fetched, on: date) -> Answer:
    kept = Answer(
        Outcome.UNREACHABLE,
        fetched.url,
        http_status=fetched.status,
        body=fetched.body,
        digest=hashlib.sha256(fetched.body).hexdigest(),
    )
    if fetched.status == 404 and not adapter.knows_404:
        return replace(kept, reason=Reason.REFUSED)
    try:
        record = adapter.read(parsing.json_of(fetched.body), question)
    except parsing.NoAnswer as why:
        return replace(kept, reason=why.reason)
    if record is None:
        return replace(kept, outcome=Outcome.NOT_FOUND)
    found = tuple(differences.differences(question, record, on=on))
    return replace(kept, outcome=differences.outcome_of(found), shown=parsing.filled(record.shown), differences=found)
