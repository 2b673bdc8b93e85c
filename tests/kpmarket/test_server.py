"""The site as the web server runs it: who may send files, and a stranger's attempts to stop or fill it."""

import contextlib
import re
import socket
import time
from importlib import import_module
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from django.conf import settings

from buyers.delivery.services import guests
from kpmarket.server import FORM_BYTES, application, has_account, may_send_files
from tests.web_server import web_server

pytestmark = pytest.mark.once  # it starts its own services

SECONDS = 60


def cookie_of(client):
    return {"HTTP_COOKIE": f"a=1; {settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"}


def test_a_signed_in_person_has_an_account(client, django_user_model, db):
    user = django_user_model.objects.create_user("ann@example.org")
    client.force_login(user)

    assert has_account(cookie_of(client))

    user.is_active = False
    user.save()
    assert not has_account(cookie_of(client))


@pytest.mark.parametrize("cookie", ["", "sessionid=", "sessionid=4v3b0lw8zsp0g3s1q0q0gkq6k3vmhc2l", "sessionid=../x"])
def test_a_stranger_has_none(cookie, db):
    assert not has_account({"HTTP_COOKIE": cookie})


def test_a_session_without_a_person_has_none(db):
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session["destination"] = "DE"
    session.save()

    assert not has_account({"HTTP_COOKIE": f"{settings.SESSION_COOKIE_NAME}={session.session_key}"})


def test_a_stranger_sends_files_under_an_open_link_of_a_guest(db, monkeypatch):
    asked = []
    monkeypatch.setattr(guests, "takes_files", lambda path, at: asked.append(path) or path.endswith("/photos/"))
    monkeypatch.setattr("kpmarket.server.close_old_connections", lambda: None)

    assert may_send_files({"PATH_INFO": "/guest/inspection/abc/photos/"})
    assert not may_send_files({"PATH_INFO": "/account/login/"})
    assert asked == ["/guest/inspection/abc/photos/", "/account/login/"]


def test_a_person_may_send_the_largest_file_with_its_form():
    assert application.request_bytes >= settings.UPLOAD_LIMIT + FORM_BYTES


def test_the_proxy_in_the_document_passes_what_the_site_takes():
    document = (settings.BASE_DIR / "docs/operations.md").read_text("utf-8")

    assert (
        int(re.search(r"client_max_body_size (\d+)m;", document)[1]) * 1024**2 >= application.request_bytes + FORM_BYTES
    )


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """Port and temporary folder of the web server, started by the line of the Procfile."""
    folder = tmp_path_factory.mktemp("server")
    with web_server(folder) as server:
        _have_the_temporary_folder_tried(server.port)
        yield server.port, folder / "tmp"


def _have_the_temporary_folder_tried(port):
    """Python writes four bytes into it and removes them when a process first needs it: that is no body of anybody."""
    body = iter([b"a" * FORM_BYTES] * 3)
    with contextlib.suppress(OSError):
        urlopen(Request(f"http://127.0.0.1:{port}/live/", body), timeout=SECONDS).close()


def seconds_to_answer(port):
    """How long a page takes that needs a thread and no database."""
    started = time.monotonic()
    with urlopen(f"http://127.0.0.1:{port}/live/", timeout=SECONDS) as response:
        assert response.read() == b"live\n"
    return time.monotonic() - started


def opened(stack, port, data):
    connection = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=SECONDS))
    connection.sendall(data)
    return connection


def read_to_the_end(connection):
    return b"".join(iter(lambda: connection.recv(65536), b""))


STALLED_BODY = b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 50000\r\n\r\nabcd"
STALLED_HEADERS = b"POST /account/login/ HTTP/1.1\r\nHost: loc"


@pytest.mark.slow
def test_stalled_bodies_stop_nobody_and_are_given_up(server):
    port, _ = server
    with contextlib.ExitStack() as stack:
        stalled = [opened(stack, port, STALLED_BODY) for _ in range(40)]

        assert seconds_to_answer(port) < 5
        answers = [read_to_the_end(connection)[9:12] for connection in stalled]

    assert sorted(answers) == [b"408"] * 16 + [b"429"] * 24


@pytest.mark.slow
def test_a_body_that_trickles_is_given_up(server):
    port, _ = server
    with contextlib.ExitStack() as stack:
        connection = opened(stack, port, STALLED_BODY)
        connection.settimeout(1)
        answer = b""
        for _ in range(SECONDS):
            with contextlib.suppress(TimeoutError):
                answer = connection.recv(65536)
                break
            connection.sendall(b"a")

    assert answer[9:12] == b"408"


@pytest.mark.slow
def test_stalled_headers_on_many_connections_stop_nobody_and_are_given_up(server):
    port, _ = server
    with contextlib.ExitStack() as stack:
        stalled = [opened(stack, port, STALLED_HEADERS) for _ in range(300)]

        assert seconds_to_answer(port) < 5
        assert {read_to_the_end(connection) for connection in stalled} == {b""}


@pytest.mark.slow
@pytest.mark.parametrize("path", ["/account/login/", "/live/", "/nowhere/"])
@pytest.mark.parametrize("is_announced", [True, False])
def test_a_strangers_large_body_is_refused_and_nothing_is_kept(server, path, is_announced):
    port, temporary = server
    most = 96 * 1024 * 1024
    sent, largest = 0, 0

    def chunks():
        nonlocal sent, largest
        while sent < most:
            sent += FORM_BYTES
            largest = max(largest, sum(file.stat().st_size for file in temporary.iterdir()))
            yield b"a" * FORM_BYTES

    headers = {"Content-Length": str(most)} if is_announced else {}
    request = Request(f"http://127.0.0.1:{port}{path}", chunks(), headers)
    with pytest.raises(OSError) as refused:
        urlopen(request, timeout=SECONDS)  # noqa: S310 - this machine's own server
    if isinstance(refused.value, HTTPError):
        refused.value.close()

    assert getattr(refused.value, "code", 413) == 413
    assert sent < most / 4
    assert largest == 0


@pytest.mark.slow
def test_the_page_of_a_refused_body_says_what_to_do(server):
    port, _ = server
    with contextlib.ExitStack() as stack:
        head = b"POST /account/login/ HTTP/1.1\r\nHost: localhost\r\nAccept-Language: zh-Hans\r\nContent-Length: 9000000\r\n\r\n"
        page = read_to_the_end(opened(stack, port, head)).decode()

    assert page.startswith("HTTP/1.1 413 ")
    assert "请先登录" in page


@pytest.mark.slow
@pytest.mark.parametrize(
    ("lengths", "status"),
    [
        ("Content-Length: 90\r\nTransfer-Encoding: chunked", "403"),
        ("Content-Length: 0\r\nContent-Length: 90", "400"),
        ("Content-Length: 5\r\nTransfer-Encoding: xchunked", "400"),
    ],
)
def test_behind_a_request_with_two_lengths_no_second_one_is_read(server, lengths, status):
    port, _ = server
    second = "GET /nowhere/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    first = f"POST /live/ HTTP/1.1\r\nHost: localhost\r\n{lengths}\r\n\r\n0\r\n\r\n"
    with contextlib.ExitStack() as stack:
        answer = read_to_the_end(opened(stack, port, (first + second).encode())).decode()

    assert re.findall(r"^HTTP/1.1 (\d+)", answer, re.MULTILINE) == [status]


@pytest.mark.slow
def test_a_request_is_never_sent_back_as_it_came(server):
    port, _ = server
    with contextlib.ExitStack() as stack:
        trace = b"TRACE /live/ HTTP/1.1\r\nHost: localhost\r\nCookie: a=secret\r\nConnection: close\r\n\r\n"
        answer = read_to_the_end(opened(stack, port, trace))

    assert answer.startswith(b"HTTP/1.1 405 ")
    assert b"secret" not in answer
