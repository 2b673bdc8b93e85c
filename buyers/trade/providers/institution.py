"""A payment institution by its HTTP interface, of the shape that such interfaces have.

Keys make a payment happen once: the request may be repeated after a time-out. What is booked is read from the account's
bookings; messages only say that it is worth looking.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

import urllib3
from urllib3.exceptions import HTTPError

from buyers.trade.providers.interface import (
    Declined,
    Event,
    NotGenuine,
    Payout,
    PayoutStatus,
    Receipt,
    Unreachable,
)
from buyers.trade.providers.signatures import message_id

CONNECT_SECONDS, READ_SECONDS = 5.0, 15.0
PAGE = 200
MAX_PAGES = 50
"""So many bookings at once; the rest comes next time."""
MAX_BYTES = 4 * 1024 * 1024
AGAIN = urllib3.Retry(
    total=2,
    redirect=False,
    status_forcelist=(429, 500, 502, 503, 504),
    allowed_methods=None,
    backoff_factor=0.2,
    raise_on_status=False,
    respect_retry_after_header=False,
)
"""Also for payments: each carries its key, so a repetition changes nothing."""
DONE, DECLINED = range(200, 300), (400, 422)
"""Other errors say nothing of the payment: a wrong key, an address that is gone, too many requests."""
LOOPBACK = ("127.0.0.1", "localhost")


class Institution:
    """The institution at ``url``; ``key`` is ours there, ``secret`` signs its messages."""

    name = "institution"

    def __init__(self, url: str, *, key: str, secret: str) -> None:
        parts = urlsplit(url)
        if parts.scheme != "https" and parts.hostname not in LOOPBACK:
            raise ValueError("The address of a payment institution begins with https://.")
        self.url, self.key, self.secret = url.rstrip("/"), key, secret

    def receipts(self, account: str, after: str) -> list[Receipt]:
        found: list[Receipt] = []
        for _page in range(MAX_PAGES):
            query = urlencode({"limit": PAGE, **({"after": after} if after else {})})
            answer = self._ask("GET", f"/v1/accounts/{quote(account, safe='')}/transactions?{query}")
            found += [_receipt(one) for one in _rows(answer)]
            if answer.get("has_more") is not True or found[-1:] == [] or found[-1].id == after:
                break
            after = found[-1].id
        return found

    def pay_out(self, payout: Payout) -> str:
        body = {
            "account": payout.account,
            "amount": payout.amount,
            "currency": payout.currency,
            "end_to_end_id": payout.key,
            "text": payout.text,
            "beneficiary": {
                "name": payout.payee,
                "account": payout.payee_account,
                "bic": payout.payee_bic,
                "country": payout.payee_country,
            },
        }
        return _text(self._ask("POST", "/v1/payouts", body=body, key=payout.key), "id")

    def status(self, payout_id: str) -> PayoutStatus:
        answer = self._ask("GET", f"/v1/payouts/{quote(payout_id, safe='')}")
        return PayoutStatus(
            payout_id, is_rejected=answer.get("status") == "rejected", reason=_text(answer, "reason", "")[:200]
        )

    def verify(self, body: bytes, headers: Mapping[str, str], *, at: datetime) -> Event:
        key = message_id(body, headers, secret=self.secret, at=at)
        try:
            said = json.loads(body)
        except ValueError as error:
            raise NotGenuine("no JSON") from error
        account = said.get("account") if isinstance(said, dict) else None
        if not isinstance(account, str):
            raise NotGenuine("no account")
        return Event(key, account)

    def _ask(self, method: str, path: str, *, body: object = None, key: str = "") -> dict[str, Any]:
        """The answer as an object. Raises Unreachable, or Declined with what the institution says."""
        headers = {"Authorization": f"Bearer {self.key}", "Accept": "application/json"}
        headers |= {"Idempotency-Key": key} if key else {}
        timeout = urllib3.Timeout(connect=CONNECT_SECONDS, read=READ_SECONDS)
        sent: dict[str, Any] = {} if body is None else {"json": body}
        try:
            with urllib3.PoolManager(timeout=timeout, retries=AGAIN) as pool:
                response = pool.request(
                    method, self.url + path, headers=headers, preload_content=False, redirect=False, **sent
                )
                content = response.read(MAX_BYTES + 1)
                response.release_conn()
        except HTTPError as error:
            raise Unreachable(type(error).__name__) from error
        said = _object(content)
        if response.status in DECLINED:
            raise Declined(_message(said) or str(response.status))
        if response.status not in DONE or said is None:
            raise Unreachable(f"answered with {response.status} {_message(said)}".strip())
        return said


def _object(content: bytes) -> dict[str, Any] | None:
    """The JSON object in an answer; None where there is none, or where it is too large to be read."""
    try:
        said = json.loads(content) if len(content) <= MAX_BYTES else None
    except ValueError:
        return None
    return said if isinstance(said, dict) else None


def _message(said: Mapping[str, Any] | None) -> str:
    return str((said or {}).get("message", ""))[:200]


def _rows(answer: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    rows = answer.get("data")
    if not isinstance(rows, list) or not all(isinstance(one, dict) for one in rows):
        raise Unreachable("answered with something else than bookings")
    return rows


def _receipt(row: Mapping[str, Any]) -> Receipt:
    """One booking, strictly. Raises Unreachable for anything that is not plainly one: nothing is booked on a guess."""
    party = row.get("counterparty") if isinstance(row.get("counterparty"), dict) else {}
    try:
        booked_on = date.fromisoformat(_text(row, "booked_on"))
    except ValueError as error:
        raise Unreachable("answered with a day that is none") from error
    return Receipt(
        id=_text(row, "id"),
        amount=_whole(row, "amount"),
        balance=_whole(row, "balance"),
        currency=_text(row, "currency"),
        booked_on=booked_on,
        party=_text(party or {}, "name", ""),
        party_account=_text(party or {}, "account", ""),
        text=_text(row, "text", ""),
        reference=_text(row, "reference", ""),
        end_to_end_id=_text(row, "end_to_end_id", ""),
        code=_text(row, "code", ""),
        reason=_text(row, "reason", ""),
        is_reversal=row.get("is_reversal") is True,
    )


def _text(row: Mapping[str, Any], name: str, default: str | None = None) -> str:
    found = row.get(name, default)
    if found is None and default is not None:
        return default
    if not isinstance(found, str) or (default is None and not found):
        raise Unreachable(f"answered without {name}")
    return found


def _whole(row: Mapping[str, Any], name: str) -> int:
    """Cents are integers: 12.5 is refused, and so is true."""
    found = row.get(name)
    if not isinstance(found, int) or isinstance(found, bool):
        raise Unreachable(f"answered without {name}")
    return found
