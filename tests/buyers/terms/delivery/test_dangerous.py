from datetime import date
from itertools import product

import pytest

from buyers.terms.delivery.dangerous import Goods, judge
from buyers.terms.delivery.dangerous_rows import data, documents

TODAY = date(2026, 11, 30)
BOTTLES = {
    "is_dangerous": True,
    "un": "UN1170",
    "group": "II",
    "inner": 500,
    "inner_per_package": 12,
    "package": 7_400,
    "documents": frozenset({"sds"}),
}
OXIMETERS = {
    "is_dangerous": True,
    "battery": "ion_with",
    "mwh": 3_700,
    "documents": frozenset({"un38_3"}),
}


def first(product_type, mode, **stated):
    return judge(product_type, Goods(**stated), mode, TODAY)[0]


def test_sanitizer_without_a_safety_data_sheet_is_not_booked():
    found = first("hand_sanitizer", "sea", **{**BOTTLES, "documents": frozenset()})

    assert (found.code, found.is_open, found.facts["document"]) == ("document-missing", False, documents()["sds"])


def test_half_litre_bottles_of_group_two_go_by_sea_as_limited_quantity():
    found = first("hand_sanitizer", "sea", **BOTTLES)

    assert (found.code, found.is_open) == ("limited-quantity", True)


@pytest.mark.parametrize(("inner", "is_open"), [(1_000, True), (1_001, False), (5_000, False)])
def test_an_inner_packing_over_one_litre_of_group_two_is_refused_with_the_limit(inner, is_open):
    found = first("hand_sanitizer", "sea", **{**BOTTLES, "inner": inner, "inner_per_package": 1})

    assert found.is_open is is_open
    assert found.facts == {"stated": inner, "limit": 1_000, "rule": "UN Model Regulations 3.4", "of": "inner"}


def test_group_three_may_hold_five_litres():
    assert first("hand_sanitizer", "road", **{**BOTTLES, "group": "III", "inner": 5_000}).code == "limited-quantity"


def test_the_same_carton_is_refused_by_air_with_the_limit_of_the_package():
    found = first("hand_sanitizer", "air", **BOTTLES)

    assert (found.code, found.is_open) == ("package-too-large", False)
    assert found.facts == {"stated": 6_000, "limit": 1_000, "rule": "IATA DGR Y341", "of": "package"}


def test_two_bottles_in_a_package_go_by_air_as_limited_quantity():
    assert first("hand_sanitizer", "air", **{**BOTTLES, "inner_per_package": 2}).code == "limited-quantity"


def test_the_carton_goes_on_cargo_aircraft_with_all_documents_and_not_on_passenger_aircraft():
    everything = {**BOTTLES, "documents": frozenset({"sds", "dg_declaration", "packaging_appraisal"})}

    assert first("hand_sanitizer", "air", **everything, travels="cargo").code == "as-dangerous"
    assert first("hand_sanitizer", "air", **BOTTLES, travels="cargo").code == "document-missing"
    assert first("hand_sanitizer", "air", **everything, travels="passenger").facts["limit"] == 5_000


def test_what_is_over_the_limit_by_sea_goes_as_dangerous_goods_with_the_chinese_appraisal():
    large = {**BOTTLES, "inner": 5_000, "inner_per_package": 4, "travels": "full"}
    everything = frozenset({"sds", "dg_declaration", "packaging_appraisal"})

    assert first("hand_sanitizer", "sea", **{**large, "documents": everything}).code == "as-dangerous"
    lacking = first("hand_sanitizer", "sea", **{**large, "documents": everything - {"packaging_appraisal"}})
    assert lacking.facts["document"] == documents()["packaging_appraisal"]


def test_a_package_over_thirty_kilograms_is_no_limited_quantity():
    assert first("hand_sanitizer", "sea", **{**BOTTLES, "package": 30_001}).code == "package-too-heavy"


def test_packing_that_is_not_stated_is_asked_for():
    for lacking in ("group", "inner", "package"):
        stated = {key: value for key, value in BOTTLES.items() if key != lacking}
        assert first("hand_sanitizer", "sea", **stated).code == "packing-unknown"


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({}, "charge-unknown"),
        ({"charge": 31}, "charge-too-high"),
        ({"charge": 30}, "document-missing"),
        ({"charge": 30, "documents": frozenset({"un38_3", "charge_statement"})}, "battery-small"),
        ({"mwh": 2_700}, "battery-small"),
        ({"battery": "ion_inside"}, "battery-small"),
        ({"mwh": None}, "battery-unknown"),
        ({"mwh": 100_001}, "battery-too-large"),
        ({"documents": frozenset()}, "document-missing"),
        ({"battery": "ion_alone"}, "cargo-aircraft-only"),
        ({"battery": "metal_with", "lithium_mg": 100}, "battery-small"),
        ({"battery": "metal_with", "lithium_mg": 2_001}, "battery-too-large"),
    ],
)
def test_oximeters_with_batteries_by_air(changes, code):
    assert first("pulse_oximeter", "air", **{**OXIMETERS, **changes}).code == code


def test_the_charge_matters_by_air_alone_and_since_2026():
    assert first("pulse_oximeter", "sea", **OXIMETERS).code == "battery-small"
    before = judge("pulse_oximeter", Goods(**OXIMETERS), "air", date(2025, 12, 31))
    assert before[0].code == "battery-small"


def test_nothing_passes_that_nobody_stated():
    for product_type, mode in product(("hand_sanitizer", "pulse_oximeter", "ivd_pcr", "syringe"), ("sea", "air")):
        assert judge(product_type, Goods(), mode, TODAY)[0].is_open is False


def test_a_device_that_may_hold_batteries_is_not_harmless_until_its_battery_is_named():
    assert first("pulse_oximeter", "sea", is_dangerous=False).code == "not-stated"
    assert first("pulse_oximeter", "sea", is_dangerous=False, battery="other").code == "stated-not"
    assert first("syringe", "sea", is_dangerous=False).code == "stated-not"


def test_masks_pass_with_the_row_that_says_so():
    found = first("medical_mask", "sea")

    assert (found.code, found.is_open, found.row.confidence) == ("usually-not", True, "medium")


def test_a_limit_that_nobody_is_sure_of_warns_until_an_officer_confirmed_it():
    stated = {**BOTTLES, "group": "III", "inner": 1_000, "inner_per_package": 12}

    warned = judge("hand_sanitizer", Goods(**stated), "air", TODAY)[0]
    confirmed = frozenset({("dangerous_goods.yaml", "liquids/air-lq-III")})
    stopped = judge("hand_sanitizer", Goods(**stated), "air", TODAY, confirmed=confirmed)[0]

    assert (warned.is_open, warned.facts["unsure"]) == (True, True)
    assert (stopped.is_open, stopped.code) == (False, "package-too-large")


def test_a_number_that_the_table_does_not_know_needs_all_documents():
    found = first("hand_sanitizer", "sea", is_dangerous=True, un="UN2924", documents=frozenset({"sds"}))

    assert (found.code, found.facts) == ("unknown-number", {"un": "UN2924"})


def test_every_row_of_the_file_has_a_source():
    assert len(data()["entries"]) == 13
