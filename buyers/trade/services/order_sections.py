"""What others add to an order: a section of its page, and steps that it waits for. Packages above trade subscribe."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from buyers.trade.models import Side
from buyers.trade.services.fact_rows import OrderFacts
from buyers.trade.services.order_actions import Action
from buyers.trade.services.step_words import NextStep
from kpmarket.accounts.models import User


@dataclass(frozen=True)
class Reader:
    """Who reads the order: the side, and whether the person's role acts for it. Who belongs to both sides only reads."""

    person: User
    side: Side
    may_act: bool


@dataclass(frozen=True)
class Section:
    """A section of the page of an order. ``code`` is its anchor; ``template`` reads ``context``; ``place`` orders sections.

    ``actions`` are the reader's own buttons there; those with ``is_main`` stand at the head of the page too.
    """

    code: str
    title: str
    place: int
    template: str
    context: Mapping[str, Any]
    actions: Sequence[Action] = ()


Sections = Callable[[OrderFacts, Reader], Section | None]
"""Read with a number of queries that does not grow with lines or rows; None where there is nothing to show."""
Steps = Callable[[Sequence[OrderFacts], Side], Mapping[int, Sequence[NextStep]]]
"""By the keys of the orders: steps that come before those of the order itself. As many queries for many as for one."""
DeskSections = Callable[[OrderFacts], Section | None]
"""What the desk reads about one order besides; no actions."""
_desk: list[DeskSections] = []
_sections: list[Sections] = []
_steps: list[Steps] = []


def subscribe(
    *, sections: Sections | None = None, steps: Steps | None = None, desk: DeskSections | None = None
) -> None:
    """Called once by whoever has something to add."""
    if sections and sections not in _sections:
        _sections.append(sections)
    if steps and steps not in _steps:
        _steps.append(steps)
    if desk and desk not in _desk:
        _desk.append(desk)


def unsubscribe(*, sections: Sections | None = None, steps: Steps | None = None) -> None:
    """The opposite."""
    if sections:
        _sections.remove(sections)
    if steps:
        _steps.remove(steps)


def sections_of(facts: OrderFacts, reader: Reader) -> list[Section]:
    """All sections that others add to this order's page."""
    found = (section for sections in _sections if (section := sections(facts, reader)))
    return sorted(found, key=lambda one: one.place)


def desk_sections_of(facts: OrderFacts) -> list[Section]:
    """All sections that others add to the desk's page of this order."""
    found = (section for sections in _desk if (section := sections(facts)))
    return sorted(found, key=lambda one: one.place)


def added_steps(orders: Sequence[OrderFacts], side: Side) -> dict[int, tuple[NextStep, ...]]:
    """By the keys of the orders: what others wait for."""
    found: dict[int, list[NextStep]] = {one.order.pk: [] for one in orders}
    for steps in _steps:
        _add(found, steps(orders, side).items())
    return {key: tuple(steps) for key, steps in found.items()}


def _add(found: dict[int, list[NextStep]], more: Iterable[tuple[int, Sequence[NextStep]]]) -> None:
    for key, steps in more:
        found[key].extend(steps)
