"""A carrier's service on loopback that answers with what a test puts there, and can fail as real ones do."""

import contextlib
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit


class FakeCarrier:
    """``answers`` by path; ``asked`` are the paths, queries and keys. ``fault``: a status, ``large``, ``text`` or ``away``."""

    def __init__(self):
        self.answers, self.asked, self.fault, self.address = {}, [], None, ""


def _respond(handler, fake):
    parts = urlsplit(handler.path)
    fake.asked.append((parts.path, parse_qs(parts.query), handler.headers.get("Authorization", "")))
    body = json.dumps(fake.answers.get(parts.path)).encode()
    status = 200 if parts.path in fake.answers else 404
    location = ""
    if isinstance(fake.fault, int):
        status = fake.fault
    elif fake.fault == "large":
        body = b" " * 5_000_000
    elif fake.fault == "text":
        body = b"<html>Maintenance</html>"
    elif fake.fault == "away":
        status, location = 302, "http://10.0.0.1/events"
    handler.send_response(status)
    if location:
        handler.send_header("Location", location)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        handler.wfile.write(body)


@contextlib.contextmanager
def fake_carrier():
    """The service, and its address."""
    fake = FakeCarrier()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            _respond(self, fake)

        def log_message(self, *_arguments):
            """Tests are silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    fake.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)
