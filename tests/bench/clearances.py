"""How long judging takes with 10,000, 100,000 and 1,000,000 products in every market of the shipped law, on PostgreSQL.

    make bench-clearances [SIZES="10000 100000 1000000"] [STEPS="full repeat changed one-rule decision check"]

For each size: a first full refresh (from 5,000 products on the catalogue's indexes are made after the rows), a repeat that
changes nothing, one that leaves alone what is judged already, an edition with one changed rule, single decisions, and a
check of products taken at random against a fresh assessment. Each step has a process of its own; its peak memory is
printed. Ends with 1 when memory is not bounded, when the time grows faster than the products, when a decision takes more
queries than at the size before, or when the record drifted.
"""

import contextlib
import json
import os
import platform
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from tests.bench.serving import database

SIZES = tuple(int(size) for size in os.environ.get("SIZES", "10000 100000 1000000").split())
STEPS = tuple(os.environ.get("STEPS", "full repeat changed one-rule decision check").split())
SAMPLE = 10_000
GROWTH = 1.3
"""Most times that seconds a product may grow from one size to the next."""
MEMORY = 1.5
"""Most times that peak memory may grow while the products are ten times as many."""
Found = dict[str, Any]


def step(name: str, products: int, environment: dict[str, str]) -> Found:
    """What that step did, in a process of its own."""
    command = [sys.executable, "-m", "tests.bench.judging", name, str(products)]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


def measure(products: int, environment: dict[str, str]) -> dict[str, Found]:
    """Every step at that size, a line each."""
    filled = step("fill", products, environment)
    print(f"\n{products:,} products, {filled['certificates']:,} certificates (filled in {filled['seconds']:.0f} s)")
    found = {}
    for name in STEPS:
        found[name] = one = step(name, SAMPLE if name == "check" else products, environment)
        judged = {"check": min(SAMPLE, products)}.get(name, products)
        rate = "" if name in ("decision", "one-rule") else f"{judged / one['seconds']:12,.0f}"
        rest = {key: one[key] for key in ("processor", "patterns", "row", "p95", "queries", "drift") if key in one}
        said = ", ".join(
            f"{key} {value:.3f}" if isinstance(value, float) else f"{key} {value}" for key, value in rest.items()
        )
        print(
            f"{name:<10}{one['seconds']:10.3f} s{rate:>12}{one.get('rows', ''):>12}{one['peak_mb']:>9} MB{one['clearances']:>12}  {said}",
            flush=True,
        )
    return found


def missed(small: dict[str, Found], large: dict[str, Found], times: float) -> list[str]:
    """Targets that the growth from one size to the next misses."""
    found = []
    for name in (name for name in ("full", "repeat", "changed") if name in small):
        growth = large[name]["seconds"] / small[name]["seconds"] / times
        memory = large[name]["peak_mb"] / small[name]["peak_mb"]
        print(f"{name:<10} seconds a product x {growth:.2f}, peak memory x {memory:.2f}")
        found += [f"{name}: time"] * (growth > GROWTH) + [f"{name}: memory"] * (memory > MEMORY)
    more = "decision" in small and large["decision"]["queries"] > small["decision"]["queries"]
    return [*found, *["decision: queries"] * more]


def main() -> int:
    print(
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"load before: {os.getloadavg()[0]:.1f}\n"
        f"{'step':<10}{'time':>12}{'products/s':>12}{'rows changed':>12}{'peak':>12}{'clearances':>12}"
    )
    address = os.environ["DATABASE_URL"]
    results: list[dict[str, Found]] = []
    failures: list[str] = []
    for place, size in enumerate(SIZES):
        with contextlib.ExitStack() as stack:
            folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kp-bench-")))
            results.append(measure(size, stack.enter_context(database(f"kp_judged_{size}", address, folder))))
        failures += [f"{size}: drift"] * bool(results[-1].get("check", {}).get("drift"))
        if place:
            failures += missed(results[-2], results[-1], size / SIZES[place - 1])
    print(
        f"\nTargets: seconds a product x <= {GROWTH}, memory x <= {MEMORY}, fixed queries, no drift: {', '.join(failures) or 'all hold'}."
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
