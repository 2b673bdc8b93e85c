"""A WSGI application behind an event loop: no thread waits for a client that is slow to send.

The loop reads the whole body, within limits, before one of a few threads makes the page. Header names with an
underscore are dropped: WSGI could not tell `X_Forwarded_For`, which anybody may send, from the proxy's own header.
"""

from __future__ import annotations

import asyncio
import itertools
import logging
import sys
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field
from http import HTTPStatus
from tempfile import SpooledTemporaryFile
from typing import Any, Protocol

from kpmarket.foundation.serving.request_bodies import IN_MEMORY_BYTES, BodyRefusedError, Pace, Places, receive

Environ = dict[str, Any]
Headers = list[tuple[str, str]]
REFUSED_KEY = "kpmarket.body_refused"
"""In the environment of a request whose body was too large: the application says so on a page; the body is empty."""

PIECE_BYTES = 64 * 1024
WHOLE_PIECES = 64
"""A response of so many pieces is handed over at once, and its thread is free; a larger one is sent piece by piece."""
SECONDS_TO_TAKE = 30
"""How long a client may take for a piece of a large response."""

logger = logging.getLogger(__name__)


class Transport(Protocol):
    async def send_bytes(self, data: bytes) -> None: ...


class Connection(Protocol):
    """What the server gives for one request: its body in chunks, and ways to answer."""

    def __aiter__(self) -> AsyncIterator[bytes]: ...

    def response_bytes(self, status: int, headers: Headers, body: bytes) -> None: ...

    def response_stream(self, status: int, headers: Headers) -> Transport: ...


@dataclass
class Bridge:
    """Serves a WSGI application over RSGI, granian's interface for an event loop.

    Strangers send at most `form_bytes`; `may_send_files` runs in a thread, and is asked about larger bodies only. `trusted_proxies` says how many proxies in front add the address of their client to `X-Forwarded-For`.
    """

    application: Callable[..., Iterable[bytes]]
    may_send_files: Callable[[Environ], bool]
    threads: int
    form_bytes: int
    request_bytes: int
    trusted_proxies: int = 0
    pace: Pace = field(default_factory=Pace)
    forms: Places = field(default_factory=lambda: Places(per_address=16, in_all=128))
    uploads: Places = field(default_factory=lambda: Places(per_address=8, in_all=32))

    def __post_init__(self) -> None:
        self.pool = ThreadPoolExecutor(self.threads, thread_name_prefix="page")

    async def __call__(self, scope: Any, connection: Connection) -> None:
        environ = environ_of(scope)
        with SpooledTemporaryFile(max_size=IN_MEMORY_BYTES) as body:
            try:
                await self._receive_body(environ, connection, body)
            except BodyRefusedError as refused:
                reply = HTTPStatus(refused.code)
                logger.warning("Body refused: %d %s", reply.value, reply.phrase)
                headers = [("content-type", "text/plain"), ("connection", "close"), ("retry-after", "10")]
                connection.response_bytes(reply.value, headers, f"{reply.phrase}. {reply.description}\n".encode())
                return
            body.seek(0)
            environ["wsgi.input"] = body
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self.pool, self._make_page, environ, connection, loop)

    async def _receive_body(self, environ: Environ, connection: Connection, body: SpooledTemporaryFile[bytes]) -> None:
        """Read the body into that file. One that is too large leaves it empty, with a note in the environment."""
        announced = int(environ["CONTENT_LENGTH"] or 0)
        if not announced and "HTTP_TRANSFER_ENCODING" not in environ:
            return
        chunks, address, received = aiter(connection), client_address(environ, self.trusted_proxies), 0
        if announced <= self.form_bytes:
            with self.forms.hold(address):
                received = await receive(chunks, body, limit=self.form_bytes, pace=self.pace)
        if max(announced, received) > self.form_bytes:
            received = await self._receive_upload(environ, chunks, body, received)
        environ.pop("HTTP_TRANSFER_ENCODING", None)
        environ["CONTENT_LENGTH"] = str(received)

    async def _receive_upload(
        self, environ: Environ, chunks: AsyncIterator[bytes], body: SpooledTemporaryFile[bytes], received: int
    ) -> int:
        """The size of a body that not everybody may send; 0 where it is refused."""
        limit = self.request_bytes
        is_known = await asyncio.get_running_loop().run_in_executor(self.pool, self.may_send_files, environ)
        if is_known and int(environ["CONTENT_LENGTH"] or 0) <= limit:
            with self.uploads.hold(client_address(environ, self.trusted_proxies)):
                received = await receive(chunks, body, limit=limit, pace=self.pace, received=received)
            if received <= limit:
                return received
        body.seek(0)
        body.truncate()
        environ[REFUSED_KEY] = "size" if is_known else "stranger"
        return 0

    def _make_page(self, environ: Environ, connection: Connection, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread: ask the application, and hand over what it answers."""
        response = ResponseStart()
        result = self.application(environ, response)
        if REFUSED_KEY in environ:
            response.headers.append(("connection", "close"))
        with ExitStack() as stack:
            stack.callback(getattr(result, "close", bool))
            pieces = join_pieces(result)
            whole = b"".join(itertools.islice(pieces, WHOLE_PIECES))
            following = next(pieces, b"")
            if not following:
                loop.call_soon_threadsafe(connection.response_bytes, response.code, response.headers, whole)
                return
            transport = connection.response_stream(response.code, response.headers)
            for piece in itertools.chain([whole, following], pieces):
                asyncio.run_coroutine_threadsafe(send(transport, piece), loop).result()


class ResponseStart:
    """What an application calls with status and headers, before it returns the body (PEP 3333)."""

    def __init__(self) -> None:
        self.code = HTTPStatus.INTERNAL_SERVER_ERROR.value
        self.headers: Headers = []

    def __call__(self, status: str, headers: Headers, exc_info: object = None) -> None:
        self.code, self.headers = int(status.split(" ", 1)[0]), list(headers)


def join_pieces(result: Iterable[bytes]) -> Iterator[bytes]:
    """The same bytes in pieces of at least PIECE_BYTES, but for the last."""
    held: list[bytes] = []
    size = 0
    for chunk in result:
        held.append(chunk)
        size += len(chunk)
        if size >= PIECE_BYTES:
            yield b"".join(held)
            held, size = [], 0
    if size:
        yield b"".join(held)


async def send(transport: Transport, piece: bytes) -> None:
    """Raises TimeoutError when the client does not take it in time: the response then ends there."""
    async with asyncio.timeout(SECONDS_TO_TAKE):
        await transport.send_bytes(piece)


def environ_of(scope: Any) -> Environ:
    """What WSGI says of a request (PEP 3333), without its body and without header names that have an underscore."""
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "CONTENT_TYPE": "",
        "CONTENT_LENGTH": "",
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" in name:
            continue
        key = name.upper().replace("-", "_")
        if key in ("CONTENT_TYPE", "CONTENT_LENGTH"):
            environ[key] = value
        else:
            separator = "; " if key == "COOKIE" else ","
            former = environ.get(f"HTTP_{key}")
            environ[f"HTTP_{key}"] = value if former is None else f"{former}{separator}{value}"
    return environ


def client_address(environ: Environ, trusted_proxies: int) -> str:
    """The address of whoever sends: what the outermost trusted proxy says, else that of the connection."""
    named = [part.strip() for part in str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")]
    if trusted_proxies and len(named) >= trusted_proxies and named[-trusted_proxies]:
        return named[-trusted_proxies]
    return str(environ["REMOTE_ADDR"])
