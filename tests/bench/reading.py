"""Reading a one-page PDF and a scanned page in Chinese: seconds, processor time and memory, cold and warm, by stage.

python -m tests.bench.reading            # five rounds; ROUNDS=10 for more
"""

import os
import resource
import time
from collections import defaultdict
from datetime import UTC, datetime
from statistics import median

from suppliers.documents.reader import read
from suppliers.documents.reading import Outcome
from tests.suppliers.documents import readable

MIB = 1024**2
SCAN_DPI = 200


def papers():
    licence = readable.licence()
    scan = readable.tiff(readable.photographed(licence, dpi=SCAN_DPI))
    return {"PDF, one page with a text layer": licence, f"scan of it, A4 at {SCAN_DPI} dpi": scan}


def processor_seconds():
    used = [resource.getrusage(who) for who in (resource.RUSAGE_CHILDREN, resource.RUSAGE_SELF)]
    return sum(each.ru_utime + each.ru_stime for each in used)


def once(content):
    started, before = time.monotonic(), processor_seconds()
    reading = read(content, at=datetime.now(UTC))
    return time.monotonic() - started, processor_seconds() - before, reading


def measure(name, content, rounds):
    runs = [once(content) for _ in range(rounds)]
    walls = [wall for wall, _, _ in runs]
    print(f"\n{name}")
    print(f"  first {walls[0]:.2f} s · median {median(walls):.2f} s · best {min(walls):.2f} s")
    print(f"  processor time, median {median(used for _, used, _ in runs):.2f} s")
    print(f"  largest child {max(reading.memory for _, _, reading in runs) / MIB:.0f} MiB")
    stages = defaultdict(list)
    for _, _, reading in runs:
        for stage in reading.stages:
            if stage.outcome == Outcome.DONE:
                stages[stage.name].append((stage.seconds, stage.memory))
    for stage, took in stages.items():
        seconds, memory = median(one for one, _ in took), max(one for _, one in took)
        print(f"    {stage:12} {seconds:6.2f} s {memory / MIB:6.0f} MiB")


def main():
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    for name, content in papers().items():
        measure(name, content, int(os.environ.get("ROUNDS", "5")))
    print(f"\nthis process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB")


if __name__ == "__main__":
    main()
