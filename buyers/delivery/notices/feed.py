"""News feeds of authorities: Atom (RFC 4287), as the MHRA's alerts at gov.uk, and RSS 2.0, as those of TGA and Health Canada.

A feed has titles and summaries: a maker or a model is found by whoever compares, never stated by it. A weekly round-up names no
product of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date
from email.utils import parsedate_to_datetime
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from buyers.delivery.notices.notice import Notice, Refused, iso_day, plain_text, within_limits

ENTRIES = frozenset({"entry", "item"})
ROOTS = frozenset({"feed", "rss", "RDF"})
MAX_DEPTH = 30
ROUND_UP = re.compile(r"^(?:field safety notices?: \d|.*\b(?:safety )?round-?up\b)", re.IGNORECASE)
"""Titles of pages that list many notices: 'Field Safety Notices: 13 to 17 July 2026', 'MHRA Safety Roundup: April 2026'."""


def read_feed(data: bytes) -> list[Notice]:
    """The entries of a feed. Raises Refused."""
    try:
        return within_limits(_notices(data))
    except DefusedXmlException as error:
        raise Refused("definitions") from error
    except (ParseError, LookupError, ValueError, RecursionError) as error:
        raise Refused("unreadable") from error


def _notices(data: bytes) -> Iterator[Notice]:
    depth, is_feed = 0, False
    for event, element in iterparse(BytesIO(data), events=("start", "end"), forbid_dtd=True):
        depth += 1 if event == "start" else -1
        if depth > MAX_DEPTH:
            raise Refused("unreadable")
        name = _name(element)
        if event == "start":
            is_feed = is_feed or (depth == 1 and name in ROOTS)
            if not is_feed:
                raise Refused("other-format")
            continue
        if name in ENTRIES:
            notice = _notice(element)
            if notice.source_id:
                yield notice
            element.clear()


def _notice(element: Element) -> Notice:
    said = {_name(child): child.text or "" for child in element}
    links = [one for one in element if _name(one) == "link"]
    link = next((one.get("href") or one.text or "" for one in links if one.get("rel", "alternate") == "alternate"), "")
    link, title = plain_text(link, 500), plain_text(said.get("title"), 500)
    day = said.get("updated") or said.get("published") or said.get("date") or ""
    return Notice(
        source_id=plain_text(said.get("id") or said.get("guid") or link, 200),
        title=title,
        text=plain_text(said.get("summary") or said.get("description") or said.get("content")),
        published_on=iso_day(day) or _mail_day(said.get("pubDate", "")),
        url=link if link.startswith(("https://", "http://")) else "",
        is_list=bool(ROUND_UP.match(title)),
    )


def _mail_day(text: str) -> date | None:
    """A day as RSS has it: 'Thu, 30 Apr 2026 10:00:00 GMT'."""
    try:
        return parsedate_to_datetime(text.strip()).astimezone(UTC).date() if text.strip() else None
    except ValueError:
        return None


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
