"""Documents of a delivery are compared: each contradiction names both values and both places; what is not stated gives none."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from buyers.terms.contract import LineTerms, PartTerms, Terms
from buyers.terms.delivery.cross_checks import CODES, find
from buyers.terms.delivery.issued import PackedLot, Packing
from buyers.terms.delivery.stated import CONTRADICTION, WARNING, Dossier, Place, Stated, StatedLine

LINE = LineTerms(1, 7, "Medical face mask", "医用外科口罩", "WZ-3", "", 50_000, "piece", 1, Decimal("0.0840"), 420_000)
TERMS = Terms(
    buyer="Klinikum Lindenau GmbH",
    buyer_address="Hafenstr. 4, Leipzig",
    buyer_country="DE",
    supplier="Xiantao Weize Medical Co., Ltd.",
    supplier_zh="仙桃市伟泽医疗用品有限公司",
    supplier_address="Pengchang, Xiantao",
    destination="DE",
    currency="USD",
    lines=(LINE,),
    parts=(PartTerms(1, 10_000, 420_000, "order_confirmed", 7, "accepted", ()),),
    plan="prepaid",
    incoterm="CIF",
    place="Hamburg",
    mode="sea",
    latest_shipment=date(2026, 12, 28),
    expected_entry=date(2027, 2, 2),
    tolerance_bp=300,
    acceptance_days=10,
    inspection={},
    documents=(),
    law="cisg",
    forum="HKIAC",
)
CONTRACT = Place("sales_contract", "KP-2026-000123", 1)
LOT = PackedLot(1, 50_000, "B2611", date(2026, 11, 20), date(2029, 11, 19), 25, 2000, 190_000, 215_000, 1_400_000)
INVOICE = Stated(
    Place("commercial_invoice", "INV-1", 1),
    on=date(2026, 12, 20),
    consignee="Klinikum Lindenau GmbH",
    currency="USD",
    incoterm="CIF",
    named_place="Hamburg",
    lines={1: StatedLine(50_000, "WZ-3", "6307.90", Decimal("0.0840"))},
    total=420_000,
)
PACKING_LIST = Stated(
    Place("packing_list", "PL-1", 1),
    on=date(2026, 12, 20),
    lines={1: StatedLine(50_000, "WZ-3")},
    packing=Packing(25, 190_000, 215_000, 1_400_000),
    packed=(LOT,),
    lots=frozenset({"B2611"}),
)
BILL = Stated(
    Place("bill_of_lading", "COSU6310001"),
    on=date(2026, 12, 24),
    consignee="KLINIKUM LINDENAU GMBH",
    quantity=50_000,
    packing=Packing(25, None, 215_000, None),
    on_board_on=date(2026, 12, 24),
)
REPORT = Stated(Place("inspection_report", "QC-88"), lots=frozenset({"b2611"}))
COVER = Stated(Place("insurance_certificate", "PICC-4"), currency="USD", insured_on=date(2026, 12, 23), insured=462_000)
LABEL = Stated(Place("label_proof", ""), models=frozenset({"WZ-3", "WZ-5"}))


def dossier(*changed, **facts):
    """All documents, those of ``changed`` in the place of the usual ones."""
    usual = {one.place.kind: one for one in (INVOICE, PACKING_LIST, BILL, REPORT, COVER, LABEL)}
    documents = {**usual, **{one.place.kind: one for one in changed}}
    known = {
        "terms": TERMS,
        "contract": CONTRACT,
        "documents": tuple(documents.values()),
        "hs_codes": {1: frozenset({"6307.90"})},
        "supplier_names": (TERMS.supplier, TERMS.supplier_zh),
        "signed_on": date(2026, 11, 1),
        "invoiced": {1: 50_000},
    }
    return Dossier(**{**known, **facts})


def found(*changed, **facts):
    return [(one.code, one.left.what, one.right.what) for one in find(dossier(*changed, **facts))]


def with_line(stated, **facts):
    return replace(stated, lines={1: replace(stated.lines[1], **facts)})


def test_documents_that_go_together_have_no_finding():
    assert found() == []


def test_what_a_document_does_not_state_is_no_finding():
    silent = [Stated(one.place) for one in (INVOICE, PACKING_LIST, BILL, REPORT, COVER, LABEL)]

    assert found(*silent) == []


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ([with_line(PACKING_LIST, quantity=49_000)], ("quantity_differs", 50_000, 49_000)),
        ([replace(BILL, quantity=48_000)], ("quantity_differs", 50_000, 48_000)),
        ([replace(INVOICE, currency="EUR"), replace(COVER, currency="")], ("currency_differs", "EUR", "USD")),
        ([replace(INVOICE, incoterm="FOB")], ("incoterm_differs", "FOB", "CIF")),
        ([replace(INVOICE, named_place="Bremerhaven")], ("place_differs", "Bremerhaven", "Hamburg")),
        (
            [with_line(INVOICE, unit_price=Decimal("0.0480"))],
            ("price_differs", Decimal("0.0480"), Decimal("0.0840")),
        ),
        ([replace(BILL, consignee="Lindenau Handels GmbH")], None),
        ([with_line(INVOICE, model="WZ-8"), replace(LABEL, models=frozenset())], ("model_differs", "WZ-8", "WZ-3")),
        ([replace(LABEL, models=frozenset({"WZ-5"}))], ("model_differs", ("WZ-3",), ("WZ-5",))),
        ([replace(REPORT, lots=frozenset({"B2610"}))], ("lots_not_in_report", ("B2611",), ("B2610",))),
        (
            [replace(REPORT, lots=frozenset({"b 2611"}), failed_lots=frozenset({"b 2611"}))],
            ("lot_failed", "B2611", ("b 2611",)),
        ),
        ([with_line(INVOICE, hs_code="4818.90")], ("hs_not_of_type", "4818.90", ("6307.90",))),
        ([replace(BILL, on_board_on=date(2026, 12, 29))], ("shipped_late", date(2026, 12, 29), date(2026, 12, 28))),
        ([replace(BILL, packing=Packing(24))], ("cartons_differ", 25, 24)),
        (
            [replace(BILL, packing=Packing(25, None, 251_000))],
            ("gross_differs", 215_000, 251_000),
        ),
        ([replace(COVER, insured_on=date(2026, 12, 26))], ("insured_late", date(2026, 12, 26), date(2026, 12, 24))),
        ([replace(COVER, insured=461_999)], ("insured_too_little", 461_999, 420_000)),
        (
            [replace(INVOICE, beneficiary="Weize Trading (HK) Ltd")],
            ("beneficiary_differs", "Weize Trading (HK) Ltd", TERMS.supplier),
        ),
        (
            [replace(INVOICE, on=date(2026, 10, 20))],
            ("days_backwards", date(2026, 10, 20), date(2026, 11, 1)),
        ),
    ],
)
def test_a_contradiction_names_both_values(changed, expected):
    expected = expected or ("consignee_differs", "Lindenau Handels GmbH", "Klinikum Lindenau GmbH")

    assert found(*changed) == [expected]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"gross_grams": 190_000}, "net_not_below_gross"),
        ({"pieces_per_carton": 1900}, "cartons_do_not_hold_quantity"),
        ({"cartons": 27}, "cartons_do_not_hold_quantity"),
        ({"expires_on": date(2026, 11, 20)}, "days_backwards"),
        ({"made_on": date(2026, 12, 25)}, "days_backwards"),
    ],
)
def test_a_lot_that_cannot_be_is_named(changes, code):
    lot = replace(LOT, **changes)

    (finding,) = find(dossier(replace(PACKING_LIST, packed=(lot,))))

    assert finding.code == code
    assert "B2611" in (finding.left.place.lot, finding.right.place.lot)


def test_the_last_carton_may_be_not_full():
    assert found(replace(PACKING_LIST, packed=(replace(LOT, cartons=26, pieces_per_carton=1950),))) == []


def test_a_bill_may_count_within_the_tolerance_of_the_contract():
    assert found(replace(BILL, quantity=48_500)) == []


def test_all_invoices_together_name_no_more_than_the_contract_allows():
    assert found(invoiced={1: 51_500}) == []
    assert found(invoiced={1: 51_501}) == [("quantity_above_contract", 51_501, 50_000)]


def test_a_bill_to_order_names_no_consignee():
    assert found(replace(BILL, consignee="TO ORDER OF SHIPPER")) == []


def test_where_the_buyer_insures_no_sum_is_asked_for():
    assert found(replace(COVER, insured=1), terms=replace(TERMS, incoterm="FOB"), documents=(COVER,)) == []


def test_codes_of_customs_are_compared_by_six_digits():
    assert found(with_line(INVOICE, hs_code="6307901010")) == []


def test_contradictions_come_before_warnings():
    findings = find(dossier(replace(with_line(INVOICE, hs_code="4818.90"), named_place="Kiel")))

    assert [one.severity for one in findings] == [CONTRADICTION, WARNING]
    assert {one.code for one in findings} <= set(CODES)
    assert findings[0].left.place == INVOICE.place
    assert findings[0].right.place == CONTRACT
