"""`make hostile`: reads every file of the corpus and prints how each ended, then a summary."""

from __future__ import annotations

import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import django

from tests.hostile.case import Case
from tests.hostile.corpus import CASES
from tests.hostile.listener import Listener
from tests.hostile.runner import End, end_of

KIB = 1024
MIB = 1024**2


def main(words: list[str]) -> int:
    """All files, or those whose name contains one of these words; the number of violations is the exit code."""
    chosen = [case for case in CASES if not words or any(word in case.name for word in words)]
    started, before = time.monotonic(), _memory()
    with _scratch() as (work, scratch), Listener() as listener:
        with ThreadPoolExecutor(os.cpu_count() or 1) as executor:
            ends = list(executor.map(lambda case: _read_and_print(case, work, listener.port), chosen))
        left = [path.name for path in (*work.iterdir(), *scratch.iterdir())]
        visits = listener.visits
    _report(ends, time.monotonic() - started, _memory() - before)
    print(f"connections: {visits}; files left behind: {left or 'none'}")
    return min(100, sum(len(end.broken) for end in ends) + visits + len(left))


@contextmanager
def _scratch() -> Iterator[tuple[Path, Path]]:
    """A folder for the files, and one for all temporary files."""
    with tempfile.TemporaryDirectory() as whole:
        work, scratch = Path(whole, "work"), Path(whole, "scratch")
        work.mkdir()
        scratch.mkdir()
        previous, tempfile.tempdir = tempfile.tempdir, str(scratch)
        try:
            yield work, scratch
        finally:
            tempfile.tempdir = previous


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * KIB


def _read_and_print(case: Case, work: Path, port: int) -> End:
    end = end_of(case, work, port)
    words = " ".join((*end.stages, *(f"VIOLATION: {one}" for one in end.broken)))
    print(
        f"{end.outcome:22} {end.rendering:6.2f} {end.seconds:6.2f} s {end.memory // MIB:5} MiB  {end.name}  {words}",
        flush=True,
    )
    return end


def _report(ends: list[End], seconds: float, growth: int) -> None:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    seconds_to_render = sorted(end.rendering for end in ends)
    print(f"\n{len(ends)} files in {seconds:.0f} s, {used.ru_utime + used.ru_stime:.0f} s of processor time")
    print(", ".join(f"{outcome} {count}" for outcome, count in Counter(end.outcome for end in ends).most_common()))
    print(
        f"rendering: median {seconds_to_render[len(seconds_to_render) // 2]:.2f} s, p95 {seconds_to_render[len(seconds_to_render) * 95 // 100]:.2f} s, most {seconds_to_render[-1]:.2f} s"
    )
    print(f"whole reading: most {max(end.seconds for end in ends):.2f} s")
    print(
        f"memory: a child at most {max(end.memory for end in ends) // MIB} MiB, this process grew by {growth // MIB} MiB"
    )
    print(f"violations: {sum(len(end.broken) for end in ends)}")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kpmarket.settings")
    django.setup()
    sys.exit(main(sys.argv[1:]))
