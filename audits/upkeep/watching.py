"""Fetch the watched pages of sources, keep their digest and what differs, and open a case when one changed."""

from __future__ import annotations

import difflib
import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max

from audits.compliance.reference import Source
from audits.compliance.rulebook import Rulebook
from audits.desk import log, permissions
from audits.law.current import current_rulebook
from audits.models import FetchOutcome, SourceFetch
from audits.registers.client import Client, Fetched, Request, Unreachable
from audits.upkeep.page_text import words_of_page
from kpmarket.accounts.models import User

EVERY = timedelta(days=7)
"""Time after which a watched page is fetched again."""
RETRY_AFTER = timedelta(days=1)
"""Time after which a page that could not be reached is tried again."""
MAX_BYTES = 8 * 1024 * 1024
"""Consolidated regulations are long."""
READ_SECONDS = 20.0
PAUSE_SECONDS = 2.0
"""Least time between two requests to one host."""
MAX_PAGES_PER_RUN = 100
MAX_RUN_TIME = timedelta(minutes=20)
MAX_TEXT = 1_000_000
MAX_DIFFERENCE = 20_000
"""Characters that are kept of a page and of a difference."""
HEADERS = {"Accept": "text/html,application/xhtml+xml,application/pdf,application/json;q=0.9,*/*;q=0.5"}


class AlreadyClosed(Exception):
    """Somebody has closed this case."""


def new_client() -> Client:
    """A client for long pages."""
    return Client(max_bytes=MAX_BYTES, read_seconds=READ_SECONDS)


def watched_sources(rulebook: Rulebook) -> list[Source]:
    """The sources whose pages are watched, in the order of the file."""
    return [source for source in rulebook.sources.values() if source.is_watched and source.url]


def fetch_due(client: Client, *, clock: Callable[[], datetime], limit: int = MAX_PAGES_PER_RUN) -> int:
    """Fetch every watched page that is due; return how many were tried. A missed run, or a second one, does no harm."""
    if settings.REGISTERS_OFFLINE:
        return 0
    begun, tried = clock(), 0
    for source in due_sources(at=begun):
        if tried >= limit or clock() - begun > MAX_RUN_TIME:
            break
        fetch(source, client, at=clock())
        tried += 1
    return tried


def due_sources(*, at: datetime) -> Iterator[Source]:
    """Watched sources that were never fetched, or long enough ago."""
    latest = latest_fetches()
    for source in watched_sources(current_rulebook()):
        last = latest.get(source.id)
        wait = RETRY_AFTER if last and last.outcome == FetchOutcome.UNREACHABLE else EVERY
        if last is None or last.url != source.url or last.at + wait <= at:
            yield source


def latest_fetches() -> dict[str, SourceFetch]:
    """The last attempt of each source, without the words of its page."""
    last = SourceFetch.objects.order_by().values("source").annotate(last=Max("pk")).values("last")
    return {row.source: row for row in SourceFetch.objects.filter(pk__in=last).defer("text", "difference")}


def fetch(source: Source, client: Client, *, at: datetime) -> SourceFetch:
    """Fetch one page and keep what it gave; a page that cannot be reached is kept as that, with the reason."""
    before = SourceFetch.objects.reached().filter(source=source.id, url=source.url).first()
    try:
        page = client.fetch(Request(source.url, HEADERS), pause=PAUSE_SECONDS)
    except Unreachable as silence:
        return _keep(source, FetchOutcome.UNREACHABLE, at=at, reason=str(silence.reason))
    if page.status != 200:
        return _keep(source, FetchOutcome.GONE, at=at, reason=str(page.status))
    read = _read(page, before)
    return _keep(source, read.outcome, at=at, digest=read.digest, text=read.text, difference=read.difference)


@transaction.atomic
def close(case: SourceFetch, *, conclusion: str, by: User, at: datetime) -> SourceFetch:
    """Say what a change of a page means for the rulebook. Raises SeniorOnly, NotAnAuditor, AlreadyClosed."""
    permissions.require_law_office(by, at=at)
    closed = SourceFetch.objects.open_cases().filter(pk=case.pk)
    if not closed.update(closed_at=at, closed_by=by, conclusion=conclusion):
        raise AlreadyClosed
    content = {"source": case.source, "digest": case.digest, "conclusion": conclusion}
    log.append(act="source_change_closed", subject=f"source:{case.source}"[:80], by=by, at=at, content=content)
    case.refresh_from_db()
    return case


@dataclass(frozen=True, slots=True)
class _PageRead:
    outcome: FetchOutcome
    digest: str
    text: str
    difference: str


def _read(page: Fetched, before: SourceFetch | None) -> _PageRead:
    text = words_of_page(page.body)
    digest = hashlib.sha256(text.encode() if text else page.body).hexdigest()
    if before is None:
        return _PageRead(FetchOutcome.FIRST, digest, text[:MAX_TEXT], "")
    if before.digest == digest:
        return _PageRead(FetchOutcome.SAME, digest, "", "")
    return _PageRead(FetchOutcome.CHANGED, digest, text[:MAX_TEXT], _difference(_text_known(before), text[:MAX_TEXT]))


def _text_known(before: SourceFetch) -> str:
    """The words of the page as it was: an unchanged fetch keeps none of its own."""
    if before.text:
        return before.text
    same = SourceFetch.objects.filter(source=before.source, digest=before.digest).exclude(text="")
    return same.values_list("text", flat=True).first() or ""


def _difference(before: str, after: str) -> str:
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=1)
    return "\n".join(lines)[:MAX_DIFFERENCE]


def _keep(
    source: Source,
    outcome: FetchOutcome,
    *,
    at: datetime,
    reason: str = "",
    digest: str = "",
    text: str = "",
    difference: str = "",
) -> SourceFetch:
    return SourceFetch.objects.create(
        source=source.id,
        url=source.url,
        at=at,
        outcome=outcome,
        reason=reason,
        digest=digest,
        text=text,
        difference=difference,
    )
