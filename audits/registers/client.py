"""Fetches one page of a register, with limits of time, size and attempts, and never follows to another host."""

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
"""Statuses with which a site asks a browser to run a script first."""


class Unreachable(Exception):
    """The register gave no usable response; ``reason`` says why."""

    def __init__(self, reason: Reason, *, http_status: int | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.http_status = http_status


@dataclass(frozen=True)
class Fetched:
    """One whole response."""

    url: str
    status: int
    body: bytes


@dataclass(frozen=True)
class Request:
    """One page to fetch; with ``body`` it is a POST. Headers may carry a key and are sent to its host only."""

    url: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes | None = None


@dataclass(frozen=True)
class _Response:
    status: int
    body: bytes
    location: str
    retry_after: str


@dataclass
class Client:
    """Fetches pages, and keeps each register's pause between requests within this process.

    ``clock`` (seconds) and ``sleep`` are parameters so that tests need no time.
    """

    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    max_bytes: int = MAX_BYTES
    read_seconds: float = READ_SECONDS
    pool: urllib3.PoolManager = field(default_factory=lambda: urllib3.PoolManager(num_pools=8, maxsize=2))
    _last: dict[str, float] = field(default_factory=dict)

    def fetch(self, request: Request, *, pause: float = 0.0) -> Fetched:
        """The response with status 200 or 404. Raises Unreachable for everything else.

        ``pause`` is the least time in seconds between requests to the host.
        """
        until = self.clock() + WHOLE_SECONDS
        for attempt in range(1, ATTEMPTS + 1):
            try:
                response = self._follow(request, pause=pause, until=until)
            except HTTPError as error:
                reason, status, retry_after = _reason_of(error), None, ""
            else:
                if response.status in (200, 404):
                    return Fetched(request.url, response.status, response.body)
                if response.status not in BUSY:
                    raise Unreachable(_refusal(response.status), http_status=response.status)
                reason, status, retry_after = Reason.BUSY, response.status, response.retry_after
            wait = _wait_seconds(attempt, retry_after)
            if attempt == ATTEMPTS or wait > MAX_WAIT_SECONDS or self.clock() + wait > until:
                raise Unreachable(reason, http_status=status)
            self.sleep(wait)
        raise AssertionError("The last attempt returns or raises.")

    def _follow(self, request: Request, *, pause: float, until: float) -> _Response:
        """Follows redirects within the same scheme, host and port only, and none of a POST."""
        current = request
        for _step in range(MAX_REDIRECTS + 1):
            self._keep_pace(current.url, pause)
            response = self._send(current, until)
            if response.status not in REDIRECTS:
                return response
            target = urljoin(current.url, response.location)
            if request.body is not None or _origin(target) != _origin(request.url):
                raise Unreachable(Reason.ELSEWHERE, http_status=response.status)
            current = replace(request, url=target)
        raise Unreachable(Reason.ELSEWHERE, http_status=response.status)

    def _send(self, request: Request, until: float) -> _Response:
        response = self.pool.request(
            "GET" if request.body is None else "POST",
            request.url,
            headers={**HEADERS, **request.headers},
            body=request.body,
            redirect=False,
            retries=False,
            preload_content=False,
            timeout=urllib3.Timeout(connect=CONNECT_SECONDS, read=self.read_seconds),
        )
        try:
            body = self._read_body(response, until) if response.status in (200, 404) else b""
        except BaseException:
            response.close()
            raise
        if response.status not in (200, 404):
            response.close()
        response.release_conn()
        headers = response.headers
        return _Response(response.status, body, headers.get("Location", ""), headers.get("Retry-After", ""))

    def _read_body(self, response: urllib3.BaseHTTPResponse, until: float) -> bytes:
        """Chunk by chunk, so that a host that sends too slowly or too much is given up."""
        body = bytearray()
        while chunk := response.read1(CHUNK_BYTES, decode_content=False):
            body += chunk
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


def _wait_seconds(attempt: int, retry_after: str) -> float:
    """Seconds before the next attempt: what the register asks for, else 1, 2, 4 …"""
    return float(retry_after) if retry_after.isascii() and retry_after.isdecimal() else 0.5 * 2.0**attempt
