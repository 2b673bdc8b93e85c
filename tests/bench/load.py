"""A small load client: keep-alive connections, one request after the other on each."""

import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

ACCEPTED = "gzip, deflate, br, zstd"
"""What browsers of today take."""


@dataclass(frozen=True)
class Target:
    """One page of one server, as one visitor asks for it."""

    port: int
    path: str
    cookie: str = ""


class Visitor:
    """One connection that stays open and keeps the cookies it was given."""

    def __init__(self, target: Target) -> None:
        self.target = target
        self.connection = http.client.HTTPConnection("127.0.0.1", target.port, timeout=30)
        self.cookies = {"": target.cookie} if target.cookie else {}
        self.size = len(self.get(target.path, as_rendered=True))
        self.sent = len(self.get(target.path))

    def get(self, path: str, *, as_rendered: bool = False) -> bytes:
        """The body of a page, compressed as for a browser or as it is rendered; anything but 200 is an error."""
        headers = {"Accept-Encoding": "identity" if as_rendered else ACCEPTED, "Accept-Language": "en"}
        if self.cookies:
            headers["Cookie"] = "; ".join(self.cookies.values())
        self.connection.request("GET", path, headers=headers)
        response = self.connection.getresponse()
        body = response.read()
        if response.status != 200:
            raise RuntimeError(f"{path} answered {response.status}")
        for header in response.headers.get_all("Set-Cookie", []):
            pair = header.partition(";")[0]
            self.cookies[pair.partition("=")[0]] = pair
        return body

    def seconds(self) -> float:
        """How long one request takes."""
        started = time.perf_counter()
        self.get(self.target.path)
        return time.perf_counter() - started


def interleaved(targets: Sequence[Target], times: int, warm: int = 15) -> list[list[float]]:
    """Milliseconds of each request: the targets in turn, so that what disturbs one disturbs all."""
    visitors = [Visitor(target) for target in targets]
    for _ in range(warm):
        for visitor in visitors:
            visitor.seconds()
    taken: list[list[float]] = [[] for _ in targets]
    for _ in range(times):
        for visitor, found in zip(visitors, taken, strict=True):
            found.append(1000 * visitor.seconds())
    return taken


def per_second(target: Target, connections: int, seconds: float) -> float:
    """Requests answered in a second with so many connections at once."""
    visitors = [Visitor(target) for _ in range(connections)]
    until = time.perf_counter() + seconds
    done = [0] * connections

    def keep_asking(number: int) -> None:
        while time.perf_counter() < until:
            visitors[number].seconds()
            done[number] += 1

    threads = [threading.Thread(target=keep_asking, args=(number,)) for number in range(connections)]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(done) / (time.perf_counter() - started)


def p50(taken: Sequence[float]) -> float:
    return statistics.median(taken)


def p95(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]
