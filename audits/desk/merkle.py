"""Merkle trees over digests as in RFC 9162 (2.1): a short proof that one entry is part of a log of any length."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence


def root_of(leaves: Sequence[bytes]) -> bytes:
    """The root over these digests, oldest first."""
    return _root(leaves, 0, len(leaves))


def path_to(leaves: Sequence[bytes], index: int) -> list[bytes]:
    """The hashes that lead from the leaf with that index to the root, from the leaf upwards."""
    return next(paths_to(leaves, [index]))


def paths_to(leaves: Sequence[bytes], indexes: Iterable[int]) -> Iterator[list[bytes]]:
    """The same for several leaves: each part of the tree is hashed once."""
    known: dict[tuple[int, int], bytes] = {}

    def root(start: int, end: int) -> bytes:
        if (start, end) not in known:
            known[start, end] = _root(leaves, start, end)
        return known[start, end]

    for index in indexes:
        path, start, end = [], 0, len(leaves)
        while end - start > 1:
            middle = start + _left_size(end - start)
            if index < middle:
                path.append(root(middle, end))
                end = middle
            else:
                path.append(root(start, middle))
                start = middle
        yield path[::-1]


def _root(leaves: Sequence[bytes], start: int, end: int) -> bytes:
    if end - start == 0:
        return hashlib.sha256().digest()
    if end - start == 1:
        return hashlib.sha256(b"\x00" + leaves[start]).digest()
    middle = start + _left_size(end - start)
    return hashlib.sha256(b"\x01" + _root(leaves, start, middle) + _root(leaves, middle, end)).digest()


def _left_size(size: int) -> int:
    """The largest power of two below that size."""
    return 1 << (size - 1).bit_length() - 1
