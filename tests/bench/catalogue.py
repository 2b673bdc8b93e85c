"""How quick the catalogue is with 10,000 and with 100,000 products, on the real server and PostgreSQL.

    make bench

Prints the median, the 95th percentile and requests per second of each page, next to a bare Django page of the same bytes,
and whether the targets hold. Ends with 1 when one does not.
"""

import contextlib
import os
import platform
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from tests.bench.catalogue_pages import PAGES
from tests.bench.load import Target, Visitor, interleaved, p50, p95, per_second
from tests.bench.serving import Shop, shop

SIZES = (10_000, 100_000)
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "100"))
SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
CONNECTIONS = 4
DEEP = 60
"""How many pages on the deep page is, where there are so many."""
GROWTH, TIMES_BARE, QUERIES = 1.5, 3.0, 8


def targets(one: Shop) -> dict[str, Target]:
    """Every page that is measured, on that server."""
    found = {
        name: Target(one.port, page.path, f"sessionid={one.session}" if page.is_signed_in else "")
        for name, page in PAGES.items()
    }
    plain = next(iter(found.values()))
    return {**found, "deep": Target(one.port, deep(plain))}


def deep(target: Target) -> str:
    """The address of a page far down, found by following the links as a reader does."""
    visitor, path = Visitor(target), target.path
    for _ in range(DEEP):
        onward = next_link(visitor.get(path, as_rendered=True).decode())
        if not onward:
            break
        path = onward
    return path


def next_link(html: str) -> str:
    _, marked, rest = html.partition('rel="next" href="')
    return rest.partition('"')[0].replace("&amp;", "&") if marked else ""


def measure(small: Shop, large: Shop) -> Iterator[str]:
    """One line for each page; yields the names of those that miss a target."""
    print(
        f"{'page':<28}{'kB':>5}{'queries':>9}" + f"{'p50':>8}{'p95':>8}{'req/s':>8}" * 2 + f"{'growth':>9}{'x bare':>8}"
    )
    print(f"{'':<42}{'10,000 products':^24}{'100,000 products':^24}")
    in_large = targets(large)
    for name, in_small in targets(small).items():
        size = Visitor(in_large[name]).size
        bare = Target(large.port, f"/bare/{size}/")
        taken = interleaved([in_small, in_large[name], bare], ROUNDS)
        rates = [per_second(one, CONNECTIONS, SECONDS) for one in (in_small, in_large[name])]
        growth, times = p50(taken[1]) / p50(taken[0]), p50(taken[1]) / p50(taken[2])
        queries = large.queries.get(name, 0)
        figures = "".join(f"{p50(one):8.1f}{p95(one):8.1f}{rate:8.0f}" for one, rate in zip(taken, rates, strict=False))
        print(f"{name:<28}{size / 1000:5.0f}{queries or '':>9}{figures}{growth:9.2f}{times:8.2f}", flush=True)
        if growth > GROWTH or times > TIMES_BARE or queries > QUERIES:
            yield name
    size = Visitor(next(iter(in_large.values()))).size
    bare_pages = {
        "bare page": Target(large.port, f"/bare/{size}/"),
        "bare page without the frame": Target(large.port, f"/bare/frameless/{size}/"),
    }
    taken = interleaved(list(bare_pages.values()), ROUNDS)
    for (name, page), milliseconds in zip(bare_pages.items(), taken, strict=True):
        figures = f"{p50(milliseconds):8.1f}{p95(milliseconds):8.1f}{per_second(page, CONNECTIONS, SECONDS):8.0f}"
        print(
            f"{name:<28}{Visitor(page).size / 1000:5.0f}{'':>33}{figures}{'':>9}{p50(milliseconds) / p50(taken[0]):8.2f}"
        )


def main() -> int:
    address = os.environ["DATABASE_URL"]
    load = os.getloadavg()[0]
    print(
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, load before: {load:.1f}"
    )
    print(
        f"Milliseconds; p50 and p95 with one connection, {ROUNDS} rounds in turn; requests a second with {CONNECTIONS}.\n"
    )
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kp-bench-")))
        started = time.monotonic()
        small, large = (stack.enter_context(shop(size, address, folder)) for size in SIZES)
        print(f"Filled in {time.monotonic() - started:.0f} s.\n", flush=True)
        missed = list(measure(small, large))
    verdict = f"missed by {', '.join(missed)}" if missed else "all hold"
    print(f"\nTargets: growth <= {GROWTH}, <= {TIMES_BARE} x bare, <= {QUERIES} queries: {verdict}.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
