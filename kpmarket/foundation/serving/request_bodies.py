"""How much a client may send, how slowly, and how many bodies may be on their way at once."""

from __future__ import annotations

import asyncio
import time
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from tempfile import SpooledTemporaryFile

IN_MEMORY_BYTES = 64 * 1024
"""A larger body goes to a temporary file without a name, which ends with the request."""


class BodyRefusedError(Exception):
    """The rest of a body is not read. `code` is the HTTP status that says why."""

    def __init__(self, code: int) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Pace:
    """How slowly a body may come: silence in seconds, and bytes a second on average after that time."""

    silence_seconds: float = 10
    bytes_per_second: int = 16 * 1024

    def is_kept(self, *, received: int, seconds: float) -> bool:
        return seconds <= self.silence_seconds + received / self.bytes_per_second


@dataclass
class Places:
    """How many bodies may be on their way at once. For use in one thread: that of the event loop."""

    per_address: int
    in_all: int
    taken: Counter[str] = field(default_factory=Counter)

    @contextmanager
    def hold(self, address: str) -> Iterator[None]:
        """Take a place for the time of the block.

        Raises BodyRefusedError with status 429 when the address has no place left, 503 when nobody has.
        """
        if self.taken[address] >= self.per_address:
            raise BodyRefusedError(429)
        if self.taken.total() >= self.in_all:
            raise BodyRefusedError(503)
        self.taken[address] += 1
        try:
            yield
        finally:
            self.taken[address] -= 1
            if not self.taken[address]:
                del self.taken[address]


async def receive(
    chunks: AsyncIterator[bytes], into: SpooledTemporaryFile[bytes], *, limit: int, pace: Pace, received: int = 0
) -> int:
    """Append what comes to the file, and return how many bytes it then has; stop at the first chunk beyond the limit.

    `received` says how many it had. Raises BodyRefusedError with status 408 for a body that comes too slowly.
    """
    started, before = time.monotonic(), received
    try:
        while received <= limit:
            async with asyncio.timeout(pace.silence_seconds):
                chunk = await anext(chunks)
            received += len(chunk)
            into.write(chunk)
            if not pace.is_kept(received=received - before, seconds=time.monotonic() - started):
                raise BodyRefusedError(408)
    except StopAsyncIteration:
        return received
    except TimeoutError:
        raise BodyRefusedError(408) from None
    return received
