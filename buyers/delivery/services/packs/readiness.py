"""Whether goods are ready to ship: their documents, the clearance of their lines, and the gates of the goods themselves.

What was reported as happened is never refused: it is true or it is not. Ready is what may be said before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from buyers.delivery.models import Shipment
from buyers.delivery.services.gates import Gate
from buyers.delivery.services.packs.reading import ReadPack, read_pack
from buyers.terms.delivery.documents import PackLine, blocking
from buyers.terms.watch import Stop
from buyers.trade.services.watch_judging import Hold


@dataclass(frozen=True)
class Readiness:
    """``lines`` are documents that stop it, ``holds`` lost clearances, ``prohibited`` lines that the law forbids there,
    ``closed`` the gates of the goods that do not pass.
    """

    lines: tuple[PackLine, ...]
    holds: tuple[Hold, ...]
    prohibited: tuple[int, ...]
    closed: tuple[Gate, ...] = ()

    @property
    def is_ready(self) -> bool:
        return not (self.lines or self.holds or self.prohibited or self.closed)


def readiness(shipment: Shipment, *, at: datetime) -> Readiness:
    """Of that shipment at that moment. Raises NoContract."""
    return readiness_of(read_pack(shipment.order, shipment, at=at))


def readiness_of(read: ReadPack) -> Readiness:
    """The same from a list that was read."""
    numbers = {lot.line for lot in read.shipment.lots.all()} if read.shipment else set()
    holds = tuple(
        hold for hold in read.facts.holds if hold.stops(Stop.HAND_OVER) and (not numbers or hold.line.number in numbers)
    )
    closed = tuple(gate for gate in read.gates if not gate.is_open)
    return Readiness(blocking(read.lines), holds, read.law.prohibited, closed)
