"""Feeds that are fetched on a timetable, where the operator names any. One that does not answer is said, and keeps no other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from audits.registers.client import Client, Request, Unreachable
from buyers.delivery.models import RecallFetch
from buyers.delivery.notices.notice import MAX_BYTES, Notice, Refused
from buyers.delivery.notices.reading import READERS, read_notices
from buyers.delivery.services.recalls.loading import Loaded, load_notices

READ_SECONDS = 20.0
ACCEPT = {"Accept": "application/json, application/atom+xml, application/rss+xml, application/xml;q=0.9"}
NOT_FOUND = 404


@dataclass(frozen=True)
class Feed:
    """A feed: its name, which is the source of its notices, its format and its address."""

    name: str
    format: str
    url: str


class FeedMisnamed(ValueError):
    """A value of ``RECALL_FEEDS`` is not a known format, a plus sign and an address."""


def feeds() -> list[Feed]:
    """The feeds of the setting. Raises FeedMisnamed."""
    found = []
    for name, value in settings.RECALL_FEEDS.items():
        format_, _plus, url = value.partition("+")
        if format_ not in READERS or not url.startswith(("https://", "http://")):
            raise FeedMisnamed(name)
        found.append(Feed(name, format_, url))
    return found


def fetch_recalls(*, clock: Callable[[], datetime], client: Client | None = None) -> Mapping[str, Loaded]:
    """Ask every feed; what each brought. How each answered is kept."""
    client = client or Client(max_bytes=MAX_BYTES, read_seconds=READ_SECONDS)
    found = {}
    for feed in feeds():
        at = clock()
        try:
            notices = _fetch(feed, client)
        except (Unreachable, Refused) as problem:
            code = str(problem.reason) if isinstance(problem, Unreachable) else problem.code
            _note(feed, at, problem=code)
            continue
        found[feed.name] = load_notices(notices, feed.name, at=at)
        _note(feed, at)
    return found


def _fetch(feed: Feed, client: Client) -> list[Notice]:
    """openFDA answers 404 where nothing was found; elsewhere the address is wrong. Raises Unreachable, Refused."""
    answer = client.fetch(Request(feed.url, headers=ACCEPT))
    if answer.status == NOT_FOUND:
        if feed.format.startswith("openfda") and b"NOT_FOUND" in answer.body:
            return []
        raise Refused("other-format")
    return read_notices(answer.body, feed.format)


def _note(feed: Feed, at: datetime, *, problem: str = "") -> None:
    facts: dict[str, object] = {"asked_at": at, "problem": problem}
    if not problem:
        facts["answered_at"] = at
    RecallFetch.objects.update_or_create(feed=feed.name, defaults=facts)
