"""A register on loopback that replays prepared responses in the formats of the real ones."""

import json
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from audits.lookups import checks
from audits.registers.client import Client


class Said:
    """One answer: status, body, headers; ``cut`` ends the line before the whole body was sent."""

    def __init__(self, status=200, body=b"", *, cut=False, **headers):
        self.status, self.cut = status, cut
        self.body = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class Register:
    """The responses to give, in order (the last one is repeated), and the requests received."""

    def __init__(self, *said):
        self.said, self.asked, self.headers, self.posted = list(said), [], [], []

    def answer(self, path, headers, posted):
        self.asked.append(path)
        self.headers.append(headers)
        self.posted.append(posted)
        return self.said.pop(0) if len(self.said) > 1 else self.said[0]


@contextmanager
def replaying(*said):
    """The register and its address."""
    register = Register(*said)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            posted = self.rfile.read(int(self.headers["Content-Length"] or 0))
            said = register.answer(self.path, self.headers, posted)
            self.send_response(said.status)
            for name, value in said.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body[: len(said.body) // 2] if said.cut else said.body)
            self.close_connection = True

        def do_POST(self):
            self.do_GET()

        def log_message(self, *args):
            """Silence."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield register, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Time:
    """A clock that only sleeping advances."""

    def __init__(self):
        self.now, self.slept = 1000.0, []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds


@contextmanager
def client_without_pause(monkeypatch):
    """Services get a client whose waiting takes no time."""
    time = Time()
    client = Client(clock=time.clock, sleep=time.sleep)
    monkeypatch.setattr(checks, "client", lambda: client)
    yield client
    client.pool.clear()
