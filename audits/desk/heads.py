"""Signed heads of the decision log, and proofs that an entry is part of what was signed.

A head says how many entries there are, the digest of the last one and the root of the Merkle tree over all digests. It is
signed with Ed25519 by the worker that verified the record: the key (LOG_SIGNING_KEY) has no place in the web role. Whoever
got a head by mail can tell later that nothing before it was changed, with a script that needs Python alone
(tools/check_decision.py).
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from django.conf import settings
from django.db import transaction

from audits.desk import log, merkle
from audits.models import LogEntry, LogHead
from kpmarket.foundation.mail import make_letter
from kpmarket.foundation.outbox import writing as outbox


class NotSignedYet(Exception):
    """No signed head covers the entry: the next night makes one, where a key is set."""


@transaction.atomic
def sign_head(*, at: datetime) -> LogHead | None:
    """Sign the log as it is and mail it to LOG_HEAD_ADDRESSES; None without a key, or where nothing is new."""
    if not settings.LOG_SIGNING_KEY:
        return None
    log.lock_log()
    digests = _digests()
    if not digests or LogHead.objects.filter(entries=len(digests)).exists():
        return None
    key = Ed25519PrivateKey.from_private_bytes(base64.b64decode(settings.LOG_SIGNING_KEY))
    statement = {
        "entries": len(digests),
        "head": digests[-1].hex(),
        "log": settings.SITE_URL,
        "made_at": at.astimezone(UTC).isoformat(timespec="seconds"),
        "root": merkle.root_of(digests).hex(),
    }
    text = json.dumps(statement, sort_keys=True, separators=(",", ":"))
    head = LogHead.objects.create(
        entries=len(digests),
        statement=text,
        signature=key.sign(text.encode()).hex(),
        key=key.public_key().public_bytes_raw().hex(),
        made_at=at,
    )
    outbox.write([_letter(head, address) for address in settings.LOG_HEAD_ADDRESSES], at=at)
    return head


def lost_heads() -> Iterator[LogHead]:
    """Signed heads that the log does not lead to any more, or whose signature is not that of their key."""
    digests, newest = _digests(), LogHead.objects.order_by("-entries").first()
    for head in LogHead.objects.order_by("entries"):
        said = json.loads(head.statement)
        is_there = said["entries"] == head.entries <= len(digests) and digests[head.entries - 1].hex() == said["head"]
        if is_there and head == newest:
            is_there = merkle.root_of(digests[: head.entries]).hex() == said["root"]
        if not is_there or not is_signed(head):
            yield head


def is_signed(head: LogHead) -> bool:
    """Whether the signature is that of the head's own key. Which key is ours, whoever checks knows from elsewhere."""
    key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key))
    try:
        key.verify(bytes.fromhex(head.signature), head.statement.encode())
    except InvalidSignature:
        return False
    return True


def proof_of(entry: LogEntry) -> dict[str, Any]:
    """What somebody outside needs to check this entry, as JSON. Raises NotSignedYet."""
    head = LogHead.objects.filter(entries__gte=entry.sequence).order_by("-entries").first()
    if head is None:
        raise NotSignedYet
    path = merkle.path_to(_digests()[: head.entries], entry.sequence - 1)
    return {
        "entry": log.fields_of(entry),
        "path": [one.hex() for one in path],
        "statement": head.statement,
        "signature": head.signature,
        "key": head.key,
    }


def proof_of_many(sequences: Sequence[int]) -> dict[str, Any]:
    """Proofs of several entries under the newest head, as JSON: ``paths`` by sequence, and what no head covers yet.

    Without any head ``statement``, ``signature`` and ``key`` are empty, and nothing is proven.
    """
    head = LogHead.objects.order_by("-entries").first()
    last = head.entries if head else 0
    covered = [one for one in sequences if one <= last]
    leaves = _digests()[:last] if covered else []
    paths = merkle.paths_to(leaves, (one - 1 for one in covered))
    return {
        "statement": head.statement if head else "",
        "signature": head.signature if head else "",
        "key": head.key if head else "",
        "paths": {str(one): [step.hex() for step in path] for one, path in zip(covered, paths, strict=True)},
        "not_signed_yet": [one for one in sequences if one > last],
    }


def _digests() -> list[bytes]:
    """Of all entries, oldest first."""
    return [bytes.fromhex(one) for one in LogEntry.objects.order_by("sequence").values_list("digest", flat=True)]


def _letter(head: LogHead, address: str) -> Any:
    words = f"{head.statement}\n\nsignature {head.signature}\nkey {head.key}\n"
    hint = (
        "Keep this letter. With it, verify_log --head and tools/check_decision.py tell whether the log was changed.\n"
    )
    subject = f"Head of the decision log, {head.entries} entries"
    return make_letter(address, subject, f"{words}\n{hint}", "", key=f"log-head-{head.entries}-{address}")
