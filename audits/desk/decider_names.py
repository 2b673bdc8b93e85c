"""The name under which somebody decided, kept so that the log can prove it and can let it go.

The log holds numbers of accounts, never names: what is written there cannot be erased. So an entry takes in a commitment,
the SHA-256 of a random salt and the name, and name and salt stand in a row of their own. A later name changes
nothing that was decided; when the person is erased the row goes, and nobody can tell the name from the digest.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator

from audits.models import LogEntry, NameAtDecision
from kpmarket.accounts.models import User

CHUNK = 1000


def commit_to_name(person: User) -> str:
    """The digest for the log; the same one as long as the name stays the same."""
    row = NameAtDecision.objects.filter(person=person).order_by("-pk").first()
    if row is None or row.name != person.name:
        salt = secrets.token_hex(16)
        row = NameAtDecision.objects.create(
            person=person, name=person.name, salt=salt, digest=digest_of(salt, person.name)
        )
    return row.digest


def digest_of(salt: str, name: str) -> str:
    return hashlib.sha256(f"{salt}\n{name}".encode()).hexdigest()


def changed_names() -> Iterator[tuple[int, str]]:
    """Entries whose kept name is gone or another one, though the person was not erased."""
    rows = {row.digest: row for row in NameAtDecision.objects.select_related("person")}
    erased = set(User.objects.exclude(erased_at=None).values_list("pk", flat=True))
    for entry in _entries():
        row = rows.get(entry.content["name"])
        if entry.by_id in erased:
            continue
        if row is None or row.person_id != entry.by_id or digest_of(row.salt, row.name) != row.digest:
            yield entry.sequence, f"person:{entry.by_id}"


def later_names() -> Iterable[User]:
    """People whose account bears another name now than at their last decision: a marriage, or somebody else's hand."""
    last = {row.person: row.name for row in NameAtDecision.objects.select_related("person").order_by("pk")}
    return [person for person, name in last.items() if person.name != name and person.erased_at is None]


def _entries() -> Iterator[LogEntry]:
    entries = LogEntry.objects.filter(content__has_key="name", act__regex="^(certificate|supplier)_").order_by(
        "sequence"
    )
    return entries.iterator(chunk_size=CHUNK)
