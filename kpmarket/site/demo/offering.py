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
    details: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By English name of a variant: what its specification says otherwise."""
    pictures: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """By English name of a variant: the pictures that show it; those of the type where it is not named."""

    def specification_of(self, name_en: str) -> dict[str, Any]:
        """The specification of a variant."""
        return {**self.specification, **self.details.get(name_en, {})}

    def pictures_of(self, name_en: str, of_type: int) -> tuple[int, ...]:
        """The pictures that show a product, by its name with the brand before it; ``of_type``: how many its type has."""
        found = max((name for name in self.pictures if name_en.endswith(name)), key=len, default="")
        return self.pictures.get(found, tuple(range(of_type)))


DEVICE = ({"legacy": False, "filing": "new", "model_first_placed_on": "2024-06-01"},)
