"""One signed POST to an address that a buyer named: to public hosts only, once, without following anywhere.

Signatures are those of Standard Webhooks 1.0 (standardwebhooks.com): HMAC-SHA256 over id, timestamp and body.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import ipaddress
import socket
from datetime import datetime
from urllib.parse import SplitResult, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

CONNECT_SECONDS, READ_SECONDS = 5.0, 10.0
SCHEME, PORT = "https", 443
TAKEN = range(200, 300)
TRANSLATED = ipaddress.IPv6Network("64:ff9b::/96")
"""IPv4 addresses as gateways write them (RFC 6052)."""
MARK = "whsec_"
USER_AGENT = "KP-Medical-Supplies/1.0 (webhooks)"


class NotSent(Exception):
    """Nothing was sent to that address; says why in a few words."""


def post(url: str, body: str, *, key: str, secret: str, at: datetime) -> int:
    """The status with which the address answered. Raises NotSent where it could not be reached, or must not be."""
    parts, address = check_address(url)
    pool = connection(parts, address)
    target = f"{parts.path or '/'}?{parts.query}" if parts.query else parts.path or "/"
    try:
        response = pool.request(
            "POST",
            target,
            body=body.encode(),
            headers={"Host": parts.netloc, **signed_headers(body, key=key, secret=secret, at=at)},
            redirect=False,
            preload_content=False,
        )
        response.close()
    except HTTPError as error:
        raise NotSent(f"unreachable ({type(error).__name__})") from error
    finally:
        pool.close()
    return response.status


def connection(parts: SplitResult, address: str) -> urllib3.HTTPConnectionPool:
    """Leads to that IP address, and holds the certificate there against the name of the host."""
    name, timeout = parts.hostname or "", urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
    return urllib3.HTTPSConnectionPool(
        address, parts.port or PORT, timeout=timeout, retries=False, server_hostname=name, assert_hostname=name
    )


def check_address(url: str) -> tuple[SplitResult, str]:
    """The parts of an address and the IP address of its host. Raises NotSent for one to which nothing is sent."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise NotSent("address not allowed") from error
    if parts.scheme != SCHEME or not parts.hostname or parts.username or parts.password:
        raise NotSent("address not allowed")
    return parts, public_address(parts.hostname, port or PORT)


def public_address(host: str, port: int) -> str:
    """The address to connect to. Raises NotSent unless every address of the host is public.

    Resolved once and connected to as found: a name that answers otherwise the second time leads nowhere else.
    """
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent("name not found") from error
    addresses = [str(one[4][0]) for one in found]
    if not addresses or not all(is_public(one) for one in addresses):
        raise NotSent("address not public")
    return addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is one of the open internet; IPv4 inside IPv6 counts as what it holds."""
    one = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(one, ipaddress.IPv6Address):
        inner = one.ipv4_mapped or one.sixtofour or (one.teredo[1] if one.teredo else None)
        if one in TRANSLATED:
            inner = ipaddress.IPv4Address(int(one) & 0xFFFFFFFF)
        if inner is not None:
            one = inner
    return one.is_global and not one.is_multicast


def signed_headers(body: str, *, key: str, secret: str, at: datetime) -> dict[str, str]:
    """The headers by which the receiver knows that we sent it, and when."""
    moment = str(int(at.timestamp()))
    text = f"{key}.{moment}.{body}".encode()
    digest = hmac.new(base64.b64decode(secret.removeprefix(MARK)), text, hashlib.sha256).digest()
    return {
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "webhook-id": key,
        "webhook-timestamp": moment,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }
