"""A payment institution on loopback that keeps accounts as a real one does, and can fail in the ways that real ones do."""

import base64
import contextlib
import hashlib
import hmac
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

KEY = "key-of-the-test"
SECRET = base64.b64encode(b"a secret that only the two of us have").decode()


class FakeInstitution:
    """``faults`` are used up one by one by the next requests: ``500``, ``drop`` (answers nothing), or ``drop after`` (does it first).

    Payments wait until ``book`` takes them out of the account or ``reject`` refuses them.
    """

    def __init__(self):
        self.bookings, self.payouts, self.keys, self.faults, self.asked = {}, {}, {}, [], []
        self.page = 100

    def book(self, account, amount, **facts):
        rows = self.bookings.setdefault(account, [])
        row = {
            "id": f"tx_{account}_{len(rows) + 1}",
            "amount": amount,
            "balance": (rows[-1]["balance"] if rows else 0) + amount,
            "currency": facts.pop("currency", "USD"),
            "booked_on": facts.pop("booked_on", "2026-11-20"),
            **facts,
        }
        rows.append(row)
        return row

    def book_payout(self, payout_id):
        """The payment leaves the account."""
        payout = self.payouts[payout_id]
        payout["status"] = "booked"
        to = payout["beneficiary"]["name"]
        self.book(
            payout["account"],
            -payout["amount"],
            end_to_end_id=payout["end_to_end_id"],
            counterparty={"name": to, "account": payout["beneficiary"]["account"]},
        )

    def return_payout(self, payout_id, reason):
        """A payment that left comes back."""
        payout = self.payouts[payout_id]
        self.book(payout["account"], payout["amount"], end_to_end_id=payout["end_to_end_id"], reason=reason)

    def reject(self, payout_id, reason):
        self.payouts[payout_id].update(status="rejected", reason=reason)

    def pay(self, said, key):
        if key in self.keys:
            known = self.payouts[self.keys[key]]
            same = {name: known[name] for name in said} == said
            return (200, known) if same else (409, {"message": "This key was used for another payment."})
        if said["amount"] > sum(row["amount"] for row in self.bookings.get(said["account"], [])):
            return 422, {"message": "Not so much money in the account."}
        payout_id = f"po_{len(self.payouts) + 1}"
        self.keys[key] = payout_id
        self.payouts[payout_id] = {"id": payout_id, "status": "accepted", **said}
        return 201, self.payouts[payout_id]

    def answer(self, method, path, query, said, key):
        match [unquote(one) for one in path.strip("/").split("/")]:
            case ["v1", "accounts", account, "transactions"]:
                rows = self.bookings.get(account, [])
                after = query.get("after", [""])[0]
                start = next((place for place, row in enumerate(rows, 1) if row["id"] == after), 0)
                count = min(self.page, int(query["limit"][0]))
                return 200, {"data": rows[start : start + count], "has_more": start + count < len(rows)}
            case ["v1", "payouts"] if method == "POST":
                return self.pay(said, key)
            case ["v1", "payouts", payout_id] if payout_id in self.payouts:
                return 200, self.payouts[payout_id]
        return 404, {"message": "There is no such thing."}


@contextlib.contextmanager
def serving(institution):
    """Its address, as long as the block runs."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self):
            self.handle_one("GET")

        def do_POST(self):
            self.handle_one("POST")

        def handle_one(self, method):
            content = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            parts = urlsplit(self.path)
            institution.asked.append((method, parts.path))
            fault = institution.faults.pop(0) if institution.faults else ""
            if fault == "500":
                return self.send(500, b"<h1>Internal error</h1>")
            if fault == "drop":
                return self.drop()
            if self.headers.get("Authorization") != f"Bearer {KEY}":
                return self.send(401, b'{"message": "Who is that?"}')
            said, key = json.loads(content) if content else {}, self.headers.get("Idempotency-Key", "")
            status, answer = institution.answer(method, parts.path, parse_qs(parts.query), said, key)
            if fault == "drop after":
                return self.drop()
            return self.send(status, fault.encode() if fault else json.dumps(answer).encode())

        def send(self, status, content):
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def drop(self):
            self.close_connection = True

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def signed(body, *, key, at, secret=SECRET):
    """The headers of a message as the institution signs it; written out here, and not taken from the code under test."""
    moment = str(int(at.timestamp()))
    digest = hmac.new(base64.b64decode(secret), b".".join((key.encode(), moment.encode(), body)), hashlib.sha256)
    return {
        "webhook-id": key,
        "webhook-timestamp": moment,
        "webhook-signature": "v1," + base64.b64encode(digest.digest()).decode(),
    }
