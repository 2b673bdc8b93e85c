"""Numbers of issuing bodies as people write them: "CE 2163", "NB2163" and full-width digits name the same body."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

NUMBER = re.compile(r"(?:^|[^A-Z0-9]|CE|NB|AB)([0-9]{4})(?![A-Z0-9])")


@lru_cache(maxsize=4096)
def number_of(text: str) -> str | None:
    """The four digits of the one body that the text names; ``None`` where it names none, or several."""
    numbers = set(NUMBER.findall(unicodedata.normalize("NFKC", text).upper()))
    return numbers.pop() if len(numbers) == 1 else None
