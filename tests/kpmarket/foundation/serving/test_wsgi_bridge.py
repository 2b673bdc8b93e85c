"""The site behind the event loop: what reaches it, what is refused before, and what comes back."""

import asyncio
import io
import threading
from types import SimpleNamespace

import pytest

from kpmarket.foundation.serving import wsgi_bridge
from kpmarket.foundation.serving.request_bodies import Pace, Places
from kpmarket.foundation.serving.wsgi_bridge import Bridge, client_address, environ_of


class Client:
    """Sends chunks, each after so many seconds, and keeps what it is answered."""

    def __init__(self, *chunks, seconds=0.0, headers=(), address="192.0.2.1:4000"):
        self.chunks, self.seconds, self.sent = list(chunks), seconds, 0
        self.scope = SimpleNamespace(
            method="POST", path="/käse", query_string="a=%20", server="127.0.0.1:8000", client=address,
            scheme="http", http_version="1.1", headers=SimpleNamespace(items=lambda: list(headers)),
        )  # fmt: skip
        self.answers, self.pieces = [], []

    async def __aiter__(self):
        for chunk in self.chunks:
            await asyncio.sleep(self.seconds)
            self.sent += len(chunk)
            yield chunk

    def response_bytes(self, status, headers, body):
        self.answers.append((status, dict(headers), body))

    def response_stream(self, status, headers):
        self.answers.append((status, dict(headers), None))
        return self

    async def send_bytes(self, data):
        self.pieces.append(data)


def announcing(size):
    return [("content-length", str(size))]


CHUNKED = [("transfer-encoding", "chunked")]


def echo(request, start_response):
    """Answers what it was sent."""
    start_response("200 OK", [("refused", request.get(wsgi_bridge.REFUSED_KEY, ""))])
    return [request["CONTENT_LENGTH"].encode(), b" ", request["wsgi.input"].read()]


def bridge(application=echo, *, is_known=False, **facts):
    return Bridge(application, lambda environ: is_known, threads=1, form_bytes=10, request_bytes=100, **facts)


def exchange(server, *clients):
    async def all_at_once():
        await asyncio.gather(*(server(client.scope, client) for client in clients))

    asyncio.run(all_at_once())
    return [client.answers[0] for client in clients]


@pytest.mark.parametrize("headers", [announcing(6), CHUNKED])
def test_a_small_form_of_a_stranger_arrives_whole(headers):
    [(status, _, body)] = exchange(bridge(), Client(b"abc", b"def", headers=headers))

    assert (status, body) == (200, b"6 abcdef")


def test_a_large_announced_body_of_a_stranger_is_not_read():
    client = Client(b"a" * 11, headers=announcing(11))

    [(_, headers, body)] = exchange(bridge(), client)

    assert (headers["refused"], headers["connection"], body) == ("stranger", "close", b"0 ")
    assert client.sent == 0


def test_an_unannounced_body_of_a_stranger_is_read_to_the_limit_only():
    client = Client(*[b"a" * 5] * 50, headers=CHUNKED)

    [(_, headers, body)] = exchange(bridge(), client)

    assert (headers["refused"], body) == ("stranger", b"0 ")
    assert client.sent == 15


@pytest.mark.parametrize("headers", [announcing(50), CHUNKED])
def test_a_person_with_an_account_sends_files(headers):
    [(_, headers, body)] = exchange(bridge(is_known=True), Client(*[b"a" * 5] * 10, headers=headers))

    assert (headers["refused"], body) == ("", b"50 " + b"a" * 50)


@pytest.mark.parametrize("headers", [announcing(101), CHUNKED])
def test_a_person_with_an_account_has_a_limit_as_well(headers):
    [(_, headers, body)] = exchange(bridge(is_known=True), Client(*[b"a" * 5] * 50, headers=headers))

    assert (headers["refused"], body) == ("size", b"0 ")


def test_a_silent_client_is_given_up():
    [(status, headers, _)] = exchange(
        bridge(pace=Pace(silence_seconds=0.05)), Client(b"a", seconds=5, headers=announcing(9))
    )

    assert (status, headers["connection"]) == (408, "close")


def test_a_client_that_sends_too_slowly_is_given_up():
    pace = Pace(silence_seconds=0.1, bytes_per_second=100)

    [(status, *_)] = exchange(bridge(pace=pace), Client(*[b"a"] * 9, seconds=0.03, headers=announcing(9)))

    assert status == 408


def test_slow_bodies_take_no_thread():
    slow = [Client(b"abc", seconds=0.3, headers=announcing(3), address=f"192.0.2.{i}:1") for i in range(20)]
    quick = Client()
    order = []
    slow[0].response_bytes = lambda *answer: order.append("slow") or slow[0].answers.append(answer)
    quick.response_bytes = lambda *answer: order.append("quick") or quick.answers.append(answer)

    exchange(bridge(), *slow, quick)

    assert order == ["quick", "slow"]


def test_one_address_has_so_many_places_and_all_have_so_many():
    server = bridge(forms=Places(per_address=2, in_all=3))
    clients = [
        Client(b"abc", seconds=0.05, headers=announcing(3), address=address)
        for address in ("192.0.2.1:1", "192.0.2.1:2", "192.0.2.1:3", "192.0.2.2:1", "192.0.2.3:1")
    ]

    assert [status for status, *_ in exchange(server, *clients)] == [200, 200, 429, 200, 503]
    assert server.forms.taken.total() == 0


def test_a_name_with_an_underscore_is_not_a_header():
    headers = [
        ("x-forwarded-for", "192.0.2.9"),
        ("x_forwarded_for", "203.0.113.1"),
        ("cookie", "a=1"),
        ("cookie", "b=2"),
    ]

    request = environ_of(Client(headers=headers).scope)

    assert (request["HTTP_X_FORWARDED_FOR"], request["HTTP_COOKIE"]) == ("192.0.2.9", "a=1; b=2")
    assert (request["PATH_INFO"], request["QUERY_STRING"]) == ("/kÃ¤se", "a=%20")
    assert (request["REMOTE_ADDR"], request["SERVER_NAME"], request["SERVER_PORT"]) == (
        "192.0.2.1",
        "127.0.0.1",
        "8000",
    )


@pytest.mark.parametrize(
    ("named", "proxies", "address"),
    [
        ("203.0.113.1", 0, "192.0.2.1"),
        ("203.0.113.1, 198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.1, 198.51.100.7, 192.0.2.5", 2, "198.51.100.7"),
        ("", 1, "192.0.2.1"),
    ],
)
def test_the_address_is_what_trusted_proxies_say(named, proxies, address):
    assert client_address({"HTTP_X_FORWARDED_FOR": named, "REMOTE_ADDR": "192.0.2.1"}, proxies) == address


class File(io.BytesIO):
    """A response that says in which thread it was closed."""

    closed_in = None

    def __iter__(self):
        return iter(lambda: self.read(4096), b"")

    def close(self):
        self.closed_in = threading.current_thread().name


@pytest.mark.parametrize(("size", "is_streamed"), [(100_000, False), (6_000_000, True)])
def test_a_response_arrives_whole_and_is_closed_by_the_thread_that_made_it(size, is_streamed):
    file, client = File(b"a" * size), Client()

    def send_file(request, start_response):
        start_response("200 OK", [])
        return file

    [(_, _, body)] = exchange(bridge(send_file), client)

    assert (b"".join(client.pieces) if is_streamed else body) == b"a" * size
    assert file.closed_in.startswith("page")


def test_a_client_that_does_not_take_a_large_response_is_given_up(monkeypatch):
    monkeypatch.setattr(wsgi_bridge, "SECONDS_TO_TAKE", 0.05)
    file, client = File(b"a" * 6_000_000), Client()

    async def send_bytes(data):
        await asyncio.sleep(5)

    client.send_bytes = send_bytes

    with pytest.raises(TimeoutError):
        exchange(bridge(lambda environ, start: start("200 OK", []) or file), client)
    assert file.closed_in.startswith("page")


def test_a_body_larger_than_a_form_is_kept_on_disk_without_a_name(monkeypatch):
    monkeypatch.setattr(wsgi_bridge, "IN_MEMORY_BYTES", 20)
    rolled = []

    def look(request, start_response):
        rolled.append(request["wsgi.input"]._rolled)
        return echo(request, start_response)

    exchange(bridge(look, is_known=True), Client(b"a" * 50, headers=announcing(50)))

    assert rolled == [True]
