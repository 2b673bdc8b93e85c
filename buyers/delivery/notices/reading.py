"""Reads a file in one of the published formats."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from buyers.delivery.notices.feed import read_feed
from buyers.delivery.notices.notice import MAX_BYTES, Notice, Refused
from buyers.delivery.notices.openfda import read_enforcement, read_recalls
from buyers.delivery.notices.round_up import read_round_up
from buyers.delivery.notices.safety_gate import read_safety_gate

READERS: Mapping[str, Callable[[bytes], list[Notice]]] = {
    "openfda-enforcement": read_enforcement,
    "openfda-recall": read_recalls,
    "safety-gate": read_safety_gate,
    "mhra-round-up": read_round_up,
    "feed": read_feed,
}
"""By the values of ``NoticeFormat``."""


def read_notices(data: bytes, format_: str) -> list[Notice]:
    """The notices of a file. Raises Refused; KeyError for an unknown format."""
    if len(data) > MAX_BYTES:
        raise Refused("too-large")
    return READERS[format_](data)
