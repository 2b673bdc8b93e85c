"""The only entry point of the child: import the decoders, restrict the process, and only then read the document."""

import codecs
import importlib
import os
import sys
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from suppliers.documents.child.confine import confine
from suppliers.documents.child.refusal import Refusal
from suppliers.documents.protocol import OUT_OF_MEMORY, SET_UP_FAILED, Answer, Request, pack_refusal
from suppliers.documents.results import Code, Refused

PRELOADED_CODECS = ("ascii", "latin-1", "utf-8", "utf-16", "utf-16-le", "utf-16-be")
"""Codecs are files too: they are loaded before the file system becomes unreachable."""


def main(request_line: str) -> None:
    """Run one job in a fresh process."""
    try:
        request = Request.unpack(request_line)
        job = load_job(request)
        for codec in PRELOADED_CODECS:
            codecs.lookup(codec)
    except BaseException:
        os._exit(SET_UP_FAILED)
    run_job(job, request)


def load_job(request: Request) -> Callable[..., Any]:
    """The function that a request names."""
    module, _, name = request.job.partition(":")
    job: Callable[..., Any] = getattr(importlib.import_module(module), name)
    return job


def run_job(job: Callable[..., Any], request: Request, enclosed: Any = None, mapped_bytes: int = 0) -> None:
    """Run one job on standard input, write its answer to standard output, and end without any exit handlers.

    `mapped_bytes`: address space that a forked child has from its parent, which does not count as its own.
    """
    try:
        limits = replace(request.limits, memory=request.limits.memory + mapped_bytes)
        in_force = confine(limits, enclosed)
    except BaseException:
        os._exit(SET_UP_FAILED)
    try:
        content = _run_and_pack(job, request, in_force)
        _write_all(content)
    except MemoryError:
        os._exit(OUT_OF_MEMORY)
    os._exit(0)


def _run_and_pack(job: Callable[..., Any], request: Request, in_force: Any) -> bytes:
    try:
        facts, blobs = job(sys.stdin.buffer.read(), **request.params)
    except Refusal as refusal:
        return pack_refusal(refusal.refused)
    except MemoryError:
        raise
    except Exception:  # a decoder may fail in any way that a hostile file can make it fail
        return pack_refusal(Refused(Code.UNREADABLE))
    answer = Answer({**facts, "in_force": in_force}, tuple(blobs)).pack()
    if len(answer) > request.limits.output:
        return pack_refusal(Refused(Code.TOO_MANY_PIXELS))
    return answer


def _write_all(content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(1, rest) :]
