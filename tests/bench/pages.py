"""What every class of page costs, next to a bare page of the same bytes for the same person, on the demonstration's data and the real server.

    VAR_DIR=… python -m tests.bench.pages [PART OF A NAME]          # ROUNDS=40

The folder holds a filled demonstration with collected static files. Both pages are asked in turn, so that what disturbs
one disturbs the other. Prints for each class the median and the 95th percentile by the clock, the server's processor time,
queries, bytes as rendered and as sent, and how many times the bare page's median it takes. Ends with 1 where one takes
more than it may.
"""

import os
import platform
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.bench.settings")
for name in ("NO_RATE_LIMITS", "EASE_SECOND_FACTOR", "COLLECTED_STATIC"):
    os.environ.setdefault(name, "1")

import django  # noqa: E402 - reads the environment

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from tests.bench.load import Target, Visitor, interleaved, p50, p95  # noqa: E402
from tests.bench.page_classes import PageClass, page_classes, queries  # noqa: E402
from tests.bench.serving import process_served  # noqa: E402

ROUNDS = int(os.environ.get("ROUNDS", "40"))
TICK = 1000 / os.sysconf("SC_CLK_TCK")
"""Milliseconds of the processor in one tick of the kernel's account."""


def processor(pid: int) -> float:
    """Milliseconds that a process and its children have used."""
    below = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return TICK * (int(fields[11]) + int(fields[12])) + sum(processor(int(child)) for child in below)


def browser(page: PageClass) -> Client:
    client = Client(headers={"host": "localhost", "accept-language": "en"})
    if page.user:
        client.force_login(page.user)
    return client


def line_of(page: PageClass, port: int, pid: int) -> tuple[str, bool]:
    """The line to print, and whether the page takes more than it may."""
    client = browser(page)
    asked = queries(client, page.path)
    session = client.cookies.get(settings.SESSION_COOKIE_NAME)
    target = Target(port, page.path, f"{settings.SESSION_COOKIE_NAME}={session.value}" if session else "")
    visitor = Visitor(target)
    own, bare = interleaved([target, replace(target, path=f"/bare/{visitor.size}/")], ROUNDS, warm=5)
    times, again, before = p50(own) / p50(bare), Visitor(target), processor(pid)
    for _ in range(ROUNDS):
        again.seconds()
    cpu = (processor(pid) - before) / ROUNDS
    figures = f"{p50(own):8.1f}{p95(own):8.1f}{cpu:8.1f}{asked:8}{visitor.size / 1000:8.1f}{visitor.sent / 1000:8.1f}"
    is_over = times > page.most
    return f"{page.name:<36}{figures}{times:8.2f}{f'  over {page.most:.0f}' if is_over else ''}", is_over


def main(part: str = "") -> int:
    print(
        f"{date.today()}, {os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, "
        f"{connection.vendor}, {ROUNDS} rounds, load before: {os.getloadavg()[0]:.1f}"
    )
    print(f"{'':<36}{'p50 ms':>8}{'p95 ms':>8}{'cpu ms':>8}{'queries':>8}{'kB':>8}{'sent kB':>8}{'x bare':>8}")
    over = 0
    with process_served(dict(os.environ)) as (port, pid):
        for page in page_classes():
            if part in page.name:
                line, is_over = line_of(page, port, pid)
                over += is_over
                print(line, flush=True)
    print(f"\n{over} take more than they may." if over else "\nAll hold.")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
