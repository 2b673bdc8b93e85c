"""Outlines of things, in a frame of 1200 by 900: smooth curves, boxes, ovals, hoses."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PIL import ImageDraw

Point = tuple[float, float]
Points = Sequence[Point]
Projection = Callable[[Point], Point]


@dataclass(frozen=True)
class Patch:
    """A filled area; ``cut`` takes it away from what was drawn before."""

    points: Points
    cut: bool = False

    def bounds(self) -> tuple[float, float, float, float]:
        return bounds_of(self.points, 0)

    def paint(self, pen: ImageDraw.ImageDraw, project: Projection, scale: float) -> None:
        pen.polygon([project(point) for point in self.points], fill=0 if self.cut else 255)


@dataclass(frozen=True)
class Hose:
    """A line of some width with round ends."""

    points: Points
    width: float
    cut: bool = False

    def bounds(self) -> tuple[float, float, float, float]:
        return bounds_of(self.points, self.width / 2)

    def paint(self, pen: ImageDraw.ImageDraw, project: Projection, scale: float) -> None:
        fill, radius = 0 if self.cut else 255, self.width * scale / 2
        path = [project(point) for point in self.points]
        pen.line(path, fill=fill, width=max(1, round(radius * 2)), joint="curve")
        for x, y in (path[0], path[-1]):
            pen.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


Part = Patch | Hose


def bounds_of(points: Points, margin: float) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) - margin, min(ys) - margin, max(xs) + margin, max(ys) + margin


def curve(points: Points, *, closed: bool = True, steps: int = 14) -> list[Point]:
    """A smooth line through the points (Catmull-Rom)."""
    count = len(points)
    knots = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    spans = count if closed else count - 1
    smooth = [_between(knots[i : i + 4], step / steps) for i in range(spans) for step in range(steps)]
    return smooth if closed else [*smooth, points[-1]]


def _between(knots: Points, t: float) -> Point:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = knots

    def blend(a: float, b: float, c: float, d: float) -> float:
        return 0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t**3)

    return blend(ax, bx, cx, dx), blend(ay, by, cy, dy)


def box(left: float, top: float, right: float, bottom: float, radius: float = 0) -> list[Point]:
    """A rectangle, its corners rounded."""
    if not radius:
        return [(left, top), (right, top), (right, bottom), (left, bottom)]
    corners = [(right - radius, top + radius, -90), (right - radius, bottom - radius, 0)]
    corners += [(left + radius, bottom - radius, 90), (left + radius, top + radius, 180)]
    return [point for x, y, start in corners for point in arc(x, y, radius, radius, start, start + 90, 8)]


def oval(x: float, y: float, across: float, down: float | None = None) -> list[Point]:
    """An ellipse by its half axes."""
    return arc(x, y, across, across if down is None else down, 0, 360, 48)


def arc(x: float, y: float, across: float, down: float, start: float, end: float, steps: int = 24) -> list[Point]:
    angles = (math.radians(start + (end - start) * step / steps) for step in range(steps + 1))
    return [(x + across * math.cos(angle), y + down * math.sin(angle)) for angle in angles]


def turned(points: Iterable[Point], degrees: float, about: Point) -> list[Point]:
    """The points turned clockwise."""
    sine, cosine = math.sin(math.radians(degrees)), math.cos(math.radians(degrees))
    ox, oy = about
    return [(ox + (x - ox) * cosine - (y - oy) * sine, oy + (x - ox) * sine + (y - oy) * cosine) for x, y in points]


def mirrored(points: Iterable[Point], axis: float = 600) -> list[Point]:
    """The points seen in an upright mirror; their order is kept."""
    return [(2 * axis - x, y) for x, y in points]


def both_sides(right: Points, axis: float = 600) -> list[Point]:
    """A closed outline from its right half, told from top to bottom."""
    return [*right, *reversed(mirrored(right, axis))]


def moved(points: Iterable[Point], dx: float, dy: float, zoom: float = 1, about: Point = (600, 450)) -> list[Point]:
    ox, oy = about
    return [(ox + (x - ox) * zoom + dx, oy + (y - oy) * zoom + dy) for x, y in points]
