"""With `--cpu-budget`, a test that takes too long and is not marked slow fails: `make test` stays quick by itself.

Processor seconds are counted, those of ended child processes included, and not those by the clock: a busy machine fails
nobody. What fixtures take is not counted, as the first test that asks pays for all.
"""

import os
from collections.abc import Generator

import pytest

SECONDS = 8.0
"""Idle, the longest tests take 2.5; on two cores that ten processes shared they were counted with up to 5.7."""
UNLIMITED_MARKERS = ("slow", "browser")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--cpu-budget", action="store_true", help=f"fail tests over {SECONDS:g} processor seconds")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    before = _processor_seconds()
    result = yield
    spent = _processor_seconds() - before
    is_limited = item.config.getoption("--cpu-budget") and not any(map(item.get_closest_marker, UNLIMITED_MARKERS))
    if is_limited and spent > SECONDS:
        pytest.fail(
            f"This test took {spent:.1f} processor seconds, more than the {SECONDS:g} that a test of `make test` may take: "
            "make it quicker, or mark it slow.",
            pytrace=False,
        )
    return result


def _processor_seconds() -> float:
    """What this process and its ended children have computed so far."""
    return sum(os.times()[:4])
