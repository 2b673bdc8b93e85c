"""Page pictures that look nearly the same, found by bands of their bits: no row is compared that shares no band."""

from __future__ import annotations

SIGNS_OF_A_BAND = 8
BITS_ENOUGH = 24
"""A page with fewer is nearly empty, and looks like every other one."""
MOST_DIFFERENT = 6
"""Bits of 256 in which two pictures of one page may differ; other papers on the same form differ in more."""


def bands_of(bits: str) -> list[int | None]:
    """Eight numbers; None for a stretch without any bit. Pictures that differ in six bits share at least two bands."""
    cut = [bits[place : place + SIGNS_OF_A_BAND] for place in range(0, len(bits), SIGNS_OF_A_BAND)]
    return [int(one, 16) or None for one in cut]


def is_telling(bits: str) -> bool:
    """Whether there is enough on the page to compare it at all."""
    return len(bits) == 64 and int(bits, 16).bit_count() >= BITS_ENOUGH


def distance(one: str, other: str) -> int:
    """In how many bits two pictures differ."""
    return (int(one, 16) ^ int(other, 16)).bit_count()


def are_alike(one: str, other: str) -> bool:
    return is_telling(one) and is_telling(other) and distance(one, other) <= MOST_DIFFERENT
