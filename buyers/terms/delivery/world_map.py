"""Where a shipment's way lies on a map of the world: points in half degrees, the route in one piece, the window around it.

The map is equirectangular: 720 wide for 360 degrees, 360 high for 180, as ``land.svg`` has it. A way over the Pacific
goes on to the right of the map, where the picture begins again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from buyers.terms.delivery.places import place_of

WIDTH, HEIGHT = 720, 360
HALF = WIDTH // 2
LEAST_WIDTH, LEAST_HEIGHT = 120, 60
MARGIN = 24


@dataclass(frozen=True)
class Point:
    """A place on the map."""

    code: str
    x: float
    y: float


@dataclass(frozen=True)
class Route:
    """``points`` in order, without places that have no coordinates; ``left``, ``top``, ``width``, ``height`` the window.

    ``paths`` are the legs between two points that are both known, as SVG paths, each with the number of its leg from 0.
    """

    points: tuple[Point, ...]
    paths: tuple[tuple[int, str], ...]
    left: float
    top: float
    width: float
    height: float


def route(legs: Sequence[tuple[str, str]]) -> Route | None:
    """The way on the map; None where fewer than two of its places have coordinates."""
    points: dict[tuple[int, int], Point] = {}
    before: Point | None = None
    for number, ends in enumerate(legs):
        for end, code in enumerate(ends):
            point = _point(code, before)
            if point:
                points[number, end] = before = point
    codes = {point.code: point for point in points.values()}
    if len(codes) < 2:
        return None
    paths = [
        (number, _curve(points[number, 0], points[number, 1]))
        for number in range(len(legs))
        if (number, 0) in points and (number, 1) in points
    ]
    return Route(tuple(codes.values()), tuple(paths), *_window(list(codes.values())))


def _point(code: str, before: Point | None) -> Point | None:
    place = place_of(code)
    if place is None or place.latitude is None or place.longitude is None:
        return None
    x, y = (place.longitude + 180) * 2, (90 - place.latitude) * 2
    if before and x - before.x < -HALF:
        x += WIDTH
    elif before and x - before.x > HALF:
        x -= WIDTH
    return Point(code, round(x, 1), round(y, 1))


def _curve(start: Point, end: Point) -> str:
    """A line that bends a little, so that the way out and the way back are two lines."""
    middle_x, middle_y = (start.x + end.x) / 2, (start.y + end.y) / 2
    bend_x, bend_y = (end.y - start.y) * 0.12, (start.x - end.x) * 0.12
    return f"M{start.x} {start.y}Q{middle_x - bend_x:.1f} {middle_y - bend_y:.1f} {end.x} {end.y}"


def _window(points: Sequence[Point]) -> tuple[float, float, float, float]:
    """Left, top, width and height: all points with a margin, twice as wide as high."""
    left, right = min(one.x for one in points), max(one.x for one in points)
    top, bottom = min(one.y for one in points), max(one.y for one in points)
    width = max(right - left + 2 * MARGIN, 2 * (bottom - top + 2 * MARGIN), LEAST_WIDTH)
    height = max(width / 2, LEAST_HEIGHT)
    return (
        round((left + right - width) / 2, 1),
        round((top + bottom - height) / 2, 1),
        round(width, 1),
        round(height, 1),
    )
