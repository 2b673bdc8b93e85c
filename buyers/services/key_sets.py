"""Sets of keys in few bytes: what a saved search found so far, however much that is."""

from __future__ import annotations

import sys
import zlib
from array import array
from collections.abc import Iterable
from itertools import accumulate, pairwise

KEY = "Q"
"""Eight bytes; steps from key to key are small numbers, of which compression leaves one byte or two each."""


def packed(keys: Iterable[int]) -> bytes:
    """The keys, which are positive, without order and repetition."""
    steps = array(KEY, (key - before for before, key in pairwise([0, *sorted(set(keys))])))
    return zlib.compress(_little_endian(steps).tobytes())


def unpacked(data: bytes | memoryview) -> frozenset[int]:
    """What ``packed`` was given."""
    steps = array(KEY)
    steps.frombytes(zlib.decompress(data))
    return frozenset(accumulate(_little_endian(steps)))


def _little_endian(steps: array[int]) -> array[int]:
    if sys.byteorder == "big":
        steps.byteswap()
    return steps
