"""Who writes about a shipment: somebody of one side of the order, or a guest whom one side gave a link."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from buyers.delivery.models import GuestLink
from buyers.trade.models import Side
from kpmarket.accounts.models import User


@dataclass(frozen=True)
class Author:
    """Exactly one of ``person`` and ``guest`` is there; ``side`` is the side that the person acts for or that gave the link."""

    side: Side
    person: User | None = None
    guest: GuestLink | None = None

    @property
    def source(self) -> str:
        """As events name who reported."""
        return "guest" if self.guest else str(self.side)

    def columns(self, verb: str) -> dict[str, Any]:
        """The columns of a row that this author wrote: ``recorded_by`` or the like, and ``guest``."""
        return {f"{verb}_by": self.person, "guest": self.guest}


def of_guest(link: GuestLink) -> Author:
    """The guest that this link was given to."""
    return Author(Side(link.side), guest=link)
