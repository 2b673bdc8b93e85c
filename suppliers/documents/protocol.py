"""The messages between a worker and its sandbox child: a job request in; one line of JSON and binary blobs out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import IO

from suppliers.documents.results import Code, Refused

SET_UP_FAILED = 70
OUT_OF_MEMORY = 71


MAX_WAIT_FACTOR, MAX_WAIT_SECONDS = 4, 240
"""On a busy machine a job waits for the processor: at most so many times its own time, and so many seconds more."""


@dataclass(frozen=True)
class Limits:
    """What one job may use before it is stopped: seconds of the processor, bytes of memory, bytes of output, open files."""

    seconds: float = 15
    memory: int = 1024**3
    output: int = 64 * 1024**2
    open_files: int = 16

    @property
    def patience(self) -> float:
        """Seconds by the clock after which the job is stopped, however little it worked."""
        return min(self.seconds * MAX_WAIT_FACTOR, self.seconds + MAX_WAIT_SECONDS)


@dataclass(frozen=True)
class Request:
    """One job: `module:function`, named by our code and never by user input, with parameters that JSON can hold."""

    job: str
    params: Mapping[str, object]
    limits: Limits

    def pack(self) -> str:
        return json.dumps({"job": self.job, "params": dict(self.params), "limits": asdict(self.limits)})

    @classmethod
    def unpack(cls, line: str) -> Request:
        content = json.loads(line)
        return cls(content["job"], content["params"], Limits(**content["limits"]))


@dataclass(frozen=True)
class Answer:
    """The facts that a job returns, and the images that it rendered."""

    facts: Mapping[str, object]
    blobs: tuple[bytes, ...] = ()

    def pack(self) -> bytes:
        head = json.dumps({"facts": dict(self.facts), "sizes": [len(blob) for blob in self.blobs]}, sort_keys=True)
        return b"".join([head.encode(), b"\n", *self.blobs])


def pack_refusal(refused: Refused) -> bytes:
    return json.dumps({"refused": refused.code, "params": dict(refused.params)}).encode() + b"\n"


def unpack(answer: IO[bytes], max_bytes: int) -> Answer | Refused:
    """Read what a child wrote, up to `max_bytes` of blobs. A hostile document may control the child, so everything is
    checked. The blobs are read one by one, so that no byte is held twice.
    """
    try:
        head = json.loads(answer.readline(max_bytes + 1))
        if "refused" in head:
            return Refused(Code(head["refused"]), {str(name): int(value) for name, value in head["params"].items()})
        return Answer(dict(head["facts"]), tuple(_split_blobs(answer, head["sizes"], max_bytes)))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return Refused(Code.UNREADABLE)


def _split_blobs(answer: IO[bytes], sizes: list[int], max_bytes: int) -> list[bytes]:
    if any(type(size) is not int or size < 0 for size in sizes) or sum(sizes) > max_bytes:
        raise ValueError("the sizes are not valid")
    parts = [answer.read(size) for size in sizes]
    if [len(part) for part in parts] != sizes or answer.read(1):
        raise ValueError("the sizes do not add up")
    return parts
