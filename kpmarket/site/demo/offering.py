"""A kind of offer in the demonstration world."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Offering:
    """A kind of offer: several variants of one product type with one range of terms."""

    variants: tuple[tuple[str, str, str], ...]
    """English name, Chinese name, standard and class met."""
    price: tuple[float, float]
    """Lowest and highest price for one unit, US dollars."""
    unit: str
    moq: tuple[int, ...]
    capacity: tuple[int, ...]
    code: str
    """Beginning of the model names."""
    attributes: tuple[dict[str, Any], ...] = field(default=({},))
    specification: dict[str, Any] = field(default_factory=dict)


DEVICE = ({"legacy": False, "filing": "new", "model_first_placed_on": "2024-06-01"},)
