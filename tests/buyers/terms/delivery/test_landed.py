from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery.landed import Rate, Stated, landed
from buyers.terms.incoterms import rules
from tests.buyers.terms.refusals import refused

SEA_FREIGHT = (
    Stated("PUP", 30_000, "quoted"),
    Stated("EXC", 8_000, "quoted"),
    Stated("OTHC", 15_000, "tariff"),
    Stated("FRT", 210_000, "quoted"),
    Stated("BAF", 40_000, "estimate"),
    Stated("INS", 5_000, "quoted"),
    Stated("DTHC", 25_000, "quoted"),
    Stated("DLV", 60_000, "quoted"),
    Stated("DEM", 99_000, "tariff"),
)
DAY = date(2026, 11, 30)


def by_part(found):
    return {cost.part.id: (cost.amount, cost.mark, cost.missing) for cost in found.costs}


def test_what_the_price_contains_is_not_added_again():
    found = landed(4_200_000, "FOB", "DAP", SEA_FREIGHT)

    assert by_part(found) == {
        "goods": (4_200_000, "price", ()),
        "export": (0, "price", ()),
        "loading_on_board": (0, "price", ()),
        "main_carriage": (250_000, "estimate", ()),
        "insurance": (5_000, "quoted", ()),
        "delivery": (85_000, "quoted", ()),
    }
    assert (found.total, found.estimated, found.missing) == (4_540_000, 40_000, ())


def test_a_part_that_nobody_stated_is_missing_and_not_nothing():
    found = landed(4_200_000, "FCA", "CIF", SEA_FREIGHT[:4])

    assert by_part(found)["insurance"] == (0, "missing", ("INS",))
    assert [part.id for part in found.missing] == ["insurance"]


def test_a_part_without_its_main_line_is_not_complete():
    found = landed(4_200_000, "FOB", "CFR", [Stated("BAF", 40_000, "quoted"), Stated("FRT", 0, "not_included")])

    assert by_part(found)["main_carriage"] == (40_000, "quoted", ("FRT",))


def test_duty_is_never_invented():
    assert by_part(landed(4_200_000, "DAP", "DDP", SEA_FREIGHT))["import_duty"] == (0, "missing", ("DTY",))


def test_duty_and_tax_follow_from_typed_rates_and_are_marked():
    rates = (
        Rate("duty", 270, "carried", 4_200_000, "TARIC, typed by the buyer", DAY),
        Rate("tax", 1900, "carried_and_duty", 4_200_000, "UStG, typed by the buyer", DAY),
    )

    found = landed(4_200_000, "FOB", "DDP", SEA_FREIGHT, rates)

    duty = 120_285  # 2.7 % of 4,455,000
    tax = 869_304  # 19 % of 4,575,285
    assert by_part(found)["import_duty"] == (duty + tax, "rate", ())
    assert found.estimated == 40_000 + duty + tax


def test_a_tax_alone_leaves_the_duty_missing():
    tax = Rate("tax", 1900, "goods", 100, "typed", DAY)

    assert by_part(landed(100, "DAP", "DDP", (), [tax]))["import_duty"] == (19, "rate", ("DTY",))


def test_a_rate_of_one_line_bears_that_line_alone():
    rates = (
        Rate("duty", 1000, "carried", 250, "typed", DAY),
        Rate("duty", 0, "carried", 750, "typed", DAY),
    )

    found = landed(1_000, "CFR", "DDP", (), rates)

    assert by_part(found)["import_duty"][0] == 25


def test_unknown_words_are_refused():
    with refused("unknown-line", kind="XYZ"):
        landed(1, "FOB", "DAP", [Stated("XYZ", 1, "quoted")])
    with refused("unknown-basis", basis="moon"):
        landed(1, "DAP", "DDP", (), [Rate("duty", 1, "moon", 1, "typed", DAY)])
    with refused("unknown-rule", rule="FOT"):
        landed(1, "FOT", "DAP")


@given(st.sampled_from(sorted(rules())), st.sampled_from(sorted(rules())), st.integers(0, 10**9))
def test_more_delivery_never_costs_less(rule, basis, goods):
    found = landed(goods, rule, basis, SEA_FREIGHT)

    assert found.total >= goods
    assert found.total == sum(cost.amount for cost in found.costs)
    assert all(cost.amount == 0 or cost.part.id == "goods" for cost in found.costs if cost.mark in ("price", "missing"))
