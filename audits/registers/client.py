"""Fetching one page of a register: bounded in time, size and attempts, and never led away to another host."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urljoin, urlsplit

import urllib3
from urllib3.exceptions import HTTPError, NewConnectionError, TimeoutError

from audits.registers.question import Reason

USER_AGENT = "KP-Medical-Supplies/1.0 (certificate verification)"
HEADERS = {"User-Agent": USER_AGENT, "Accept": "application/json", "Accept-Encoding": "identity"}
CONNECT_SECONDS = 5.0
READ_SECONDS = 10.0
WHOLE_SECONDS = 30.0
ATTEMPTS = 3
MAX_WAIT_SECONDS = 10.0
MAX_BYTES = 1024 * 1024
MAX_REDIRECTS = 3
CHUNK_BYTES = 64 * 1024
BUSY = frozenset({429, 500, 502, 503, 504})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
CHALLENGE_STATUSES = frozenset({202, 412})
"""How scripted sites ask a browser to prove itself."""


class Unreachable(Exception):
    """The register gave no answer that can be used; ``reason`` says why."""

    def __init__(self, reason: Reason, *, http_status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.http_status = http_status


@dataclass(frozen=True)
class Fetched:
    """One whole answer."""

    url: str
    status: int
    body: bytes


@dataclass(frozen=True)
class Request:
    """One page to fetch: with ``body`` it is posted. Headers may carry a key; they are sent to its host only."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True)
class _Head:
    status: int
    body: bytes
    location: str
    retry_after: str


@dataclass
class Client:
    """Keeps the pace that each register wants within this process. Clock and sleep are given, so that tests need no time."""

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    max_bytes: int = MAX_BYTES
    read_seconds: float = READ_SECONDS
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(num_pools=8, maxsize=2))
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, wanted: Request, *, pause: float = 0.0) -> Fetched:
        """The answer with 200 or 404. Raises Unreachable for everything else."""
        until = self.clock() + WHOLE_SECONDS
        for attempt in range(1, ATTEMPTS + 1):
            try:
                head = self._follow(wanted, pause=pause, until=until)
            except HTTPError as error:
                reason, status, later = _reason_of(error), None, ""
            else:
                if head.status in (200, 404):
                    return Fetched(wanted.url, head.status, head.body)
                if head.status not in BUSY:
                    raise Unreachable(_refusal(head.status), http_status=head.status)
                reason, status, later = Reason.BUSY, head.status, head.retry_after
            wait = _wait(attempt, later)
            if attempt == ATTEMPTS or wait > MAX_WAIT_SECONDS or self.clock() + wait > until:
                raise Unreachable(reason, http_status=status)
            self.sleep(wait)
        raise AssertionError("The last attempt returns or raises.")

    def _follow(self, wanted: Request, *, pause: float, until: float) -> _Head:
        """Redirects within the same scheme, host and port only, and none of what is posted."""
        here = wanted
        for _step in range(MAX_REDIRECTS + 1):
            self._keep_pace(here.url, pause)
            head = self._get(here, until)
            if head.status not in REDIRECTS:
                return head
            target = urljoin(here.url, head.location)
            if wanted.body is not None or _origin(target) != _origin(wanted.url):
                raise Unreachable(Reason.ELSEWHERE, http_status=head.status)
            here = replace(wanted, url=target)
        raise Unreachable(Reason.ELSEWHERE, http_status=head.status)

    def _get(self, wanted: Request, until: float) -> _Head:
        response = self.pool.request(
            "GET" if wanted.body is None else "POST",
            wanted.url,
            headers={**HEADERS, **wanted.headers},
            body=wanted.body,
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=self.read_seconds),
        )
        try:
            body = self._read(response, until) if response.status in (200, 404) else b""
        except BaseException:
            response.close()
            raise
        if response.status not in (200, 404):
            response.close()
        response.release_conn()
        headers = response.headers
        return _Head(response.status, body, headers.get("Location", ""), headers.get("Retry-After", ""))

    def _read(self, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
        """Piece by piece: a host that drips or pours is left."""
        body = bytearray()
        while piece := response.read1(CHUNK_BYTES, decode_content=False):
            body += piece
            if len(body) > self.max_bytes:
                raise Unreachable(Reason.TOO_LARGE, http_status=response.status)
            if self.clock() > until:
                raise Unreachable(Reason.TIMED_OUT, http_status=response.status)
        return bytes(body)

    def _keep_pace(self, url: str, pause: float) -> None:
        host = _origin(url)[1]
        now = self.clock()
        wait = self._last.get(host, now - pause) + pause - now
        self._last[host] = now + max(wait, 0.0)
        if wait > 0:
            self.sleep(wait)


def _origin(url: str) -> tuple[str, str, int | None]:
    parts = urlsplit(url)
    try:
        return parts.scheme, parts.hostname or "", parts.port
    except ValueError:
        return parts.scheme, parts.hostname or "", -1


def _reason_of(error: HTTPError) -> Reason:
    slow = isinstance(error, TimeoutError) and not isinstance(error, NewConnectionError)
    return Reason.TIMED_OUT if slow else Reason.NO_CONNECTION


def _refusal(status: int) -> Reason:
    return Reason.GUARDED if status in CHALLENGE_STATUSES else Reason.REFUSED


def _wait(attempt: int, wanted: str) -> float:
    """Seconds before the next attempt: what the register asks for, else longer each time."""
    return float(wanted) if wanted.isascii() and wanted.isdecimal() else 0.5 * 2.0**attempt
