"""What log lines look like: for people, or as JSON for programs. Read by the settings."""

from __future__ import annotations

import logging
import re
from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

from kpmarket.foundation.monitoring import security_log

CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


class OneLine(logging.Formatter):
    """What a message quotes begins no line of its own; a traceback stands below it as ever."""

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - logging calls it so
        return CONTROL.sub(" ", super().formatMessage(record))


LINE = {
    "()": OneLine,
    "fmt": "{asctime} {levelname} {name} [{request_id}] {message}",
    "datefmt": "%Y-%m-%dT%H:%M:%S%z",  # with its zone: lines of machines in different zones are compared
    "style": "{",
}
JSON = {
    "()": "pythonjsonlogger.json.JsonFormatter",
    "fmt": ["levelname", "name", "request_id", "message"],
    "rename_fields": {"levelname": "level", "name": "logger"},
    "timestamp": "time",
    "json_ensure_ascii": False,
    "reserved_attrs": [*RESERVED_ATTRS, "request"],  # Django attaches the request object; its id is enough
}
FORMATS = {"line": LINE, "json": JSON}


def logging_config(*, level: str, format_name: str) -> dict[str, Any]:
    """Django's LOGGING: everything goes to standard error, each line with the id of its request.

    Raises ValueError for a format that does not exist.
    """
    if format_name not in FORMATS:
        raise ValueError(f"Not a format of logs: {format_name!r}. Choose from {', '.join(FORMATS)}.")
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"request_id": {"()": "kpmarket.foundation.monitoring.request_ids.AddRequestId"}},
        "formatters": {"chosen": FORMATS[format_name]},
        "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "chosen", "filters": ["request_id"]}},
        "root": {"handlers": ["console"], "level": level},
        "loggers": {security_log.NAME: {"level": "INFO"}},
    }
