"""What every class of page costs, next to a bare page of the same bytes for the same person, on the demonstration's data and the real server.

    VAR_DIR=… python -m tests.bench.pages [PART OF A NAME]          # ROUNDS=40

The folder holds a filled demonstration with collected static files. Two servers answer: one that keeps public pages for
strangers (decision 84) and one that makes each again (KEPT_PAGES=0). Page and bare page are asked of them in turn, so that what
disturbs one disturbs all. Prints for each class the median by the clock, the server's processor time with pages kept and made
each time, queries, bytes as rendered and as sent, and how many times the processor time of the bare page that is. Ends with 1 where
a page as it is served takes more than it may.
"""

import os
import platform
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
for name in ("NO_RATE_LIMITS", "EASE_SECOND_FACTOR", "COLLECTED_STATIC"):
    os.environ.setdefault(name, "1")

import django  # noqa: E402 - reads the environment

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import override_settings  # noqa: E402

from tests.bench.load import Target, Visitor, p50  # noqa: E402
from tests.bench.page_classes import PageClass, page_classes, queries  # noqa: E402
from tests.bench.serving import process_served  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "40"))
WARM = 5
NANOSECONDS = 1_000_000
"""In a millisecond."""


def processor(pid: int) -> float:
    """Milliseconds that the threads of a process and of its children have used."""
    found = 0.0
    for task in Path(f"/proc/{pid}/task").iterdir():
        found += int((task / "schedstat").read_text().split()[0]) / NANOSECONDS
        found += sum(processor(int(child)) for child in (task / "children").read_text().split())
    return found


def browser(page: PageClass) -> Client:
    client = Client(headers={"host": "localhost", "accept-language": "en"})
    if page.user:
        client.force_login(page.user)
    return client


class Server(NamedTuple):
    """A port, and the number of the process behind it."""

    port: int
    pid: int


def measured(asked: Sequence[tuple[Server, Visitor]], rounds: int) -> list[tuple[list[float], list[float]]]:
    """Of each visitor, asked in turn, the milliseconds of each request by the clock and of the server's processor."""
    taken: list[tuple[list[float], list[float]]] = [([], []) for _ in asked]
    for _ in range(rounds):
        for (server, visitor), (clock, used) in zip(asked, taken, strict=True):
            before = processor(server.pid)
            clock.append(1000 * visitor.seconds())
            used.append(processor(server.pid) - before)
    return taken


def line_of(page: PageClass, serving: Server, making: Server) -> tuple[str, bool]:
    """The line to print, and whether the page takes more than it may."""
    client = browser(page)
    with override_settings(KEPT_PAGES=0):
        asked = queries(client, page.path)
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    own = Target(serving.port, page.path, f"{settings.SESSION_COOKIE_NAME}={session.value}" if session else "")
    visitor, made_again = Visitor(own), Visitor(replace(own, port=making.port))
    bare = Visitor(replace(own, path=f"/bare/{visitor.size}/"))
    asking = [(serving, visitor), (making, made_again), (serving, bare)]
    measured(asking, WARM)
    (clock, used), (_clock, made), (_bare_clock, bare_used) = measured(asking, ROUNDS)
    times, times_made = p50(used) / p50(bare_used), p50(made) / p50(bare_used)
    figures = f"{p50(clock):8.1f}{p50(used):8.1f}{p50(made):8.1f}{p50(bare_used):8.1f}"
    sizes = f"{asked:8}{visitor.size / 1000:8.1f}{visitor.sent / 1000:8.1f}"
    is_over = times > page.most
    said = f"  over {page.most:.0f}" if is_over else ""
    return f"{page.name:<36}{figures}{sizes}{times:8.2f}{times_made:8.2f}{said}", is_over


def main(part: str = "") -> int:
    print(
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"{connection.vendor}, {ROUNDS} rounds, load before: {os.getloadavg()[0]:.1f}"
    )
    print(
        f"{'':<36}{'p50 ms':>8}{'cpu ms':>8}{'made':>8}{'bare':>8}{'queries':>8}{'kB':>8}{'sent kB':>8}{'x bare':>8}{'made':>8}"
    )
    over = 0
    keeping_none = {**os.environ, "KEPT_PAGES": "0"}
    with process_served(dict(os.environ)) as serving, process_served(keeping_none) as making:
        for page in page_classes():
            if part in page.name:
                line, is_over = line_of(page, Server(*serving), Server(*making))
                over += is_over
                print(line, flush=True)
    print(f"\n{over} take more than they may." if over else "\nAll hold.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
