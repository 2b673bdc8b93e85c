"""Places on page images that the desk can mark, and facts that files state about themselves."""

from __future__ import annotations

from dataclasses import dataclass

from suppliers.documents.reading import Box


@dataclass(frozen=True)
class Mark:
    """A place on a page: its name, the id of the element that it belongs to, its label and tone."""

    file: int
    page: int
    box: Box
    name: str
    target: str
    label: str
    tone: str

    @property
    def page_id(self) -> str:
        return page_id(self.file, self.page)


@dataclass(frozen=True)
class FileFact:
    """A name, what the file states, and its place, if it has one."""

    name: str
    value: str
    mark: Mark | None = None


def page_id(file: int, page: int) -> str:
    """The id of the element of that page."""
    return f"page_{file}_{page}"
