"""Comparing the parties of orders with the lists that are loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.db import transaction

from buyers.disputes.models import ListedName, SanctionsList, Screening, ScreeningHit
from buyers.disputes.services.screening.lists import current_lists
from buyers.disputes.services.screening.parties import Party, parties_of
from buyers.terms.disputes.lists import Kind
from buyers.terms.disputes.names import ListedNames, SimilarName, prepare, similar_names
from buyers.trade.models import Order

LISTS_KEPT = 8
"""Prepared lists that a process keeps: one version of each that is usually loaded."""
COMPARED_AS = {Screening.Role.VESSEL: frozenset({Kind.VESSEL, Kind.OTHER})}
"""Ships are compared with ships; everybody else with all but ships."""


@dataclass(frozen=True)
class _Prepared:
    rows: tuple[tuple[str, str, str, str], ...]
    """Number, kind, name and program of each name."""
    names: ListedNames


def screen_order(order: Order, *, at: datetime) -> list[Screening]:
    """Compare what was not compared with the newest lists yet; the comparisons made now."""
    lists = current_lists()
    parties = parties_of(order, at=at) if lists else []
    done = set(Screening.objects.filter(order=order, source__in=lists).values_list("role", "name", "source"))
    made = []
    for source in lists:
        for party in parties:
            if (str(party.role), party.name, source.pk) not in done:
                made.append(_compare(order, party, source, at))
    return made


def screen_orders(orders: Sequence[Order], *, at: datetime) -> int:
    """The same for several; how many comparisons were made."""
    return sum(len(screen_order(order, at=at)) for order in orders)


@transaction.atomic
def _compare(order: Order, party: Party, source: SanctionsList, at: datetime) -> Screening:
    screening, is_new = Screening.objects.get_or_create(
        order=order, role=party.role, name=party.name, source=source, defaults={"at": at}
    )
    if is_new:
        prepared = _prepared(source.pk, source.sha256)
        hits = [
            one for one in similar_names(party.name, prepared.names) if _concerns(party, prepared.rows[one.place][1])
        ]
        ScreeningHit.objects.bulk_create(_hit(screening, one, prepared) for one in _once(hits, prepared))
    return screening


def _concerns(party: Party, kind: str) -> bool:
    kinds = COMPARED_AS.get(party.role, frozenset(Kind) - {Kind.VESSEL})
    return kind in kinds


def _once(hits: Sequence[SimilarName], prepared: _Prepared) -> list[SimilarName]:
    """Of each entry the name that is most similar."""
    best: dict[str, SimilarName] = {}
    for one in hits:
        best.setdefault(prepared.rows[one.place][0], one)
    return list(best.values())


def _hit(screening: Screening, one: SimilarName, prepared: _Prepared) -> ScreeningHit:
    number, kind, name, program = prepared.rows[one.place]
    return ScreeningHit(
        screening=screening, number=number, kind=kind, name=name, program=program, score=one.score, why=one.why
    )


@lru_cache(maxsize=LISTS_KEPT)
def _prepared(source: int, sha256: str) -> _Prepared:
    """The names of one version of a list; ``sha256`` tells it from one that had the same key and was never committed."""
    rows = tuple(ListedName.objects.filter(source=source).values_list("number", "kind", "name", "program"))
    return _Prepared(rows, prepare(row[2] for row in rows))
