"""The scanner's answers, replayed by a server on this machine."""

import socket
import struct
import threading
from contextlib import contextmanager

import pytest

from kpmarket.foundation.storage import scanner
from kpmarket.foundation.storage.scanner import Verdict


@pytest.fixture
def document(tmp_path):
    path = tmp_path / "document"
    path.write_bytes(b"%PDF" + b"x" * (scanner.CHUNK + 5))
    return path


class Received:
    """What the scanner received: the command, and the file put together again."""

    command = b""
    content = b""


def exactly(connection, count):
    held = b""
    while len(held) < count:
        piece = connection.recv(count - len(held))
        if not piece:
            raise EOFError
        held += piece
    return held


def serve(listener, reply, received, *, listens):
    connection, _ = listener.accept()
    with connection:
        while not received.command.endswith(b"\0"):
            received.command += connection.recv(1)
        while listens and b"INSTREAM" in received.command:
            (size,) = struct.unpack("!I", exactly(connection, 4))
            if not size:
                break
            received.content += exactly(connection, size)
        connection.sendall(reply)


@contextmanager
def clamd(reply, listener=None, *, listens=True):
    received = Received()
    with listener or socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening, reply, received), kwargs={"listens": listens})
        thread.start()
        yield listening, received
        thread.join(10)


def over_tcp(settings, listener):
    settings.CLAMD_URL = f"tcp://127.0.0.1:{listener.getsockname()[1]}"


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (b"stream: OK\0", Verdict.CLEAN),
        (b"stream: Eicar-Test-Signature FOUND\0", Verdict.FOUND),
        (b"INSTREAM size limit exceeded. ERROR\0", Verdict.FAILED),
        (b"stream: Can't allocate memory ERROR\0", Verdict.FAILED),
        (b"something else: OK\0", Verdict.FAILED),
        (b"", Verdict.UNREACHABLE),
    ],
)
def test_only_the_word_of_the_scanner_makes_a_file_clean(settings, document, reply, verdict):
    with clamd(reply) as (listener, received):
        over_tcp(settings, listener)

        assert scanner.scan(document) == verdict

    assert received.command == b"zINSTREAM\0"
    assert received.content == document.read_bytes()


@pytest.mark.enable_socket
def test_a_scanner_may_listen_on_a_socket_of_this_machine(settings, document, tmp_path):
    path = tmp_path / "clamd.ctl"
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(path))
    listener.listen()
    settings.CLAMD_URL = f"unix://{path}"

    with clamd(b"stream: OK\0", listener):
        assert scanner.scan(document) == Verdict.CLEAN


def test_a_scanner_that_is_not_there_has_said_nothing(settings, document):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over_tcp(settings, listener)

    assert scanner.scan(document) == Verdict.UNREACHABLE
    assert scanner.state() == "unreachable"


def test_a_scanner_that_falls_silent_has_said_nothing(settings, document):
    settings.CLAMD_SECONDS = 0.2
    with socket.create_server(("127.0.0.1", 0)) as listener:
        over_tcp(settings, listener)

        assert scanner.scan(document) == Verdict.UNREACHABLE


def test_a_scanner_that_stops_listening_is_read_to_the_end(settings, tmp_path):
    large = tmp_path / "large"
    large.write_bytes(b"x" * 8 * 1024**2)
    with clamd(b"INSTREAM size limit exceeded. ERROR\0", listens=False) as (listener, _):
        over_tcp(settings, listener)

        assert scanner.scan(large) in {Verdict.FAILED, Verdict.UNREACHABLE}


def test_without_a_scanner_nobody_is_asked(settings, document):
    settings.CLAMD_URL = ""

    assert scanner.scan(document) == Verdict.NOT_CONFIGURED
    assert scanner.state() == "not configured"


@pytest.mark.parametrize("url", ["clamd.example:3310", "http://127.0.0.1:3310", "tcp://"])
def test_an_address_that_is_none_is_unreachable_and_not_clean(settings, document, url):
    settings.CLAMD_URL = url

    assert scanner.scan(document) == Verdict.UNREACHABLE


@pytest.mark.parametrize(("reply", "state"), [(b"PONG\0", "reachable"), (b"UNKNOWN COMMAND\0", "unreachable")])
def test_a_scanner_is_asked_whether_it_is_there(settings, reply, state):
    with clamd(reply) as (listener, received):
        over_tcp(settings, listener)

        assert scanner.state() == state

    assert received.command == b"zPING\0"
