from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict

from audits.models import NO_LEAD_TIME, NO_PRICE, Clearance
from buyers.catalogue.filters import CatalogueFilter
from kpmarket.foundation.text.search import pieces
from tests.factories import (
    TODAY,
    ClearanceFactory,
    MarketFactory,
    ProductFactory,
    ProductTypeFactory,
)

pytestmark = pytest.mark.usefixtures("countries")


def asked(query="", *, to="DE"):
    data = QueryDict(query, mutable=True)
    data["to"] = to
    chosen = CatalogueFilter(data, today=TODAY)
    chosen.form.is_valid()
    return chosen


def found(query="", **facts):
    return set(asked(query, **facts).narrowed())


def words(text):
    return " " + " ".join(pieces(text)) + " "


def test_what_holds_today_is_found():
    assert found() == set()
    row = ClearanceFactory(valid_from=TODAY, valid_until=TODAY)

    assert found() == {row}


@pytest.mark.parametrize(
    "facts",
    [
        {"valid_until": TODAY - timedelta(days=1)},
        {"valid_from": TODAY + timedelta(days=1)},
        {"superseded_at": "2026-11-01T00:00Z"},
        {"is_on_offer": False},
        {"state": Clearance.State.CONDITIONAL},
    ],
    ids=["lapsed yesterday", "begins tomorrow", "taken back", "not on offer", "conditional"],
)
def test_what_does_not_hold_today_is_never_found(facts):
    ClearanceFactory(**facts)

    assert found() == set()


def test_another_market_is_not_found():
    ClearanceFactory(market=MarketFactory(id="US"))

    assert found() == set()
    assert len(found(to="US")) == 1


def test_a_destination_without_rules_finds_nothing():
    ClearanceFactory()

    assert found(to="TV") == set()


def test_another_day_finds_what_holds_then():
    row = ClearanceFactory(valid_from=date(2027, 1, 1), valid_until=date(2027, 1, 31))

    assert found("on=2027-01-31") == {row}
    assert found("on=2027-02-01") == set()


@pytest.mark.parametrize("text", ["garbage", "0001-01-01", "9999-12-31", "2026-02-30", "%00"])
def test_a_day_that_cannot_be_read_is_today_and_the_field_says_so(text):
    ClearanceFactory(valid_until=TODAY - timedelta(days=1))
    row = ClearanceFactory()

    chosen = asked(f"on={text}")

    assert set(chosen.narrowed()) == {row}
    assert list(chosen.form.errors) == ["on"]


@pytest.mark.parametrize(
    ("query", "facts"),
    [
        ("price=0.05", {"price_usd": Decimal("0.05")}),
        ("moq=500", {"moq": 500}),
        ("lead_time=14", {"lead_time_days": 14}),
        ("capacity=2000", {"monthly_capacity": 2000}),
        ("until=2027-06-01", {"valid_until": date(2027, 6, 1)}),
        ("province=44", {"province": "44"}),
        ("province=44&province=33", {"province": "33"}),
        ("standard=EN+149+FFP2", {"standards": "|EN 149|EN 149 FFP2|"}),
        ("standard=EN+14683&standard=EN+149+FFP2", {"standards": "|EN 149|EN 149 FFP2|"}),
    ],
)
def test_each_filter_keeps_what_just_passes_and_leaves_out_what_just_does_not(query, facts):
    far = {
        "price_usd": Decimal("0.0501"),
        "moq": 501,
        "lead_time_days": 15,
        "monthly_capacity": 1999,
        "valid_until": date(2027, 5, 31),
        "province": "32",
        "standards": "|EN 149|",
    }
    ClearanceFactory(**far)
    row = ClearanceFactory(**{**far, **facts})

    assert found(query) == {row}


def test_a_product_type_is_separate_from_the_others():
    row = ClearanceFactory()
    ClearanceFactory(product=ProductFactory(product_type=ProductTypeFactory(id="gown")))

    assert found("type=medical_mask") == {row}


def test_offers_without_price_or_lead_time_pass_no_filter_on_them():
    ClearanceFactory(price_usd=NO_PRICE, lead_time_days=NO_LEAD_TIME)

    assert len(found()) == 1
    assert found("price=2000000") == found("lead_time=99999") == set()


@pytest.mark.parametrize("q", ["type iir", "IIR", "mask surg", "口罩", "医用", "外科口罩", "Ｓ－１", "surgical 口罩"])
def test_words_are_found_in_both_languages(q):
    row = ClearanceFactory(words=words("Surgical mask Type IIR 医用外科口罩 S-1"))
    ClearanceFactory(words=words("Isolation gown 隔离衣 G-9"))

    assert set(asked(QueryDict(mutable=True).urlencode()).narrowed()) > {row}
    query = QueryDict(mutable=True)
    query["q"] = q
    assert found(query.urlencode()) == {row}


@pytest.mark.parametrize("q", ["gown mask", "口衣", "100%25", "_"])
def test_words_that_do_not_all_occur_find_nothing_and_punctuation_alone_ask_nothing(q):
    row = ClearanceFactory(words=words("Surgical mask 医用外科口罩"))

    assert found(f"q={q}") == ({row} if q == "_" else set())


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("type=unknown", "type"),
        ("sort=x", "sort"),
        ("province=99", "province"),
        ("q=" + "a" * 300, "q"),
        ("q=a%00b", "q"),
        ("standard=%00", "standard"),
        ("standard=" + "a" * 300, "standard"),
        ("price=-1", "price"),
        ("price=1e999", "price"),
        ("price=NaN", "price"),
        ("price=" + "9" * 400, "price"),
        ("moq=0", "moq"),
        ("moq=99999999999999999999", "moq"),
        ("lead_time=99999999999999999999", "lead_time"),
        ("capacity=99999999999999999999", "capacity"),
        ("until=31/31/2027", "until"),
    ],
)
def test_what_cannot_be_understood_narrows_nothing_and_its_field_says_so(query, field):
    row = ClearanceFactory()

    chosen = asked(query)

    assert set(chosen.narrowed()) == {row}
    assert list(chosen.form.errors) == [field]
