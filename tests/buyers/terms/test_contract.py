"""The terms that both sides sign: one canonical form, one digest, and back without loss."""

import hashlib
import json
from dataclasses import fields, replace
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.contract import (
    Charge,
    LineTerms,
    PartTerms,
    Terms,
    as_data,
    canonical,
    check_sums,
    digest_of,
    from_data,
)
from buyers.terms.errors import TermsError
from buyers.terms.money import MOST, line_amount
from tests.buyers.terms.refusals import refused

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
PRICES = st.decimals(0, 99_999_999, places=4)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))
LINES = st.builds(
    LineTerms,
    number=st.integers(1, 99), product=st.integers(1, 10**9), name=WORDS, name_zh=WORDS, model=WORDS, specification=WORDS,
    quantity=st.integers(1, 10**9), unit=WORDS, pieces=st.none() | st.integers(1, 10**6), unit_price=PRICES,
    amount=st.integers(0, MOST), hs_code=WORDS, cleared_until=st.none() | DAYS,
)  # fmt: skip
PARTS = st.builds(
    PartTerms,
    number=st.integers(1, 9), share_bp=st.integers(0, 10_000), amount=st.integers(0, MOST), due=WORDS,
    pay_within_days=st.integers(0, 90), release=WORDS, evidence=st.lists(WORDS, max_size=3).map(tuple),
)  # fmt: skip
TERMS = st.builds(
    Terms,
    buyer=WORDS, buyer_address=WORDS, buyer_country=WORDS, supplier=WORDS, supplier_zh=WORDS, supplier_address=WORDS,
    destination=WORDS, currency=WORDS, lines=st.lists(LINES, max_size=3).map(tuple), parts=st.lists(PARTS, max_size=3).map(tuple),
    plan=WORDS, incoterm=WORDS, place=WORDS, mode=WORDS, latest_shipment=DAYS, expected_entry=DAYS,
    tolerance_bp=st.integers(0, 10_000), acceptance_days=st.integers(0, 365), inspection=st.dictionaries(WORDS, WORDS, max_size=3),
    documents=st.lists(WORDS, max_size=3).map(tuple), law=WORDS, forum=WORDS, holder=WORDS, incoterms_edition=WORDS,
    charges=st.lists(st.builds(Charge, WORDS, st.integers(0, MOST)), max_size=2).map(tuple), label_language=WORDS, note=WORDS,
    cancel_fee_bp=st.integers(0, 10_000), grace_days=st.integers(0, 90), acknowledged=st.lists(WORDS, max_size=2).map(tuple),
)  # fmt: skip
MASKS = LineTerms(
    1,
    7,
    "Surgical mask",
    "外科口罩",
    "KN-3",
    "ear loop, blue",
    50_000,
    "piece",
    1,
    Decimal("0.0325"),
    162_500,
    "630790",
    date(2027, 3, 14),
)
ORDER = Terms(
    buyer="Hospital Supplies Lda", buyer_address="Rua do Ouro 5, Lisboa", buyer_country="PT", supplier="Xiantao Nonwoven Co., Ltd.",
    supplier_zh="仙桃无纺布有限公司", supplier_address="Xiantao, Hubei", destination="PT", currency="EUR", lines=(MASKS,),
    parts=(PartTerms(1, 3000, 63_750, "order_confirmed", 7, "production_started", ("production_start_report",)), PartTerms(2, 7000, 148_750, "inspection_passed", 7, "accepted", ())),
    plan="deposit_30_70", incoterm="FCA", place="Wuhan", mode="sea", latest_shipment=date(2027, 1, 10), expected_entry=date(2027, 2, 20),
    tolerance_bp=300, acceptance_days=10, inspection={"level": "II", "major": "2.5"}, documents=("packing_list",), law="CISG", forum="HKIAC",
    charges=(Charge("freight", 50_000),),
)  # fmt: skip


@given(TERMS)
def test_terms_come_back_from_their_data_without_loss(terms):
    stored = json.loads(json.dumps(as_data(terms)))

    assert from_data(stored) == terms
    assert as_data(from_data(stored)) == stored


@given(TERMS, st.randoms())
def test_the_digest_does_not_depend_on_the_order_of_keys(terms, random):
    def shuffled(value):
        if isinstance(value, dict):
            keys = list(value)
            random.shuffle(keys)
            return {key: shuffled(value[key]) for key in keys}
        return [shuffled(one) for one in value] if isinstance(value, list) else value

    data = as_data(terms)

    assert digest_of(shuffled(data)) == digest_of(data)


@given(TERMS, TERMS)
def test_two_contracts_share_a_digest_only_if_they_say_the_same(one, other):
    assert (digest_of(as_data(one)) == digest_of(as_data(other))) == (one == other)


@pytest.mark.parametrize("name", [one.name for one in fields(Terms)])
def test_every_field_is_covered_by_the_digest(name):
    value = getattr(ORDER, name)
    other = {
        str: lambda: f"{value} ", int: lambda: value + 1, date: lambda: date(2030, 1, 1), tuple: lambda: (*value, *value) or ("x",), dict: lambda: {}, bool: lambda: not value,
    }[type(value)]()  # fmt: skip

    assert digest_of(as_data(replace(ORDER, **{name: other}))) != digest_of(as_data(ORDER))


def test_a_price_has_one_form_however_it_was_typed():
    same = replace(ORDER, lines=(replace(MASKS, unit_price=Decimal("0.03250000")),))

    assert digest_of(as_data(same)) == digest_of(as_data(ORDER))
    assert as_data(same)["lines"][0]["unit_price"] == "0.0325"
    assert as_data(replace(ORDER, lines=(replace(MASKS, unit_price=Decimal(2)),)))["lines"][0]["unit_price"] == "2.0000"


def test_the_canonical_text_is_plain():
    text = canonical({"b": "口罩 é", "a": [1, None, True], "c": {"z": "", "y": "\n"}})

    assert text == '{"a":[1,null,true],"b":"口罩 é","c":{"y":"\\n","z":""}}'.encode()
    assert digest_of({}) == hashlib.sha256(b"{}").hexdigest()


def test_the_digest_of_a_known_contract_stays_what_it_was():
    """Contracts are stored and signed: another digest for the same terms would make every signature void."""
    assert digest_of(as_data(ORDER)) == "".join(
        ["79902c7a", "ed20d5f5", "348bd66f", "993f6e0c", "243430cc", "6a84b074", "0dbaeacf", "56afaf55"]
    )


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_no_number_has_no_canonical_text(value):
    with pytest.raises(ValueError, match="JSON"):
        canonical({"a": value})


@pytest.mark.parametrize("value", [Decimal("0.00001"), Decimal("NaN"), datetime(2026, 11, 30, 12), len])
def test_what_has_no_plain_form_is_refused(value):
    with refused("wrong-type", at=repr(value)):
        as_data(replace(ORDER, lines=(replace(MASKS, unit_price=value),)))


def changed(path, value):
    data = as_data(ORDER)
    *way, last = path
    inner = data
    for key in way:
        inner = inner[key]
    if value is KeyError:
        del inner[last]
    else:
        inner[last] = value
    return data


@pytest.mark.parametrize(
    ("path", "value", "code", "at"),
    [
        (["colour"], "blue", "unknown-key", "colour"),
        (["lines", 0, "colour"], "blue", "unknown-key", "lines[0].colour"),
        (["charges", 0, "vat"], 1, "unknown-key", "charges[0].vat"),
        (["buyer"], KeyError, "missing-key", "buyer"),
        (["parts", 1, "due"], KeyError, "missing-key", "parts[1].due"),
        (["lines", 0, "quantity"], "5", "wrong-type", "lines[0].quantity"),
        (["lines", 0, "quantity"], 5.0, "wrong-type", "lines[0].quantity"),
        (["lines", 0, "quantity"], True, "wrong-type", "lines[0].quantity"),
        (["lines", 0, "pieces"], "1", "wrong-type", "lines[0].pieces"),
        (["lines", 0, "unit_price"], "0.03", "wrong-type", "lines[0].unit_price"),
        (["lines", 0, "unit_price"], "-0.0300", "wrong-type", "lines[0].unit_price"),
        (["lines", 0, "unit_price"], "0,0300", "wrong-type", "lines[0].unit_price"),
        (["lines", 0, "unit_price"], "123456789.0000", "wrong-type", "lines[0].unit_price"),
        (["lines", 0, "unit_price"], 3, "wrong-type", "lines[0].unit_price"),
        (["lines", 0, "cleared_until"], "14 March", "wrong-type", "lines[0].cleared_until"),
        (["latest_shipment"], "2027-02-30", "wrong-type", "latest_shipment"),
        (["latest_shipment"], "20270110", "wrong-type", "latest_shipment"),
        (["latest_shipment"], None, "wrong-type", "latest_shipment"),
        (["latest_shipment"], 20270110, "wrong-type", "latest_shipment"),
        (["buyer"], None, "wrong-type", "buyer"),
        (["lines"], {}, "wrong-type", "lines"),
        (["lines", 0], [], "wrong-type", "lines[0]"),
        (["documents"], "packing_list", "wrong-type", "documents"),
        (["documents", 0], 1, "wrong-type", "documents[0]"),
        (["inspection"], [], "wrong-type", "inspection"),
        (["inspection", "level"], 2, "wrong-type", "inspection.level"),
        (["inspection"], {3: "II"}, "wrong-type", "inspection"),
    ],
)
def test_other_data_is_refused_with_the_place_of_the_fault(path, value, code, at):
    with pytest.raises(TermsError) as refusal:
        from_data(changed(path, value))

    assert (refusal.value.code, refusal.value.facts) == (code, {"at": at})


@pytest.mark.parametrize("data", [None, [], "terms", 5])
def test_what_is_no_mapping_is_no_contract(data):
    with refused("wrong-type"):
        from_data(data)


@pytest.mark.parametrize(
    "name",
    ["holder", "charges", "label_language", "note", "acknowledged", "incoterms_edition", "cancel_fee_bp", "grace_days"],
)
def test_a_contract_of_before_a_field_was_added_is_still_read(name):
    assert from_data(changed([name], KeyError)) == replace(
        ORDER, **{one.name: one.default for one in fields(Terms) if one.name == name}
    )


@pytest.mark.parametrize("name", ["hs_code", "cleared_until"])
def test_a_line_of_before_a_field_was_added_is_still_read(name):
    (line,) = from_data(changed(["lines", 0, name], KeyError)).lines

    assert line == replace(MASKS, **{name: "" if name == "hs_code" else None})


def test_the_total_is_the_sum_of_lines_and_charges():
    assert ORDER.total == 162_500 + 50_000
    assert replace(ORDER, lines=(), charges=()).total == 0


def test_figures_that_fit_each_other_may_be_signed():
    check_sums(ORDER)


@pytest.mark.parametrize(
    ("terms", "code", "facts"),
    [
        (replace(ORDER, lines=()), "lines-not-numbered", {}),
        (replace(ORDER, lines=(MASKS, MASKS)), "lines-not-numbered", {}),
        (replace(ORDER, lines=(replace(MASKS, number=2), MASKS)), "lines-not-numbered", {}),
        (replace(ORDER, lines=(replace(MASKS, amount=162_501),)), "amount-differs", {"line": 1, "amount": 162_500}),
        (replace(ORDER, lines=(replace(MASKS, quantity=50_001),)), "amount-differs", {"line": 1, "amount": 162_503}),
        (replace(ORDER, parts=ORDER.parts[:1]), "parts-differ", {"sum": 63_750, "total": 212_500}),
        (replace(ORDER, parts=ORDER.parts[1:]), "parts-not-numbered", {}),
        (
            replace(ORDER, parts=(replace(ORDER.parts[0], amount=-1), replace(ORDER.parts[1], amount=212_501))),
            "parts-differ",
            {"sum": 212_500, "total": 212_500},
        ),
        (replace(ORDER, charges=()), "parts-differ", {"sum": 212_500, "total": 162_500}),
    ],
)
def test_figures_that_do_not_fit_are_refused_before_anybody_signs(terms, code, facts):
    with pytest.raises(TermsError) as refusal:
        check_sums(terms)

    assert (refusal.value.code, refusal.value.facts) == (code, facts)


@given(quantity=st.integers(1, 10**6), price=st.decimals(0, 10_000, places=4))
def test_a_line_that_was_computed_fits(quantity, price):
    amount = line_amount(quantity, price, "EUR")
    line = replace(MASKS, quantity=quantity, unit_price=price, amount=amount)
    check_sums(replace(ORDER, lines=(line,), charges=(), parts=(replace(ORDER.parts[0], amount=amount),)))
