"""Where else goods may go: only markets in which the product is cleared that day, the likeliest first."""

from datetime import date

import pytest

from audits.models import Market
from buyers.trade.services.diversion import diversions
from tests.buyers.trade.watched_orders import watched_order
from tests.factories import ClearanceFactory, CountryFactory, MarketFactory, ShortlistEntryFactory

pytestmark = pytest.mark.usefixtures("countries")

TODAY = date(2026, 12, 11)


def cleared(order, market, **facts):
    product = order.watched[0].product
    return ClearanceFactory(product=product, market=Market.objects.get(pk=market), **facts)


@pytest.fixture
def order():
    for code in ("GB", "BR", "MX"):
        CountryFactory(code=code, market=MarketFactory(id=code))
    return watched_order(until=date(2026, 12, 10))


def markets(order, **facts):
    [line] = diversions(order, order.watched, TODAY, **facts)
    return [one.market for one in line.markets]


def test_only_what_is_cleared_that_day_is_offered_with_its_end(order):
    cleared(order, "US", valid_until=date(2027, 5, 1))
    cleared(order, "GB", state="conditional")
    cleared(order, "BR", state="ready")
    cleared(order, "MX", valid_until=date(2026, 12, 10))
    [line] = diversions(order, order.watched, TODAY)
    [one] = line.markets
    assert (one.market, one.until, one.countries) == ("US", date(2027, 5, 1), ("United States",))


def test_where_the_buyer_deals_already_stands_first_then_the_longest(order):
    cleared(order, "US", valid_until=date(2027, 5, 1))
    cleared(order, "GB", valid_until=date(2027, 3, 1))
    cleared(order, "BR", valid_until=date(2027, 6, 1))
    assert markets(order) == ["BR", "US", "GB"]
    ShortlistEntryFactory(buyer=order.buyer, destination="GB")
    assert markets(order) == ["GB", "BR", "US"]


def test_the_market_that_is_lost_is_not_offered_and_one_country_of_it_may_be(order):
    cleared(order, "EU", countries="|FR|", valid_from=TODAY)
    [line] = diversions(order, order.watched, TODAY)
    assert [(one.market, one.countries) for one in line.markets] == [("EU", ("France",))]


def test_nothing_is_offered_where_nothing_is_cleared(order):
    assert markets(order) == []


def test_several_lines_cost_as_many_queries_as_one(django_assert_num_queries):
    one, several = watched_order(), watched_order(lines=3)
    diversions(several, several.watched, TODAY)
    for order in (one, several):
        with django_assert_num_queries(3):
            diversions(order, order.watched, TODAY)
