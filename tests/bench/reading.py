"""Reading a one-page PDF and a scanned page in Chinese: seconds by stage, cold and warm, documents in a minute, memory.

python -m tests.bench.reading            # five rounds; ROUNDS=10 for more, AT_ONCE=3 documents at a time
"""

import os
import re
import resource
import time
from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from threading import Event, Thread

from suppliers.documents import render, sandboxed_fields
from suppliers.documents.reader import read
from suppliers.documents.reading import Outcome
from suppliers.documents.worker_pool import WORKER_POOL
from tests.suppliers.documents import sample_pages

MIB = 1024**2
SCAN_DPI = 200
ROUNDS = int(os.environ.get("ROUNDS", "5"))
AT_ONCE = int(os.environ.get("AT_ONCE", str((os.cpu_count() or 1) + 1)))


def documents():
    licence = sample_pages.licence()
    scan = sample_pages.tiff(sample_pages.photo_pdf(licence, dpi=SCAN_DPI))
    return {"PDF, one page with a text layer": licence, f"scan of it, A4 at {SCAN_DPI} dpi": scan}


def used_by(pid):
    """Processor seconds of a process and of the children that it has buried."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(int(fields[number]) for number in range(11, 15)) / os.sysconf("SC_CLK_TCK")


def processor_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(each.ru_utime + each.ru_stime for each in used) + sum(used_by(pid) for pid in WORKER_POOL.pids)


def once(content, pages):
    """As the worker does it: the pages were rendered when the file came; fields are proposed in the end."""
    started = time.monotonic()
    reading = read(content, at=datetime.now(UTC), rendered=pages)
    read_after = time.monotonic() - started
    sandboxed_fields.propose(reading, {})
    return time.monotonic() - started, read_after, reading


class Watched:
    """The most memory that this process and all below it held together, shared pages counted once."""

    def __init__(self):
        self.peak, self._over = 0, Event()
        self._thread = Thread(target=self._watch)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()

    def _watch(self):
        while not self._over.wait(0.1):
            self.peak = max(self.peak, sum(map(held, family(os.getpid()))))


def family(pid):
    yield pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with suppress(OSError):
            for child in task.read_text().split():
                yield from family(child)


def held(pid):
    with suppress(OSError):
        found = re.search(r"^Pss:\s+(\d+) kB", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.MULTILINE)
        return int(found[1]) * 1024 if found else 0
    return 0


def measure(name, content, pages):
    before = processor_seconds()
    runs = [once(content, pages) for _ in range(ROUNDS)]
    used = (processor_seconds() - before) / ROUNDS
    walls = [wall for wall, _, _ in runs]
    print(f"\n  {name}")
    print(f"    first {walls[0]:.2f} s · median {median(walls):.2f} s · best {min(walls):.2f} s")
    print(f"    processor time {used:.2f} s a document")
    for stage, (seconds, memory) in by_stage([reading for _, _, reading in runs]).items():
        print(f"      {stage:12} {seconds:6.2f} s {memory / MIB:6.0f} MiB")
    print(f"      {'fields':12} {median(wall - after for wall, after, _ in runs):6.2f} s")


def by_stage(readings):
    took = defaultdict(list)
    for reading in readings:
        for stage in reading.stages:
            if stage.outcome == Outcome.DONE:
                took[stage.name].append((stage.seconds, stage.memory))
    return {name: (median(one for one, _ in all_), max(one for _, one in all_)) for name, all_ in took.items()}


def throughput(name, content, pages):
    """Documents in a minute when as many are read at once as a worker takes, and what that worker holds."""
    count = ROUNDS * AT_ONCE
    started = time.monotonic()
    with Watched() as watched, ThreadPoolExecutor(AT_ONCE) as pool:
        list(pool.map(lambda _: once(content, pages), range(count)))
    minutes = (time.monotonic() - started) / 60
    print(f"  {name}: {count / minutes:.0f} documents a minute, {AT_ONCE} at a time; {watched.peak / MIB:.0f} MiB")


def main():
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    pages = {name: render.pages(content) for name, content in documents().items()}
    for name, one in pages.items():
        print(f"  pages when it comes: {name} {one.seconds:.2f} s")
    print("\ncold: a fresh process for every step")
    for name, content in documents().items():
        measure(name, content, pages[name])
    WORKER_POOL.enable()
    print("\nwarm: prepared processes")
    for name, content in documents().items():
        measure(name, content, pages[name])
    print("\nthroughput, warm")
    for name, content in documents().items():
        throughput(name, content, pages[name])
    print(f"\nload {os.getloadavg()[0]:.1f} in the end")
    WORKER_POOL.stop()


if __name__ == "__main__":
    main()
