"""What a process goes on with for a while before it asks the database again."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, ClassVar, Generic, TypeVar

T = TypeVar("T")
MOST = 2048
SECONDS = 60.0


class Kept(Generic[T]):
    """Values by name, each for so many seconds, and at most so many of them."""

    all: ClassVar[list[Kept[Any]]] = []

    def __init__(self, *, seconds: float = SECONDS, most: int = MOST) -> None:
        self.seconds, self.most = seconds, most
        self._values: dict[str, tuple[float, T]] = {}
        Kept.all.append(self)

    def get(self, name: str, read: Callable[[], T]) -> T:
        """What was read under that name lately, or what ``read`` returns now."""
        found = self._values.get(name)
        if found is None or time.monotonic() - found[0] > self.seconds:
            if len(self._values) >= self.most:
                self._values.clear()
            found = self._values[name] = (time.monotonic(), read())
        return found[1]


def forget() -> None:
    """Read everything again at the next question."""
    for one in Kept.all:
        one._values.clear()
