"""Allowances: units of each payer in each window, whoever else takes theirs."""

from datetime import timedelta
from itertools import count

import pytest
from django.core.cache import cache

from kpmarket.foundation.limits.allowance import Allowance
from tests.factories import NOON

pytestmark = pytest.mark.services

MINUTES = Allowance("minutes", 10, timedelta(minutes=10))
PAYERS = count()


@pytest.fixture
def payer():
    """Somebody new: what others took is still counted."""
    return f"payer-{next(PAYERS)}"


def test_what_is_left_can_be_taken_and_no_more(payer):
    assert MINUTES.take(payer, 6, at=NOON)
    assert not MINUTES.take(payer, 5, at=NOON)
    assert MINUTES.take(payer, 4, at=NOON)
    assert not MINUTES.take(payer, 1, at=NOON)


def test_what_is_given_back_can_be_taken_again(payer):
    MINUTES.take(payer, 10, at=NOON)

    MINUTES.give_back(payer, 3, at=NOON)

    assert MINUTES.take(payer, 3, at=NOON)
    assert not MINUTES.take(payer, 1, at=NOON)


def test_each_has_an_allowance_of_their_own(payer):
    MINUTES.take(payer, 10, at=NOON)

    assert MINUTES.take(f"{payer}-neighbour", 10, at=NOON)


def test_the_next_window_brings_a_new_one_and_says_when(payer):
    moment = NOON + timedelta(minutes=7)
    MINUTES.take(payer, 10, at=moment)

    wait = MINUTES.again(at=moment)

    assert wait == timedelta(minutes=3)
    assert not MINUTES.take(payer, 1, at=moment + wait - timedelta(seconds=1))
    assert MINUTES.take(payer, 10, at=moment + wait)


def test_a_cache_that_was_emptied_meanwhile_has_forgotten_and_nothing_breaks(payer, monkeypatch):
    MINUTES.take(payer, 10, at=NOON)
    cache.delete(MINUTES._key(payer, NOON))

    MINUTES.give_back(payer, 10, at=NOON)

    monkeypatch.setattr(cache, "add", lambda *arguments, **options: None)
    assert MINUTES.take(payer, 1, at=NOON)
