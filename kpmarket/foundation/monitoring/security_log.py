"""Log lines about what matters to security: what happened and to which account, by number; no name, address or text."""

from __future__ import annotations

import logging

NAME = "kpmarket.security"
"""Logged from INFO on, whatever LOG_LEVEL says."""

logger = logging.getLogger(NAME)


def log_event(event: str, *, account: int | None = None, subject: str = "", level: int = logging.INFO) -> None:
    """One line, with the same facts as fields of their own where lines are JSON."""
    facts = {"event": event, "account": account, "subject": subject}
    words = [f"{name}={value}" for name, value in facts.items() if value not in (None, "")]
    logger.log(level, " ".join(words), extra=facts)


NOBODY = 0
"""The account of somebody who has none, or did not sign in."""


def log_refused_upload(account: int, code: str) -> None:
    """An upload that was not taken, and the code of the reason; nothing of the file, not even its name."""
    log_event("upload_refused", account=account, subject=code, level=logging.WARNING)
