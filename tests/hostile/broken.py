"""Good files, truncated or changed at one place."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial

from tests.hostile.case import BOMB, BROKEN, MENDED, WRONG, Case
from tests.hostile.pdf_parts import sound
from tests.suppliers.documents import sample_files

GOOD: dict[str, Callable[[], bytes]] = {
    ".pdf": sound,
    ".jpg": sample_files.photograph,
    ".png": partial(sample_files.picture, "PNG"),
    ".webp": partial(sample_files.picture, "WEBP"),
    ".tif": partial(sample_files.tiff, 3),
    ".heic": sample_files.heic,
}
CUTS = (1, 4, 9, 16, 40, 100, 250, 500, 750, 900, 990, 999)
"""Where a file is truncated, in thousandths of its length."""

FLIPS = (20, 110, 260, 410, 560, 710, 860, 960)
"""Where sixteen bytes are changed."""


@lru_cache
def good(suffix: str) -> bytes:
    return GOOD[suffix]()


def cut(suffix: str, part: int) -> bytes:
    whole = good(suffix)
    return whole[: max(1, len(whole) * part // 1000)]


def flip_bytes(suffix: str, part: int) -> bytes:
    whole, at = good(suffix), max(12, len(good(suffix)) * part // 1000)
    return whole[:at] + bytes(byte ^ 0xA5 for byte in whole[at : at + 16]) + whole[at + 16 :]


def cut_hole(suffix: str, part: int) -> bytes:
    """As after a transfer that lost a block."""
    whole, at = good(suffix), max(12, len(good(suffix)) * part // 1000)
    return whole[:at] + bytes(512) + whole[at + 512 :]


def cases() -> Iterator[Case]:
    for suffix in GOOD:
        for part in CUTS:
            yield Case(f"cut-at-{part:03}{suffix}", MENDED | WRONG, partial(cut, suffix, part), suffix)
        for part in FLIPS:
            yield Case(f"changed-at-{part:03}{suffix}", BOMB | WRONG, partial(flip_bytes, suffix, part), suffix)
    for suffix in (".pdf", ".jpg", ".tif"):
        for part in (250, 500, 750):
            yield Case(f"hole-at-{part}{suffix}", MENDED, partial(cut_hole, suffix, part), suffix)
    for suffix, start in ((".pdf", b"%PDF-"), (".jpg", b"\xff\xd8\xff"), (".png", b"\x89PNG\r\n\x1a\n")):
        yield Case(f"nothing-after-its-signature{suffix}", BROKEN, partial(bytes, start), suffix)
        yield Case(f"zeroes-after-its-signature{suffix}", BROKEN, partial(bytes, start + bytes(5000)), suffix)


CASES = tuple(cases())
