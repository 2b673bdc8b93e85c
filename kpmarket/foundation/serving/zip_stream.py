"""A ZIP that is made while it is sent: it takes neither disk nor more memory than a piece of one file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from kpmarket.foundation.storage import files

CHUNK_BYTES = 256 * 1024


@dataclass(frozen=True)
class Enclosed:
    """One file of a ZIP. ``pieces`` are read when it is written; ``is_text`` says whether compressing it is worth it."""

    name: str
    at: datetime
    pieces: Iterable[bytes]
    is_text: bool = False


def zipped(enclosed: Iterable[Enclosed]) -> Iterator[bytes]:
    """The ZIP, piece by piece."""
    pipe = _Pipe()
    with ZipFile(cast(IO[bytes], pipe), "w") as archive:
        for one in enclosed:
            entry = ZipInfo(one.name, date_time=one.at.astimezone(UTC).timetuple()[:6])
            entry.compress_type = ZIP_DEFLATED if one.is_text else ZIP_STORED
            with archive.open(entry, "w", force_zip64=True) as target:
                for piece in one.pieces:
                    target.write(piece)
                    yield pipe.take()
            yield pipe.take()
    yield pipe.take()


def stored_pieces(name: str) -> Iterator[bytes]:
    """A private file in pieces. Raises FileNotFoundError when it is gone."""
    with files.local_copy(name) as path, path.open("rb") as source:
        while piece := source.read(CHUNK_BYTES):
            yield piece


class _Pipe:
    """A file that can only be written to, and hands over what was written since it was last asked."""

    def __init__(self) -> None:
        self._written = bytearray()

    def write(self, piece: bytes, /) -> int:
        self._written += piece
        return len(piece)

    def flush(self) -> None:
        """Nothing is held back."""

    def take(self) -> bytes:
        piece = bytes(self._written)
        self._written.clear()
        return piece
