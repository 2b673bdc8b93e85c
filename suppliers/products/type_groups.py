"""Product types by group, for tiles, lists and the groups of a select."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from suppliers.models.product import ProductGroup, ProductType

GroupedChoices = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
"""Choices of a select: the name of a group, then id and name of each of its types. Tuples, so that they can be a key."""


@dataclass(frozen=True)
class TypeGroup:
    """A group that has types, and these in the reader's alphabetical order."""

    group: ProductGroup
    types: tuple[ProductType, ...]

    @property
    def name(self) -> str:
        return str(self.group.label)


def by_group(types: Iterable[ProductType]) -> list[TypeGroup]:
    """The groups that have any of these types, in the order of ProductGroup."""
    sorted_types = sorted(types, key=lambda one: one.display_name.casefold())
    of_group: dict[ProductGroup, list[ProductType]] = {group: [] for group in ProductGroup}
    for one in sorted_types:
        of_group[one.group].append(one)
    return [TypeGroup(group, tuple(found)) for group, found in of_group.items() if found]


def grouped_choices(types: Iterable[ProductType]) -> GroupedChoices:
    """The same as choices of a select."""
    return tuple((one.name, tuple((type_.pk, type_.display_name) for type_ in one.types)) for one in by_group(types))
