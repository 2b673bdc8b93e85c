"""Assurance is what a named holder holds: by whom, how much, until when, and what not."""

import pytest
from django.utils import translation

from buyers.trade.services.assurance import assurance
from buyers.trade.services.balances import Balances, balances_of
from tests.buyers.trade.money import hold
from tests.factories.trade import HolderFactory, OrderFactory, terms_of

pytestmark = pytest.mark.django_db


def said(order, balances=None):
    return assurance(order, terms_of(order), balances or balances_of(order))


def test_with_a_holder_it_names_who_how_much_until_when_and_what_not():
    order = OrderFactory(holder=HolderFactory())
    hold(order, 1, 126_000)
    found = said(order)
    assert found.is_held
    assert found.sentence == "Treuhandstelle Lindenau holds USD\xa01,260.00 for this order."
    [part] = found.parts
    assert (part.number, part.amount) == (1, "USD\xa01,260.00")
    assert "production" in part.until.lower()
    assert "no loss beyond it" in found.not_covered
    assert "EX-0000" in found.holder


def test_a_holder_that_holds_nothing_yet_is_no_assurance():
    found = said(OrderFactory(holder=HolderFactory()), Balances())
    assert (found.is_held, found.parts, found.not_covered) == (False, (), "")
    assert "holds nothing" in found.sentence


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_without_a_holder_it_says_that_nobody_keeps_money(language):
    with translation.override(language):
        found = said(OrderFactory())
    assert not found.is_held
    assert ("No third party" in found.sentence) == (language == "en")
    assert (found.parts, found.not_covered, found.holder) == ((), "", "")
