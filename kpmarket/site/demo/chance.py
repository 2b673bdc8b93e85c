"""Chance that repeats itself: the demonstration world is the same on every machine."""

from random import Random


def chance(*seeds: object) -> Random:
    """A generator that depends on these seeds alone."""
    return Random(repr(seeds))  # noqa: S311 - decides what a demonstration looks like, guards nothing
