"""What may be claimed and by when, as ``data/claim_clock.yaml`` says; and when a decision needs a second person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data

BOUND = frozenset({"claimant", "other", "either", "desk", "finance"})
SIDES = frozenset({"buyer", "supplier"})


@dataclass(frozen=True)
class ClaimClock:
    """One deadline of claims. ``then`` says what happens when it is over; ``since`` in English from what it counts."""

    id: str
    days: int
    is_working: bool
    binds: str
    since: str
    then: Label


@dataclass(frozen=True)
class KindRule:
    """Which side may open a claim of that kind, and what it may ask for."""

    id: str
    by: str
    remedies: tuple[str, ...]


@dataclass(frozen=True)
class CarrierNotice:
    """Days after delivery within which a carrier has to be notified of hidden damage, and the law that says so."""

    mode: str
    days: int
    law: str
    source: str
    confidence: str


@dataclass(frozen=True)
class ClaimRules:
    """Everything that the file says, by id. ``most_alone`` in minor units by currency."""

    clocks: Mapping[str, ClaimClock]
    kinds: Mapping[str, KindRule]
    most_alone: Mapping[str, int]
    carriers: Mapping[str, CarrierNotice]

    def days(self, clock: str) -> int:
        """How long that deadline is."""
        return self.clocks[clock].days


@cache
def claim_rules() -> ClaimRules:
    """The rules in force."""
    return rules_of(read_data("claim_clock.yaml"))


def rules_of(data: Mapping[str, Any]) -> ClaimRules:
    """The rules of such a file.

    Raises TermsError ``id-twice``, ``unknown-party``, ``negative``, ``no-label``, ``no-source``, ``unknown-confidence``.
    """
    check_source(data["meta"])
    check_source(data["second_signature"])
    return ClaimRules(
        clocks=_by_id(data["clocks"], _clock),
        kinds=_by_id(data["kinds"], _kind),
        most_alone=dict(data["second_signature"]["most"]),
        carriers=_by_id(data["carriers"], _carrier),
    )


def second_signature_reasons(
    *, amount: int, currency: str, to_buyer: int, held: int, is_against_report: bool, is_after_arbitration: bool
) -> tuple[str, ...]:
    """Why a decision needs a second person: codes ``large``, ``full_refund``, ``against_report``, ``arbitration``.

    ``amount`` is what is decided about, ``held`` what is held for the parts concerned; all in minor units of ``currency``.
    """
    most = claim_rules().most_alone.get(currency)
    reasons = {
        "large": most is None or amount > most,
        "full_refund": bool(held) and to_buyer >= held,
        "against_report": is_against_report,
        "arbitration": is_after_arbitration,
    }
    return tuple(code for code, holds in reasons.items() if holds)


@dataclass(frozen=True)
class Share:
    """What becomes of the money of one part, in minor units; what neither side gets stays where it is."""

    part: int
    to_buyer: int
    to_supplier: int

    @property
    def total(self) -> int:
        return self.to_buyer + self.to_supplier


def check_shares(shares: tuple[Share, ...], held: Mapping[int, int]) -> None:
    """Raises TermsError ``not-of-claim`` (part), ``part-twice``, ``negative`` (part), ``more-than-held`` (part, held)."""
    if len({one.part for one in shares}) != len(shares):
        raise TermsError("part-twice")
    for one in shares:
        if one.part not in held:
            raise TermsError("not-of-claim", part=one.part)
        if min(one.to_buyer, one.to_supplier) < 0:
            raise TermsError("negative", part=one.part)
        if one.total > held[one.part]:
            raise TermsError("more-than-held", part=one.part, held=held[one.part])


def _by_id(rows: list[dict[str, Any]], read: Any) -> dict[str, Any]:
    found = {row["id"]: read(row) for row in rows}
    if len(found) != len(rows):
        raise TermsError("id-twice")
    return found


def _clock(row: dict[str, Any]) -> ClaimClock:
    if row["binds"] not in BOUND:
        raise TermsError("unknown-party", row=row["id"])
    if row["days"] < 1:
        raise TermsError("negative", row=row["id"])
    return ClaimClock(row["id"], row["days"], row.get("working", False), row["binds"], row["from"], label_of(row))


def _kind(row: dict[str, Any]) -> KindRule:
    if row["by"] not in SIDES:
        raise TermsError("unknown-party", row=row["id"])
    return KindRule(row["id"], row["by"], tuple(row["remedies"]))


def _carrier(row: dict[str, Any]) -> CarrierNotice:
    check_source(row)
    return CarrierNotice(row["id"], row["days"], row["law"], row["source"], row["confidence"])
