"""The same pages of this site and of a django-oscar shop with the same products, on one PostgreSQL, in turn.

    python -m tests.services python -m tests.bench.against_oscar OSCAR_PYTHON [PRODUCTS]     # BENCH_ROUNDS=60

OSCAR_PYTHON is the interpreter of an environment of its own, because the shop asks for other versions than this site:

    uv venv oscar
    uv pip install --python oscar/bin/python "django-oscar[sorl-thumbnail]==4.2.1" granian "psycopg[binary,pool]" whitenoise

Prints for each page the medians and requests a second of both, and their ratios. Ends with 1 where a target is missed.
"""

import contextlib
import itertools
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from tests.bench.load import Target, Visitor, p50, per_second
from tests.bench.serving import database, filled, served, served_by

ROUNDS, SECONDS = int(os.environ.get("BENCH_ROUNDS", "60")), float(os.environ.get("BENCH_SECONDS", "4"))
CONNECTIONS = 4


@dataclass(frozen=True)
class Pair:
    """A page of both, each at several addresses that are asked one after the other; and how many times ours must be ahead."""

    name: str
    ours: list[str]
    theirs: list[str]
    times: float


def pairs(facts: dict[str, list[str]], products: list[str]) -> Iterator[Pair]:
    """What is compared. Changing pairs are addresses that no process has shown before."""
    places = facts["places"]
    changing = list(itertools.islice(itertools.product(facts["type_keys"], places), 0, None, 7))
    asked = [("/catalogue/", "/filtered/", {"type": kind, "to": place}) for kind, place in changing]
    markets = dict(zip(places, facts["place_markets"], strict=True))
    yield Pair(
        "catalogue, changing type and market",
        [f"{ours}?{urlencode(query)}" for ours, _, query in asked],
        [f"{theirs}?{urlencode({**query, 'to': markets[query['to']]})}" for _, theirs, query in asked],
        20,
    )
    one = {"type": "respirator", "to": "DE"}
    theirs = {**one, "to": markets["DE"]}
    yield Pair("catalogue, one pair", [f"/catalogue/?{urlencode(one)}"], [f"/filtered/?{urlencode(theirs)}"], 20)
    words = {"q": "classic"}
    yield Pair(
        "catalogue, a word",
        [f"/catalogue/?{urlencode({**one, **words})}"],
        [f"/filtered/?{urlencode({**theirs, **words})}"],
        20,
    )
    yield Pair("product", [f"/products/{number}/?to=DE" for number in facts["product_keys"]], products, 8)
    yield Pair("home", ["/"], ["/catalogue/"], 8)


def milliseconds(pair: Pair, ours: int, theirs: int) -> tuple[list[float], list[float]]:
    """Of each request, the two sites in turn."""
    visitors = [Visitor(Target(ours, "/live/")), Visitor(Target(theirs, "/catalogue/"))]
    found: tuple[list[float], list[float]] = ([], [])
    addresses = zip(itertools.cycle(pair.ours), itertools.cycle(pair.theirs), strict=False)
    for both in itertools.islice(addresses, ROUNDS):
        for visitor, path, taken in zip(visitors, both, found, strict=True):
            visitor.target = Target(visitor.target.port, path)
            taken.append(1000 * visitor.seconds())
    return found


def line_of(pair: Pair, ours: int, theirs: int) -> tuple[str, bool]:
    own, other = milliseconds(pair, ours, theirs)
    rates = [
        per_second(Target(port, paths[0]), CONNECTIONS, SECONDS)
        for port, paths in ((ours, pair.ours), (theirs, pair.theirs))
    ]
    quicker, more = p50(other) / p50(own), rates[0] / rates[1]
    sizes = [Visitor(Target(port, paths[0])).sent / 1000 for port, paths in ((ours, pair.ours), (theirs, pair.theirs))]
    figures = f"{p50(own):9.1f}{p50(other):9.1f}{quicker:8.1f}{rates[0]:9.1f}{rates[1]:9.1f}{more:8.1f}{sizes[0]:8.1f}{sizes[1]:7.1f}"
    missed = quicker < pair.times or more < pair.times
    return f"{pair.name:<38}{figures}{f'  target {pair.times}' if missed else ''}", missed


@contextlib.contextmanager
def shop_of_oscar(
    python: str, products: int, facts: dict[str, list[str]], environment: dict[str, str]
) -> Iterator[dict]:
    """The filled shop and where it listens."""
    own = {**environment, "DJANGO_SETTINGS_MODULE": "tests.bench.oscar.settings"}
    command = [python, "-m", "tests.bench.oscar.filling", str(products)]
    done = subprocess.run(command, env=own, input=json.dumps(facts), stdout=subprocess.PIPE, text=True, check=True)
    with served_by(python, "tests.bench.oscar.wsgi:application", "wsgi", own) as (port, _process):
        yield {"port": port, **json.loads(done.stdout.splitlines()[-1])}


def facts_of(environment: dict[str, str]) -> dict[str, list[str]]:
    """The types, markets and places of the filled site, from a process that is set up for it."""
    command = [sys.executable, "-m", "tests.bench.oscar.facts"]
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    facts: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    return facts


def main(python: str, products: str = "100000") -> int:
    address, count = os.environ["DATABASE_URL"], int(products)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="kp-bench-")))
        ours = stack.enter_context(database(f"kp_bench_{count}", address, folder))
        filled(count, ours)
        facts = facts_of(ours)
        port = stack.enter_context(served(ours))
        theirs = stack.enter_context(database(f"oscar_bench_{count}", address, folder))
        shop = stack.enter_context(shop_of_oscar(python, count, facts, theirs))
        print(f"{count} products, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {ROUNDS} rounds in turn")
        head = ("p50 ours", "oscar", "times", "ours/s", "oscar/s", "times", "kB", "oscar")
        print(
            f"{'':<38}"
            + "".join(f"{word:>{width}}" for word, width in zip(head, (9, 9, 8, 9, 9, 8, 8, 7), strict=True))
        )
        missed = 0
        for pair in pairs(facts, shop["products"]):
            line, is_missed = line_of(pair, port, shop["port"])
            missed += is_missed
            print(line, flush=True)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
