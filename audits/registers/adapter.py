"""How one register is asked: what its adapter knows, and the one way from a question to an answer."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from audits.registers import comparing, reading
from audits.registers.client import Client, Fetched, Unreachable
from audits.registers.question import Answer, Outcome, Question, Reason, Record


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


def ask(
    adapter: Adapter, question: Question, client: Client | None, *, on: date, bases: Mapping[str, str] | None = None
) -> Answer:
    """Put one question. Whatever goes wrong on the way is an outcome, never an error. Without a client: offline."""
    told = adapter.check(question)
    if told is not None:
        return told
    if not question.number:
        return Answer(Outcome.NOT_COVERED, adapter.page, Reason.NO_NUMBER)
    base = (bases or {}).get(adapter.key, adapter.base).rstrip("/")
    if not base:
        return Answer(Outcome.UNREACHABLE, adapter.page, Reason.BY_HAND)
    path = adapter.path(question)
    if path is None:
        return Answer(Outcome.NOT_COVERED, adapter.page, Reason.NOT_IN_THIS_REGISTER)
    if client is None:
        return Answer(Outcome.UNREACHABLE, base + path, Reason.OFFLINE)
    try:
        fetched = client.fetch(base + path, pause=adapter.pause)
    except Unreachable as stopped:
        return Answer(Outcome.UNREACHABLE, base + path, stopped.reason, http_status=stopped.http_status)
    return _answer(adapter, question, fetched, on)


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
        record = adapter.read(reading.json_of(fetched.body), question)
    except reading.Unreadable:
        return replace(kept, reason=Reason.UNREADABLE)
    except reading.Unexpected:
        return replace(kept, reason=Reason.UNEXPECTED)
    if record is None:
        return replace(kept, outcome=Outcome.NOT_FOUND)
    found = tuple(comparing.differences(question, record, on=on))
    return replace(kept, outcome=comparing.outcome_of(found), shown=reading.filled(record.shown), differences=found)
