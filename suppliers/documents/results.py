"""What comes out of the sandbox: images, or a refusal with its code.

The sentences for users are in `suppliers/sentences/reader.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from suppliers.documents.sniff import Kind


class Code(StrEnum):
    """Why a file was refused."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    WRONG_KIND = "wrong-kind"
    PASSWORD_PROTECTED = "password-protected"  # noqa: S105 (a reason, not a secret)
    TOO_MANY_PAGES = "too-many-pages"
    TOO_MANY_PIXELS = "too-many-pixels"
    UNREADABLE = "unreadable"
    TOOK_TOO_LONG = "took-too-long"
    USED_TOO_MUCH_MEMORY = "used-too-much-memory"
    NOT_FINISHED = "not-finished"
    MALWARE = "malware"
    NOT_NOW = "not-now"


@dataclass(frozen=True)
class Refused:
    """The file is refused for this reason; `params` holds the numbers that the sentence needs.

    `memory` is the peak memory of the children, in bytes.
    """

    code: Code
    params: Mapping[str, int] = field(default_factory=dict)
    memory: int = field(compare=False, default=0)


@dataclass(frozen=True)
class EncodedImage:
    """An image that we encoded ourselves: WebP, or JPEG in long documents; sRGB, without metadata. Sizes in pixels."""

    width: int
    height: int
    data: bytes = field(repr=False)

    @property
    def suffix(self) -> str:
        return ".webp" if self.data.startswith(b"RIFF") else ".jpg"


@dataclass(frozen=True)
class PageImage:
    """One page as people see it, numbered from 1, and a small preview of it."""

    number: int
    image: EncodedImage
    preview: EncodedImage


@dataclass(frozen=True)
class PageImages:
    """The images of all pages of an accepted file; how long rendering took, and its peak memory in bytes.

    ``taken``: the moment that a camera wrote into a photograph, as ``2026-11-30T10:22:05+08:00``, without the offset where
    the camera wrote none; empty where there is none. Nothing else of what a camera writes is read.
    """

    kind: Kind
    pages: tuple[PageImage, ...]
    seconds: float = field(compare=False)
    memory: int = field(compare=False, default=0)
    taken: str = ""


@dataclass(frozen=True)
class ProductImage:
    """A product image, and a thumbnail for each configured width that does not exceed its own."""

    kind: Kind
    image: EncodedImage
    thumbnails: tuple[EncodedImage, ...]
    seconds: float = field(compare=False)
