"""The rules of delivery: who does what, what fits, what a price contains."""

import copy

import pytest

from buyers.terms import incoterms
from buyers.terms.errors import TermsError
from buyers.terms.files import read_data
from tests.buyers.terms.refusals import refused

DATA = read_data("incoterms.yaml")
MODES = ("sea", "air", "rail", "road", "courier")


def codes_of(*arguments, **facts):
    return [remark.code for remark in incoterms.check(*arguments, **facts)]


def doers(duty):
    """Duty -> rules by who does it."""
    return {code: next(one.by for one in incoterms.who_does_what(code) if one.id == duty) for code in incoterms.rules()}


def test_there_are_eleven_rules_of_which_four_are_for_ships_only():
    rules = incoterms.rules()

    assert set(rules) == {"EXW", "FCA", "CPT", "CIP", "DAP", "DPU", "DDP", "FAS", "FOB", "CFR", "CIF"}
    assert {code for code, rule in rules.items() if rule.is_sea_only} == {"FAS", "FOB", "CFR", "CIF"}
    assert incoterms.edition() == "2020"


def test_only_under_ex_works_the_buyer_clears_for_export():
    assert [code for code, doer in doers("export_clearance").items() if doer == "buyer"] == ["EXW"]


def test_only_under_delivered_duty_paid_the_supplier_clears_for_import():
    assert [code for code, doer in doers("import_clearance").items() if doer == "supplier"] == ["DDP"]


def test_only_under_one_rule_the_supplier_unloads():
    assert [code for code, doer in doers("unloading").items() if doer == "supplier"] == ["DPU"]


def test_the_supplier_contracts_the_carriage_under_the_rules_of_groups_c_and_d():
    assert {code for code, doer in doers("carriage").items() if doer == "supplier"} == {
        "CPT",
        "CIP",
        "DAP",
        "DPU",
        "DDP",
        "CFR",
        "CIF",
    }


def test_two_rules_owe_insurance_and_one_of_them_the_least_cover():
    cover = {
        code: (rule.insurance.clauses, rule.insurance.percent_of_price)
        for code, rule in incoterms.rules().items()
        if rule.insurance
    }

    assert cover == {"CIP": ("A", 110), "CIF": ("C", 110)}


def test_under_the_d_rules_only_arrival_proves_delivery():
    assert {code for code, rule in incoterms.rules().items() if rule.proof == "delivered"} == {"DAP", "DPU", "DDP"}


def test_a_rule_of_the_origin_names_a_place_in_china():
    assert {code for code, rule in incoterms.rules().items() if rule.place.in_origin} == {"EXW", "FCA", "FAS", "FOB"}


def test_labels_are_in_both_languages():
    for rule in incoterms.rules().values():
        for label in (rule.label, rule.risk, rule.costs, rule.place.label, *(duty.label for duty in rule.duties)):
            assert label.en
            assert any("\u4e00" <= character <= "\u9fff" for character in label.zh)


@pytest.mark.parametrize("code", ["FAS", "FOB", "CFR", "CIF"])
@pytest.mark.parametrize("mode", ["air", "rail", "road", "courier"])
def test_a_rule_for_ships_is_refused_for_other_carriage(code, mode):
    first = incoterms.check(code, "Shanghai", mode)[0]

    assert (first.code, first.is_refusal) == ("sea-only", True)
    assert first.facts == {"rule": code, "mode": mode, "better": incoterms.rules()[code].better}


@pytest.mark.parametrize(("code", "better"), [("FAS", "FCA"), ("FOB", "FCA"), ("CFR", "CPT"), ("CIF", "CIP")])
def test_a_container_does_not_fit_a_rule_for_ships(code, better):
    remark = incoterms.check(code, "Shanghai", "sea")[0]

    assert (remark.code, remark.is_refusal, remark.facts["better"]) == ("not-for-containers", False, better)
    assert "not-for-containers" not in codes_of(code, "Shanghai", "sea", in_container=False)


def test_free_on_board_of_loose_cargo_has_no_remark():
    assert codes_of("FOB", "Shanghai", "sea", in_container=False, country="CN") == []


def test_free_carrier_fits_everything():
    assert [codes_of("FCA", "Wuhan Tianhe airport", mode, country="CN") for mode in MODES] == [[]] * 5


def test_ex_works_warns_that_the_buyer_clears_for_export():
    remark = incoterms.check("EXW", "Xiantao", "road")[0]

    assert (remark.code, remark.is_refusal, remark.facts["better"]) == ("export-by-buyer", False, "FCA")


def test_delivered_duty_paid_needs_an_importer_of_the_suppliers_side():
    assert codes_of("DDP", "Hamburg", "sea") == ["importer-needed"]
    assert incoterms.check("DDP", "Hamburg", "sea")[0].is_refusal
    assert codes_of("DDP", "Hamburg", "sea", has_importer=True) == []


def test_other_rules_need_no_importer_of_the_suppliers_side():
    assert "importer-needed" not in codes_of("DAP", "Hamburg", "sea")


@pytest.mark.parametrize(
    ("code", "warnings"),
    [
        ("CPT", ["risk-before-costs", "second-place"]),
        ("CIP", ["risk-before-costs", "second-place"]),
        ("CIF", ["not-for-containers", "risk-before-costs", "least-insurance"]),
        ("CFR", ["not-for-containers", "risk-before-costs"]),
        ("DAP", ["import-by-buyer"]),
        ("DPU", ["import-by-buyer"]),
    ],
)
def test_what_is_worth_knowing_about_a_rule_is_said(code, warnings):
    assert codes_of(code, "Hamburg", "sea", country="DE") == warnings


def test_the_least_insurance_names_its_clauses():
    assert incoterms.check("CIF", "Hamburg", "sea")[-1].facts["clauses"] == "C"


@pytest.mark.parametrize("place", ["", "   ", "\n"])
def test_a_rule_is_nothing_without_its_place(place):
    assert codes_of("FCA", place, "sea") == ["place-needed"]


@pytest.mark.parametrize(
    ("code", "place", "country", "expected"),
    [
        ("FOB", "Hamburg", "DE", "place-not-in-origin"),
        ("EXW", "Munich", "DE", "place-not-in-origin"),
        ("DAP", "Shanghai", "CN", "place-in-origin"),
        ("CIF", "Ningbo", "CN", "place-in-origin"),
    ],
)
def test_a_place_at_the_wrong_end_is_refused(code, place, country, expected):
    first = incoterms.check(code, f" {place} ", "sea", country=country)[0]

    assert (first.code, first.is_refusal, first.facts) == (
        expected,
        True,
        {"rule": code, "place": place, "country": country},
    )


@pytest.mark.parametrize(
    ("code", "country"),
    [("FCA", "HK"), ("DAP", "HK"), ("FCA", ""), ("DAP", ""), ("FCA", "CN"), ("DAP", "BR"), ("FCA", "MO")],
)
def test_a_place_that_can_be_right_is_not_refused(code, country):
    assert not any(remark.is_refusal for remark in incoterms.check(code, "somewhere", "sea", country=country))


@pytest.mark.parametrize("code", ["DAT", "fob", "", "C&F"])
def test_a_rule_that_is_not_of_this_edition_is_refused(code):
    assert incoterms.check(code, "Shanghai", "sea") == (incoterms.Remark("unknown-rule", True, {"rule": code}),)
    for ask in (
        incoterms.who_does_what,
        lambda one: incoterms.lacks(one, "FCA"),
        lambda one: incoterms.lacks("FCA", one),
        incoterms.included,
    ):
        with refused("unknown-rule") as refusal:
            ask(code)
        assert refusal.value.facts == {"rule": code}


def test_a_carriage_that_does_not_exist_is_refused():
    remark = incoterms.check("FCA", "Shanghai", "teleport")[0]

    assert (remark.code, remark.is_refusal, remark.facts) == ("unknown-mode", True, {"mode": "teleport"})
    assert codes_of("FOB", "Shanghai", "teleport") == ["unknown-mode"]


def test_where_the_carriage_is_not_known_a_rule_for_ships_means_a_container():
    assert codes_of("FOB", "Shanghai", "") == ["not-for-containers"]
    assert codes_of("FCA", "Shanghai", "") == []


def test_a_price_contains_what_its_rule_says():
    assert [part.id for part in incoterms.included("EXW")] == ["goods"]
    assert [part.id for part in incoterms.included("FOB")] == ["goods", "export", "loading_on_board"]


def test_every_refusal_comes_before_every_warning():
    found = incoterms.check("CIF", "", "air", country="CN")

    assert [remark.is_refusal for remark in found] == sorted((remark.is_refusal for remark in found), reverse=True)
    assert [remark.code for remark in found][:3] == ["sea-only", "place-needed", "place-in-origin"]


def lacking(code, basis):
    return [part.id for part in incoterms.lacks(code, basis)]


def test_what_a_price_lacks_against_another_basis():
    assert lacking("EXW", "FOB") == ["export", "loading_on_board"]
    assert lacking("FOB", "CIF") == ["main_carriage", "insurance"]
    assert lacking("FOB", "DAP") == ["main_carriage", "insurance", "delivery"]
    assert lacking("CFR", "CIF") == ["insurance"]
    assert lacking("DAP", "DDP") == ["import_duty"]
    assert lacking("DPU", "DAP") == []
    assert lacking("DDP", "DPU") == ["unloading"]


@pytest.mark.parametrize("code", DATA["cost_parts"][0]["rules"])
def test_a_price_lacks_nothing_against_itself_and_has_the_goods(code):
    assert lacking(code, code) == []
    assert "goods" not in lacking("EXW", code)


def test_a_part_that_a_rule_lacks_is_never_in_its_price():
    for code in incoterms.rules():
        for basis in incoterms.rules():
            for part in incoterms.lacks(code, basis):
                assert basis in part.rules
                assert code not in part.rules


@pytest.mark.parametrize(
    ("codes", "basis"),
    [
        (["EXW", "FOB", "CIF"], "CIF"),
        (["FOB", "FCA"], "FOB"),
        (["DAP", "DDP"], "DDP"),
        (["DPU", "DDP"], "DPU"),
        (["EXW"], "EXW"),
    ],
)
def test_quotes_are_compared_on_the_rule_whose_price_contains_most(codes, basis):
    assert incoterms.widest(codes) == basis


def changed(place, **values):
    data = copy.deepcopy(DATA)
    data["rules"][place].update(values)
    return data


@pytest.mark.parametrize(
    ("data", "refused_as"),
    [
        (changed(0, code="FCA"), "id-twice"),
        (changed(0, en=""), "no-label: {'row': '', 'key': ''}"),
        (changed(0, risk={"en": "x"}), "no-label: {'row': '', 'key': 'risk'}"),
        (changed(0, better="FOB"), "no-better-rule: {'rule': 'EXW'}"),
        (changed(8, better="CIF"), "no-better-rule: {'rule': 'FOB'}"),
        (changed(0, warnings=["beware"]), "unknown-warning: {'rule': 'EXW'}"),
        (changed(0, insurance={"clauses": "A", "percent_of_price": 110}), "unknown-warning: {'rule': 'EXW'}"),
        (changed(0, duties={"packing": "supplier"}), "duties-differ: {'rule': 'EXW'}"),
        (changed(0, duties={**DATA["rules"][0]["duties"], "packing": "porter"}), "duties-differ: {'rule': 'EXW'}"),
    ],
)  # fmt: skip
def test_a_file_that_contradicts_itself_is_refused(data, refused_as):
    with pytest.raises(TermsError) as refusal:
        incoterms.rules_of(data)

    assert str(refusal.value) == refused_as
