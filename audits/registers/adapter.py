"""Describes how one register is queried, and leads from a question to an answer."""

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
    """How we know the format of a register's requests and responses: how far our reading of them can be trusted."""

    DOCUMENTED = "documented"
    UNDOCUMENTED = "undocumented"
    REPORTED = "reported"
    OF_A_COPY = "of_a_copy"
    FOR_PEOPLE = "for_people"


@dataclass(frozen=True)
class Adapter:
    """One register.

    ``path`` returns the path to request, ``None`` where the register cannot hold such a number. ``base`` is the address
    before it; without one a person must look. ``read`` returns the record that was asked for, ``None`` for "not found".
    ``days`` is the time between checks; ``pause`` is in seconds, between requests to the same host.
    """

    key: str
    page: str
    base: str = ""
    path: Callable[[Question], str | None] = lambda question: None
    read: Callable[[Any, Question], Record | None] = lambda data, question: None
    knows_404: bool = False
    days: int = 30
    pause: float = 1.0
    check: Callable[[Question], Answer | None] = lambda question: None
    """Returns an answer that needs no request, if there is one."""
    payload: Callable[[Question], Mapping[str, Any]] | None = None
    """Returns the JSON to post; without it the request is a GET."""
    headers: Mapping[str, str] = field(default_factory=dict)
    key_header: str = ""
    """Header that carries the operator's key; without a key such a register is not queried."""
    interface: InterfaceSource = InterfaceSource.FOR_PEOPLE


@dataclass(frozen=True)
class Access:
    """The operator's settings by register: addresses that replace ours, and keys."""

    bases: Mapping[str, str] = field(default_factory=dict)
    keys: Mapping[str, str] = field(default_factory=dict)

    def base_of(self, register: Adapter) -> str:
        return self.bases.get(register.key, register.base).rstrip("/")

    def lacks_key(self, register: Adapter) -> bool:
        return bool(register.key_header) and not self.keys.get(register.key)

    def allows_machine(self, register: Adapter) -> bool:
        """Whether this site may query the register."""
        return bool(self.base_of(register)) and not self.lacks_key(register)


NO_ACCESS = Access()


def look_up(
    adapter: Adapter, question: Question, client: Client | None, *, on: date, access: Access = NO_ACCESS
) -> Answer:
    """Send one question. Failures are outcomes with a reason, never exceptions. Without a client the site is offline."""
    answer = _answer_without_request(adapter, question, access)
    if answer is not None:
        return answer
    path = adapter.path(question)
    if path is None:
        return Answer(Outcome.NOT_COVERED, adapter.page, Reason.NOT_IN_THIS_REGISTER)
    request = _build_request(adapter, question, access, path)
    if client is None:
        return Answer(Outcome.UNREACHABLE, request.url, Reason.OFFLINE)
    try:
        fetched = client.fetch(request, pause=adapter.pause)
    except Unreachable as stopped:
        return Answer(Outcome.UNREACHABLE, request.url, stopped.reason, http_status=stopped.http_status)
    return _read_answer(adapter, question, fetched, on)


def _answer_without_request(adapter: Adapter, question: Question, access: Access) -> Answer | None:
    answer = adapter.check(question)
    if answer is not None:
        return answer
    if not question.number:
        return Answer(Outcome.NOT_COVERED, adapter.page, Reason.NO_NUMBER)
    if access.lacks_key(adapter):
        return Answer(Outcome.NOT_COVERED, adapter.page, Reason.NO_KEY)
    if not access.base_of(adapter):
        return Answer(Outcome.UNREACHABLE, adapter.page, Reason.BY_HAND)
    return None


def _build_request(adapter: Adapter, question: Question, access: Access, path: str) -> Request:
    headers = dict(adapter.headers)
    if adapter.key_header:
        headers[adapter.key_header] = access.keys[adapter.key]
    body = None
    if adapter.payload is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(adapter.payload(question), ensure_ascii=False).encode()
    return Request(access.base_of(adapter) + path, headers, body)


def _read_answer(adapter: Adapter, question: Question, fetched: Fetched, on: date) -> Answer:
    snapshot = Answer(
        Outcome.UNREACHABLE,
        fetched.url,
        http_status=fetched.status,
        body=fetched.body,
        digest=hashlib.sha256(fetched.body).hexdigest(),
    )
    if fetched.status == 404 and not adapter.knows_404:
        return replace(snapshot, reason=Reason.REFUSED)
    try:
        record = adapter.read(parsing.json_of(fetched.body), question)
    except parsing.NoAnswer as why:
        return replace(snapshot, reason=why.reason)
    if record is None:
        return replace(snapshot, outcome=Outcome.NOT_FOUND)
    differing = tuple(differences.differences(question, record, on=on))
    return replace(
        snapshot,
        outcome=differences.outcome_of(differing),
        shown=parsing.without_empty(record.shown),
        differences=differing,
    )
