"""Guides for a first-time importer, as ``data/order_guides.yaml`` states them in both languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from buyers.terms.files import Label, label_of, read_data


@dataclass(frozen=True)
class Step:
    """One step of several in an order."""

    title: Label
    text: Label


@dataclass(frozen=True)
class Picture:
    """A page of the demonstration, in both languages as ``<name>.en.webp`` and ``<name>.zh.webp``, of one size in pixels.

    ``alt`` says what it shows, for who does not see it.
    """

    name: str
    width: int
    height: int
    alt: Label


@dataclass(frozen=True)
class Section:
    """Text under one heading: paragraphs, then a picture, then steps, then points."""

    id: str
    title: Label
    paragraphs: tuple[Label, ...]
    steps: tuple[Step, ...]
    points: tuple[Label, ...]
    picture: Picture | None


@dataclass(frozen=True)
class Source:
    """What a guide rests on. ``is_exact``: the address is the very page, not the publisher's site alone."""

    title: str
    url: str
    is_exact: bool


@dataclass(frozen=True)
class OrderGuide:
    """One guide; ``see`` are ids of others."""

    id: str
    title: Label
    about: Label
    sections: tuple[Section, ...]
    see: tuple[str, ...]
    sources: tuple[Source, ...]
    reviewed: date


@cache
def order_guides() -> Mapping[str, OrderGuide]:
    """The guides by their id, in the order in which they are listed. Raises KeyError for a guide that names an unknown one."""
    data = read_data("order_guides.yaml")
    reviewed = date.fromisoformat(data["reviewed"])
    found = {row["id"]: _guide(row, reviewed) for row in data["guides"]}
    unknown = {other for guide in found.values() for other in guide.see} - set(found)
    if unknown:
        raise KeyError(*unknown)
    return found


def _guide(row: dict[str, Any], reviewed: date) -> OrderGuide:
    return OrderGuide(
        id=row["id"],
        title=label_of(row),
        about=label_of(row, "about"),
        sections=tuple(_section(one) for one in row["sections"]),
        see=tuple(row["see"]),
        sources=tuple(Source(one["title"], one["url"], one["exact"]) for one in row["sources"]),
        reviewed=reviewed,
    )


def _section(row: dict[str, Any]) -> Section:
    return Section(
        id=row["id"],
        title=label_of(row),
        paragraphs=tuple(label_of(one) for one in row.get("text", ())),
        steps=tuple(Step(label_of(one), label_of(one, "text")) for one in row.get("steps", ())),
        points=tuple(label_of(one) for one in row.get("points", ())),
        picture=_picture(row["picture"]) if "picture" in row else None,
    )


def _picture(row: dict[str, Any]) -> Picture:
    return Picture(row["name"], row["width"], row["height"], label_of(row, "alt"))
