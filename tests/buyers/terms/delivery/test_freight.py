from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.delivery.freight import (
    Carton,
    Consignment,
    Counts,
    Line,
    chargeable,
    consignment,
    counts_for,
    fills,
    line_kinds,
    line_sum,
    per_piece,
)
from tests.buyers.terms.refusals import refused

TEA_CARTON = Carton(410, 510, 610, 14_000, 100)
"""127,551 cm³, of which carriers' leaflets make 21.26 kg by air."""
SIZES = st.integers(1, 2_000)


def goods(cartons, carton=TEA_CARTON):
    return consignment([(carton, cartons * carton.pieces)])


def test_a_carton_that_is_begun_counts_whole():
    assert consignment([(TEA_CARTON, 101)]) == Consignment(2 * 410 * 510 * 610, 28_000, 2, 101)


def test_air_freight_rounds_the_consignment_and_not_the_carton():
    assert chargeable(goods(1), "air") == 21_500
    assert chargeable(goods(10), "air") == 213_000


def test_eight_boxes_of_a_leaflet_weigh_64_kilograms_by_air():
    box = Carton(600, 400, 200, 5_625, 1)

    assert chargeable(goods(8, box), "air") == 64_000
    assert chargeable(goods(8, box), "courier") == 77_000


def test_heavy_goods_pay_their_weight():
    assert chargeable(goods(1, Carton(500, 500, 500, 80_000, 1)), "air") == 80_000


def test_less_than_a_container_pays_for_one_cubic_metre_at_least():
    assert chargeable(goods(1), "sea") == 1_000_000
    assert chargeable(goods(10), "sea") == 1_276_000


@given(
    st.lists(
        st.tuples(st.builds(Carton, SIZES, SIZES, SIZES, st.integers(1, 10**6), st.integers(1, 500)), SIZES),
        min_size=1,
        max_size=4,
    )
)
def test_freight_is_never_paid_for_less_than_weight_and_volume_and_by_less_than_a_step_more(loads):
    together = consignment(loads)

    by_air = chargeable(together, "air")

    exact = max(Decimal(together.gross), Decimal(together.volume) / 6000)
    assert exact <= by_air < exact + 500
    assert chargeable(together, "courier") >= by_air
    assert chargeable(together, "air") <= sum(chargeable(consignment([one]), "air") for one in loads)


def test_containers_are_counted_by_their_planned_fill():
    cartons = 28_000_000 // 127_551

    found = {fill.container.id: fill for fill in fills(goods(cartons))}
    assert (found["22G1"].count, found["22G1"].limit) == (1, "volume")
    assert {fill.container.id: fill.count for fill in fills(goods(cartons + 1))}["22G1"] == 2
    assert found["45G1"].container.planned == 66_000


def test_roads_in_the_united_states_allow_less_than_the_container():
    heavy = goods(600, Carton(300, 300, 300, 30_000, 1))

    assert [(one.count, one.limit) for one in fills(heavy, "DE")] == [(1, "payload")] * 3
    assert [(one.count, one.limit, one.row) for one in fills(heavy, "US")] == [
        (2, "road", "road-US-20"),
        (1, "road", "road-US-40"),
        (1, "road", "road-US-40"),
    ]


def test_units_of_a_quote_are_counted_for_the_consignment():
    counts = counts_for(goods(10), "air", 0)

    assert line_sum(Line("FRT", "kg", 385, "quoted"), counts) == 82_005
    assert line_sum(Line("EXC", "document", 4_000, "quoted", 2), counts) == 8_000
    assert line_sum(Line("PUP", "shipment", 12_000, "estimate"), counts) == 12_000
    assert line_sum(Line("DTHC", "container", 9_000, "tariff"), Counts(0, 0, 3)) == 27_000
    assert line_sum(Line("FRT", "wm", 6_500, "quoted"), counts_for(goods(10), "sea", 0)) == 8_294
    assert line_sum(Line("INS", "shipment", None, "not_included"), counts) == 0


@given(st.integers(0, 10**7), st.integers(0, 10**8))
def test_a_line_is_rounded_half_up_once(amount, grams):
    exact = Decimal(amount) * grams / 1000

    assert abs(Decimal(line_sum(Line("FRT", "kg", amount, "quoted"), Counts(grams, 0, 0))) - exact) <= Decimal("0.5")


def test_a_piece_costs_its_share():
    assert per_piece(123_456, "USD", 50_000) == Decimal("0.024691")
    assert per_piece(123_456, "JPY", 1_000) == Decimal("123.456000")


def test_bad_figures_are_refused():
    with refused("nothing-to-carry"):
        consignment([])
    with refused("nothing-to-carry"):
        consignment([(Carton(0, 1, 1, 1, 1), 5)])
    with refused("unknown-mode", mode="balloon"):
        chargeable(goods(1), "balloon")
    with refused("negative"):
        line_sum(Line("FRT", "kg", -1, "quoted"), Counts(1, 1, 1))
    with refused("too-large"):
        line_sum(Line("FRT", "kg", 10**12, "quoted"), Counts(10**9, 1, 1))
    with refused("unknown-unit", per="mile"):
        line_sum(Line("FRT", "mile", 1, "quoted"), Counts(1, 1, 1))
    with refused("nothing-to-carry"):
        per_piece(1, "USD", 0)


def test_demurrage_pays_no_part_of_a_price():
    assert line_kinds()["DEM"].part == "risk"
