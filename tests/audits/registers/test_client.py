"""Fetching from a register that is slow, busy, broken or hostile."""

import socket

import pytest

from audits.registers.client import Client, Request, Unreachable
from audits.registers.question import Reason
from tests.audits.registers.replay import Said, Time, replaying


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def client(time):
    made = Client(clock=time.clock, sleep=time.sleep, max_bytes=2000, read_seconds=0.1)
    yield made
    made.pool.clear()


def stopped(client, url, **options):
    with pytest.raises(Unreachable) as caught:
        client.fetch(Request(url), **options)
    return caught.value.reason, caught.value.http_status


def test_a_whole_response_is_returned_and_the_request_names_the_product(client):
    with replaying(Said(body=b'{"a": 1}')) as (register, base):
        fetched = client.fetch(Request(f"{base}/x?q=1"))

    assert (fetched.status, fetched.body, fetched.url) == (200, b'{"a": 1}', f"{base}/x?q=1")
    assert register.asked == ["/x?q=1"]
    assert register.headers[0]["User-Agent"].startswith("KP-Medical-Supplies/")


def test_not_found_is_an_answer(client):
    with replaying(Said(404, b"{}")) as (_, base):
        assert client.fetch(Request(base)).status == 404


def test_a_busy_register_is_asked_again_after_the_time_it_wants(client, time):
    with replaying(Said(429, Retry_After="4"), Said(body=b"{}")) as (register, base):
        assert client.fetch(Request(base)).body == b"{}"

    assert time.slept == [4.0]
    assert len(register.asked) == 2


def test_a_register_that_asks_for_a_long_wait_is_given_up(client, time):
    with replaying(Said(429, Retry_After="3600")) as (register, base):
        assert stopped(client, base) == (Reason.BUSY, 429)

    assert time.slept == []
    assert len(register.asked) == 1


def test_after_three_failures_with_longer_waits_it_is_given_up(client, time):
    with replaying(Said(500)) as (register, base):
        assert stopped(client, base) == (Reason.BUSY, 500)

    assert time.slept == [1.0, 2.0]
    assert len(register.asked) == 3


@pytest.mark.parametrize(
    ("status", "reason"),
    [(400, "refused"), (401, "refused"), (403, "refused"), (410, "refused"), (202, "guarded"), (412, "guarded")],
)
def test_a_refusal_is_not_tried_again(client, status, reason):
    with replaying(Said(status)) as (register, base):
        assert stopped(client, base) == (Reason(reason), status)

    assert len(register.asked) == 1


def test_a_redirect_within_the_host_is_followed(client):
    with replaying(Said(302, Location="/there"), Said(body=b"{}")) as (register, base):
        assert client.fetch(Request(f"{base}/here")).body == b"{}"

    assert register.asked == ["/here", "/there"]


@pytest.mark.parametrize(
    "target",
    ["http://127.0.0.2:1/x", "https://127.0.0.1/x", "//example.org/x", "http://127.0.0.1:99999/", "file:///etc/passwd"],
)
def test_a_redirect_to_another_place_is_never_followed(client, target):
    with replaying(Said(302, Location=target)) as (register, base):
        assert stopped(client, base) == (Reason.ELSEWHERE, 302)

    assert len(register.asked) == 1


def test_a_question_is_posted_with_its_headers_and_again_when_the_register_was_busy(client):
    with replaying(Said(503), Said(body=b"{}")) as (register, base):
        client.fetch(Request(f"{base}/company", {"X-Key": "secret"}, b'{"a": 1}'))

    assert register.asked == ["/company", "/company"]
    assert register.posted == [b'{"a": 1}', b'{"a": 1}']
    assert [headers["X-Key"] for headers in register.headers] == ["secret", "secret"]


def test_a_post_is_never_redirected(client):
    with replaying(Said(302, Location="/there")) as (register, base), pytest.raises(Unreachable) as caught:
        client.fetch(Request(f"{base}/company", body=b"{}"))

    assert (caught.value.reason, register.asked) == (Reason.ELSEWHERE, ["/company"])


def test_a_circle_of_redirects_ends(client):
    with replaying(Said(302, Location="/again")) as (register, base):
        assert stopped(client, base) == (Reason.ELSEWHERE, 302)

    assert len(register.asked) == 4


def test_a_huge_response_is_given_up(client):
    with replaying(Said(body=b"x" * 2001)) as (_, base):
        assert stopped(client, base) == (Reason.TOO_LARGE, 200)


def test_an_answer_as_large_as_allowed_is_taken(client):
    with replaying(Said(body=b"x" * 2000)) as (_, base):
        assert len(client.fetch(Request(base)).body) == 2000


def test_an_answer_that_breaks_off_is_no_answer(client):
    with replaying(Said(body=b"x" * 1000, cut=True)) as (register, base):
        assert stopped(client, base) == (Reason.NO_CONNECTION, None)

    assert len(register.asked) == 3


def test_a_closed_port_is_no_connection(client):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]

    assert stopped(client, f"http://127.0.0.1:{port}/") == (Reason.NO_CONNECTION, None)


def test_a_register_that_accepts_and_never_responds_times_out(client):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()

        assert stopped(client, f"http://127.0.0.1:{silent.getsockname()[1]}/") == (Reason.TIMED_OUT, None)


def test_a_register_that_responds_too_slowly_is_given_up(time):
    def late():
        time.now += 20
        return time.now

    client = Client(clock=late, sleep=time.sleep)
    with replaying(Said(body=b"{}")) as (_, base):
        assert stopped(client, base) == (Reason.TIMED_OUT, 200)
    client.pool.clear()


def test_requests_to_one_host_keep_the_pause(client, time):
    with replaying(Said(body=b"{}")) as (_, base):
        for _time in range(3):
            client.fetch(Request(base), pause=2.0)

    assert time.slept == [2.0, 2.0]
