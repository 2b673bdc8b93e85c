"""The kinds of documents of an order and its shipments, and what single destinations ask for besides (``documents.yaml``)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

from buyers.terms.errors import TermsError
from buyers.terms.files import Label, check_source, label_of, read_data

FILE = "documents.yaml"
SUPPLIER, BUYER = "supplier", "buyer"
CONDITIONS = frozenset(
    {
        "modes",
        "types",
        "dangerous",
        "battery",
        "cold",
        "agreed",
        "inspected",
        "quoted",
        "free_sale",
        "registered",
        "authenticated",
    }
)
LASTS = ("shipment", "arrival")


@dataclass(frozen=True)
class Doer:
    """Who brings a document, and which side of the order has to see to it."""

    id: str
    label: Label
    side: str


@dataclass(frozen=True)
class Kind:
    """A kind of document. ``row`` is its id as a row of the file; ``needs`` are conditions that must all hold.

    ``duty``: the delivery term decides which side sees to it. ``instead_of``: another kind does as well. ``lasts``: the day
    on which it must still be valid. ``law``: evidence types of the rulebook that speak instead. ``since`` and ``until``
    bound the days in which a rule asked for it, both included.
    """

    id: str
    row: str
    label: Label
    stage: str
    doer: Doer
    source: str
    confidence: str
    side: str = "import"
    market: str = ""
    duty: str = ""
    made_here: bool = False
    needs: Mapping[str, Any] = field(default_factory=dict)
    instead_of: str = ""
    lasts: str = "shipment"
    days_ahead: int = 0
    law: frozenset[str] = frozenset()
    since: date | None = None
    until: date | None = None
    basis: Label | None = None


@dataclass(frozen=True)
class _Data:
    stages: Mapping[str, Label]
    kinds: Mapping[str, Kind]
    markets: Mapping[str, tuple[Kind, ...]]


@cache
def document_kinds() -> Mapping[str, Kind]:
    """Kinds that any order may need, by id, in the order in which they come up."""
    return _data().kinds


@cache
def all_kinds() -> Mapping[str, Kind]:
    """Those, and what single destinations ask for."""
    of_markets = {kind.id: kind for kinds in _data().markets.values() for kind in kinds}
    return {**_data().kinds, **of_markets}


def kinds_of_market(market: str) -> tuple[Kind, ...] | None:
    """What that market of the rulebook asks for besides; None where nothing was looked up for it."""
    return _data().markets.get(market)


def stages() -> Mapping[str, Label]:
    """The stages by which documents must be there, in their order."""
    return _data().stages


def is_due_before_shipment(stage: str) -> bool:
    """Whether a document of that stage must be there before the goods are handed over."""
    order = list(stages())
    return order.index(stage) <= order.index("before_shipment")


@cache
def _data() -> _Data:
    return data_of(read_data(FILE))


def data_of(rows: Mapping[str, Any]) -> _Data:
    """What the file says. Raises TermsError where a row has no source, label, stage, doer or known condition."""
    sources = rows["meta"]["sources"]
    stages_ = {id_: Label(row["en"], row["zh"]) for id_, row in rows["stages"].items()}
    doers = {id_: Doer(id_, label_of(row), row["side"]) for id_, row in rows["doers"].items()}
    kinds = {row["id"]: _kind(row, f"kinds/{row['id']}", stages_, doers, sources) for row in rows["kinds"]}
    markets = {
        one["market"]: tuple(
            _kind(
                {**row, "market": one["market"], "needed": {k: row[k] for k in ("modes", "types") if k in row}},
                f"markets/{one['market']}/documents/{row['id']}",
                stages_,
                doers,
                sources,
            )
            for row in one["documents"]
        )
        for one in rows["markets"]
    }
    return _Data(stages_, kinds, markets)


def _kind(
    row: Mapping[str, Any],
    name: str,
    stages_: Mapping[str, Label],
    doers: Mapping[str, Doer],
    sources: Mapping[str, str],
) -> Kind:
    check_source(dict(row))
    needs = row.get("needed") or {}
    if row["stage"] not in stages_ or row["who"] not in doers or not set(needs) <= CONDITIONS:
        raise TermsError("unknown-word", row=row["id"])
    return Kind(
        id=row["id"],
        row=name,
        label=label_of(dict(row)),
        stage=row["stage"],
        doer=doers[row["who"]],
        source=sources.get(row["source"], row["source"]),
        confidence=row["confidence"],
        side=row.get("side", "import"),
        market=row.get("market", ""),
        duty=row.get("duty", ""),
        made_here=row.get("made_here", False),
        needs=needs,
        instead_of=row.get("instead_of", ""),
        lasts=row.get("lasts", "shipment"),
        days_ahead=row.get("days_ahead", 0),
        law=frozenset(row.get("law", ())),
        since=_day(row.get("from")),
        until=_day(row.get("to")),
        basis=label_of(dict(row), "basis") if "basis" in row else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
