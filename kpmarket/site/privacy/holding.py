"""What one table holds about people."""

from __future__ import annotations

from dataclasses import dataclass

from kpmarket.site.privacy.kind import Kind


@dataclass(frozen=True)
class Holding:
    """What one table holds about people.

    ``columns`` are personal. ``persons`` are lookups from a row to the person whom it is about, ``addresses`` such to an
    e-mail address that may be theirs; ``copied`` are the lookups that a person's copy of their data shows of such rows.
    """

    table: str
    kind: Kind
    columns: tuple[str, ...]
    persons: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    copied: tuple[str, ...] = ()
