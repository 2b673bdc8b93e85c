"""A message goes once, signed, to a public host, and nowhere else."""

import base64
import hashlib
import hmac
import http.server
import socket
import ssl
import threading
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from buyers.services import webhook_requests
from buyers.services.webhook_requests import MARK, NotSent, is_public, post, signed_headers

HOST = "hooks.clinic.example"
SECRET = MARK + base64.b64encode(bytes(range(32))).decode()
AT = datetime(2026, 11, 30, 6, 0, tzinfo=UTC)
KEY = "5d7c0f7e-9b1d-4d0c-8d2e-0f3b6a1c2d4e"


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A key and a certificate for the host, in one file."""
    key, name = ec.generate_private_key(ec.SECP256R1()), x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=2))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(HOST)]), critical=False)
        .sign(key, hashes.SHA256())  # codespell:ignore sign (a method of cryptography)
    )
    path = tmp_path_factory.mktemp("tls") / "host.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def receiver(certificate, monkeypatch):
    """A server on loopback that answers as it should and keeps what it was sent; its name leads to it for this test alone."""
    received, answers = [], {"status": 204, "location": ""}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            body = self.rfile.read(int(self.headers["Content-Length"]))
            received.append((self.path, dict(self.headers), body))
            self.send_response(answers["status"])
            if answers["location"]:
                self.send_header("Location", answers["location"])
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_arguments):
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", server.server_port))]
    monkeypatch.setattr(webhook_requests.socket, "getaddrinfo", lambda *_args, **_kwargs: found)
    monkeypatch.setattr(webhook_requests, "is_public", lambda _address: True)
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    yield {"url": f"https://{HOST}:{server.server_port}/in?tenant=7", "received": received, "answers": answers}
    server.shutdown()
    server.server_close()


def test_a_message_arrives_with_a_signature_that_the_receiver_can_check(receiver):
    status = post(receiver["url"], '{"type":"test"}', key=KEY, secret=SECRET, at=AT)

    ((path, headers, body),) = receiver["received"]
    text = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    own = base64.b64encode(hmac.new(bytes(range(32)), text, hashlib.sha256).digest()).decode()
    assert (status, path) == (204, "/in?tenant=7")
    assert headers["webhook-signature"] == f"v1,{own}"
    assert headers["webhook-timestamp"] == str(int(AT.timestamp()))
    assert headers["Host"].startswith(HOST)


def test_it_follows_nowhere(receiver):
    receiver["answers"].update(status=302, location="https://elsewhere.example/")

    assert post(receiver["url"], "{}", key=KEY, secret=SECRET, at=AT) == 302
    assert len(receiver["received"]) == 1


def test_a_certificate_of_another_host_is_not_taken(receiver):
    url = receiver["url"].replace(HOST, "another.clinic.example")

    with pytest.raises(NotSent, match="unreachable"):
        post(url, "{}", key=KEY, secret=SECRET, at=AT)
    assert receiver["received"] == []


def test_a_certificate_that_nobody_vouches_for_is_not_taken(receiver, monkeypatch):
    monkeypatch.delenv("SSL_CERT_FILE")

    with pytest.raises(NotSent, match="unreachable"):
        post(receiver["url"], "{}", key=KEY, secret=SECRET, at=AT)


@pytest.mark.parametrize(
    "url",
    [
        "http://hooks.clinic.example/in",
        "ftp://hooks.clinic.example/in",
        "https://user:password@hooks.clinic.example/in",
        "https:///in",
        "https://hooks.clinic.example:99999/in",
        "https://[::1",
        "javascript:alert(1)",
        "",
    ],
)
def test_addresses_of_another_kind_are_refused(url):
    with pytest.raises(NotSent, match="not allowed"):
        post(url, "{}", key=KEY, secret=SECRET, at=AT)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.9",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "0.0.0.0",  # noqa: S104 - refused
        "224.0.0.1",
        "::1",
        "fe80::1%eth0",
        "fc00::7",
        "::ffff:10.0.0.1",
        "2002:7f00:1::",
        "64:ff9b::a00:1",
    ],
)
def test_inner_networks_are_not_public(address):
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946"])
def test_the_open_internet_is_public(address):
    assert is_public(address)


def test_a_name_with_one_inner_address_is_refused(monkeypatch):
    found = [(0, 0, 0, "", (address, 443)) for address in ("93.184.216.34", "127.0.0.1")]
    monkeypatch.setattr(webhook_requests.socket, "getaddrinfo", lambda *_args, **_kwargs: found)

    with pytest.raises(NotSent, match="not public"):
        post("https://hooks.clinic.example/", "{}", key=KEY, secret=SECRET, at=AT)


def test_the_signature_is_that_of_the_standard():
    """The example of the specification's reference implementation, computed by hand here."""
    headers = signed_headers("{}", key="msg_1", secret=MARK + base64.b64encode(b"secret").decode(), at=AT)
    expected = hmac.new(b"secret", f"msg_1.{int(AT.timestamp())}.{{}}".encode(), hashlib.sha256).digest()

    assert headers["webhook-signature"] == "v1," + base64.b64encode(expected).decode()
