"""What a list of products says of the words that were searched for."""

from __future__ import annotations

from typing import Any

from django.urls import reverse

from buyers.answers.nearest import nearest
from buyers.search.reading import reading


def search_note(words: str, *, is_empty: bool, to: str) -> dict[str, Any]:
    """How the words were read; where the list is empty, also shorter searches for the same destination."""
    if not words:
        return {}
    read = reading(words)
    return {"reading": read, "nearest": nearest(read, reverse("buyers:catalogue"), to=to) if is_empty else []}
