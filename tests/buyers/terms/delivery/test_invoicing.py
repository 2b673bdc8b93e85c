"""What is invoiced besides goods is invoiced once, and a document from before a change of the contract says so."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from buyers.terms.amending import without_units
from buyers.terms.contract import Charge
from buyers.terms.delivery.invoicing import charges_left, charges_named, is_behind
from buyers.terms.delivery.issued import Document, GoodsLine, Party
from tests.buyers.terms.delivery.test_cross_checks import TERMS

SHIPPER, CONSIGNEE = Party("Xiantao Weize Medical Co., Ltd."), Party("Klinikum Lindenau GmbH")
AGREED = replace(TERMS, charges=(Charge("tooling", 300_000), Charge("freight", 185_000)), freight_follows=True)
FEWER = without_units(replace(AGREED, parts=TERMS.parts), {1: 20_000}, kept=5_000, settled=())
"""30,000 are left: freight is 1,110.00 now, and the supplier keeps 50.00 for what ended."""


def invoice(quantity, *charges, kind="commercial_invoice", version=1):
    line = replace(GOODS, quantity=quantity, amount=quantity * 84 // 10)
    return Document(
        kind, "INV-1", 1, date(2026, 12, 20), "KP-1", SHIPPER, CONSIGNEE,
        contract_version=version, lines=(line,), charges=tuple(Charge(*one) for one in charges),
    )  # fmt: skip


GOODS = GoodsLine(1, "Medical face mask", "医用外科口罩", "WZ-3", 50_000, "piece", unit_price=TERMS.lines[0].unit_price)


def behind(document, *others, terms=FEWER, is_last=False):
    return is_behind(document, terms, 2, charges_named(others), is_last=is_last)


def test_a_proforma_of_more_units_or_more_freight_is_behind_and_one_of_the_new_version_is_not():
    whole = invoice(50_000, ("tooling", 300_000), ("freight", 185_000), kind="proforma_invoice")
    charged = (("tooling", 300_000), ("freight", 111_000), ("cancellation", 5_000))

    assert behind(whole)
    assert not behind(invoice(30_000, *charged, kind="proforma_invoice"))
    assert not behind(replace(whole, contract_version=2)), "whoever issued it then typed it so"


def test_an_invoice_that_named_the_whole_freight_is_behind_and_its_next_version_is_not():
    first = invoice(30_000, ("tooling", 300_000), ("freight", 185_000))

    assert behind(first)
    assert not behind(invoice(30_000, ("tooling", 300_000), ("freight", 111_000)))
    assert behind(invoice(10_000, ("freight", 11_001)), invoice(20_000, ("freight", 100_000)))
    assert not behind(invoice(10_000, ("freight", 11_000)), invoice(20_000, ("freight", 100_000)))


def test_what_no_invoice_names_yet_waits_for_the_next_one_and_makes_the_last_one_wrong():
    named = invoice(30_000, ("tooling", 300_000), ("freight", 111_000))

    assert not behind(named)
    assert behind(named, is_last=True)


def test_another_price_makes_an_invoice_behind_and_a_packing_list_asks_for_nothing():
    dearer = replace(FEWER, lines=(replace(FEWER.lines[0], unit_price=FEWER.lines[0].unit_price + 1),))

    assert behind(invoice(30_000), terms=dearer)
    assert not behind(invoice(50_000, kind="packing_list"))


@pytest.mark.parametrize(
    ("named", "left"),
    [
        ({}, {"tooling": 300_000, "freight": 111_000, "cancellation": 5_000}),
        ({"freight": 185_000}, {"tooling": 300_000, "cancellation": 5_000}),
        ({"freight": 100_000, "cancellation": 2_000}, {"tooling": 300_000, "freight": 11_000, "cancellation": 3_000}),
    ],
)
def test_each_sum_is_charged_once_and_no_more_than_is_agreed(named, left):
    assert {one.kind: one.amount for one in charges_left(FEWER, named)} == left


@given(st.lists(st.integers(0, 185_000), max_size=4))
def test_invoices_one_after_the_other_never_ask_for_more_than_the_contract(typed):
    named = Counter[str]()
    for most in typed:
        left = {one.kind: one.amount for one in charges_left(FEWER, named)}
        named["freight"] += min(most, left.get("freight", 0))
    named.update({one.kind: one.amount for one in charges_left(FEWER, named)})

    assert {kind: amount for kind, amount in named.items() if amount} == {one.kind: one.amount for one in FEWER.charges}
