"""What log lines look like: for people, or as JSON for programs. Read by the settings."""

from __future__ import annotations

from typing import Any

from pythonjsonlogger.core import RESERVED_ATTRS

from kpmarket.foundation.monitoring import security_log

LINE = {"format": "{asctime} {levelname} {name} [{request_id}] {message}", "style": "{"}
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
