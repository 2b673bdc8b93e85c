"""Errors reported to Sentry, where SENTRY_DSN is set; loaded only then.

A report says where the code failed and under which request id, and nothing about people: what is sent is copied field
by field from what Sentry's client collects, so a field that a later version adds stays out. Messages of exceptions are
left out because a database names e-mail addresses in them; the log line with the same request id has them.
"""

from __future__ import annotations

from typing import Any, cast

import sentry_sdk
from sentry_sdk.transport import Transport
from sentry_sdk.types import Event, Hint

from kpmarket.foundation.monitoring import request_ids

KEPT_FIELDS = ("event_id", "timestamp", "level", "platform", "logger", "environment", "release", "server_name", "sdk")
KEPT_FRAME_FIELDS = (
    "filename",
    "abs_path",
    "module",
    "function",
    "lineno",
    "pre_context",
    "context_line",
    "post_context",
    "in_app",
)
NAMED_BY_CODE = {"component", "route", "task"}
"""Sources of a transaction's name that are written in the code; of a raw address the name could hold a secret token."""


def start(dsn: str, *, environment: str, release: str, transport: Transport | None = None) -> None:
    """Report each unhandled exception and each log line of level ERROR, from requests and from tasks."""
    sentry_sdk.init(
        dsn=dsn,
        environment=environment,
        release=release or None,
        transport=transport,
        include_local_variables=False,
        max_request_body_size="never",
        max_breadcrumbs=0,
        auto_session_tracking=False,
        send_client_reports=False,
        before_send=reduced_event,
    )


def reduced_event(collected: Event, hint: Hint) -> Event:
    """The part of a report that may leave the site."""
    event = cast(dict[str, Any], collected)
    reduced: dict[str, Any] = {name: event[name] for name in KEPT_FIELDS if name in event}
    reduced["tags"] = {"request_id": request_ids.current() or "-"}
    if event.get("transaction_info", {}).get("source") in NAMED_BY_CODE:
        reduced["transaction"] = event["transaction"]
    if "logentry" in event:
        reduced["logentry"] = {"message": event["logentry"]["message"]}  # the constant text, without what was filled in
    if "exception" in event:
        reduced["exception"] = {"values": [_reduced_exception(value) for value in event["exception"]["values"]]}
    return cast(Event, reduced)


def _reduced_exception(value: dict[str, Any]) -> dict[str, Any]:
    frames = (value.get("stacktrace") or {}).get("frames", [])
    return {
        "type": value.get("type"),
        "module": value.get("module"),
        "stacktrace": {"frames": [{name: frame.get(name) for name in KEPT_FRAME_FIELDS} for frame in frames]},
    }
