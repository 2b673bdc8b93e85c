"""Why an act about a shipment was refused. The sentence for a person is in ``refusal_words``."""

from __future__ import annotations

from datetime import date


class Refused(Exception):
    """The act was not done."""


class NotRunning(Refused):
    """The order is not confirmed, or is over: nothing of it travels."""


class NotTheirs(Refused):
    """This side does not send goods of the order; a guest is refused what another created."""


class UnknownLine(Refused):
    """The order has no line of that number."""

    def __init__(self, line: int) -> None:
        super().__init__(line)
        self.line = line


class TooMany(Refused):
    """More units than the line may have: ``most`` of ``ordered`` are still free, ``allowed`` in all with the tolerance."""

    def __init__(self, line: int, ordered: int, allowed: int, most: int) -> None:
        super().__init__(line, ordered, allowed, most)
        self.line, self.ordered, self.allowed, self.most = line, ordered, allowed, most


class LotTwice(Refused):
    """This shipment has that lot of that line already."""

    def __init__(self, lot: str) -> None:
        super().__init__(lot)
        self.lot = lot


class HandedOver(Refused):
    """The goods were handed over with these lots: what travels is on record and stays."""


class NothingInside(Refused):
    """The shipment has no goods yet, so nothing can be handed over or delivered."""


class DayAhead(Refused):
    """It says that something happened, and the moment is still to come."""


class AlreadyTaken(Refused):
    """This event was taken back before, or is itself a retraction."""


class NotTheirWord(Refused):
    """Only the side that reported it, or the desk, takes an event back; what a carrier reported nobody does."""


class SaidAlready(Refused):
    """The same side reported the same event of the same moment before."""


class OtherVersion(Refused):
    """Somebody else changed it since the page was opened."""


class BeforePlaced(Refused):
    """The moment is before the order was placed on ``day``."""

    def __init__(self, day: date) -> None:
        super().__init__(day)
        self.day = day


class ProvenAlready(Refused):
    """The event became evidence that was accepted, or that only an answer undoes: it stays."""
