"""The documents of a shipment: what public law and the delivery term ask for, and how each document stands."""

from dataclasses import replace
from datetime import date

import pytest

from buyers.terms.delivery.documents import LineState, Why, blocking, is_market_known, pack
from buyers.terms.delivery.pack_facts import LawDocument, LawState, OnFile, PackFacts

S = LineState
GLOVES_TO_BRAZIL = PackFacts(
    on=date(2026, 12, 1),
    departs_on=date(2027, 1, 10),
    arrives_on=date(2027, 2, 24),
    mode="sea",
    incoterm="CIF",
    market="BR",
    country="BR",
    types=frozenset({"exam_glove"}),
)
FREE_SALE = LawDocument(1, "cfs", "Proof of free sale", LawState.MET, False, "an act", "medium", date(2027, 6, 30))


def line(kind, facts):
    return next(one for one in pack(facts) if one.kind == kind)


def state(kind, **changes):
    return line(kind, replace(GLOVES_TO_BRAZIL, **changes)).state


def test_the_way_of_transport_decides_the_transport_document_and_the_weighing():
    """SOLAS asks for the mass of packed containers at sea alone; a flight has its waybill."""
    assert state("bill_of_lading") == state("vgm") == S.MISSING
    assert state("vgm", mode="air") == state("bill_of_lading", mode="air") == S.NOT_NEEDED
    assert state("air_waybill", mode="air") == S.MISSING


def test_a_sea_waybill_on_file_does_instead_of_a_bill():
    assert state("sea_waybill") == S.NOT_NEEDED
    waybill = (OnFile("sea_waybill", "upload:1", "MEDU1234567"),)
    assert state("sea_waybill", on_file=waybill) == S.HAVE
    assert state("bill_of_lading", on_file=waybill) == S.NOT_NEEDED


@pytest.mark.parametrize(
    ("incoterm", "export", "insurance", "imports"),
    [
        ("CIF", S.MISSING, S.MISSING, S.TO_ARRANGE),
        ("FOB", S.MISSING, S.NOT_NEEDED, S.TO_ARRANGE),
        ("EXW", S.TO_ARRANGE, S.NOT_NEEDED, S.TO_ARRANGE),
        ("DDP", S.MISSING, S.NOT_NEEDED, S.MISSING),
    ],
)
def test_the_delivery_term_decides_who_declares_and_who_insures(incoterm, export, insurance, imports):
    found = [
        state(kind, incoterm=incoterm) for kind in ("export_declaration", "insurance_certificate", "import_declaration")
    ]
    assert found == [export, insurance, imports]


def test_chinas_declarations_of_2020_are_asked_for_in_their_time_alone():
    """Announcements 5 and 12 of 2020 were repealed on 29 August 2023 by announcement 32."""
    masks = {"types": frozenset({"medical_mask"}), "arrives_on": None}
    assert state("export_declaration_2020", departs_on=date(2021, 6, 1), **masks) == S.MISSING
    assert state("joint_declaration_2020", departs_on=date(2023, 8, 28), **masks) == S.MISSING
    for kind in ("export_declaration_2020", "joint_declaration_2020"):
        gone = line(kind, replace(GLOVES_TO_BRAZIL, departs_on=date(2023, 8, 29), **masks))
        assert (gone.state, gone.because) == (S.NOT_NEEDED, "repealed")


def test_a_free_sale_certificate_must_last_until_the_goods_arrive():
    asked = replace(FREE_SALE, state=LawState.ABSENT, valid_until=None)
    held = OnFile("export_sales_certificate_1", "upload:3", valid_until=date(2027, 2, 1))
    facts = replace(GLOVES_TO_BRAZIL, law=(asked,), on_file=(held,))

    certificate = line("export_sales_certificate_1", facts)

    assert (certificate.state, certificate.valid_until) == (S.LAPSED, date(2027, 2, 1))
    assert certificate.needed_by == date(2026, 12, 11)  # thirty days ahead: the authority takes twenty working days
    renewed = replace(held, key="upload:4", valid_until=date(2027, 2, 24))
    assert line("export_sales_certificate_1", replace(facts, on_file=(held, renewed))).state == S.HAVE


def test_what_is_not_registered_in_china_gets_the_second_certificate_which_is_no_approval():
    facts = replace(GLOVES_TO_BRAZIL, law=(replace(FREE_SALE, state=LawState.ABSENT),), registered=False)
    first, second = (line(f"export_sales_certificate_{number}", facts) for number in (1, 2))
    assert (first.because, second.state) == ("other-certificate", S.MISSING)
    assert line("export_sales_certificate_2", GLOVES_TO_BRAZIL).because == "no-free-sale"


@pytest.mark.parametrize(
    ("country", "on", "way"),
    [
        ("BR", date(2027, 2, 24), "apostille"),
        ("DE", date(2023, 11, 6), "consulate"),  # the day before the convention came into force for China
        ("IN", date(2027, 2, 24), "consulate"),  # India objected to China's accession
        ("EG", date(2027, 2, 24), "consulate"),
        ("DZ", date(2026, 7, 8), "consulate"),
        ("DZ", date(2026, 7, 9), "apostille"),
    ],
)
def test_an_apostille_does_where_the_convention_works_between_the_two_states(country, on, way):
    facts = replace(GLOVES_TO_BRAZIL, country=country, arrives_on=on, law=(FREE_SALE,))
    assert line("legalisation", facts).authentication.way == way


def test_hong_kong_authenticates_nothing_and_no_free_sale_needs_no_apostille():
    assert state("legalisation", country="HK", law=(FREE_SALE,)) == S.NOT_NEEDED
    assert state("legalisation") == S.NOT_NEEDED


def test_what_nobody_is_sure_of_stops_nothing_until_it_is_confirmed():
    """Egypt's customs take no cargo without an advance number of the importer; our row of it is of medium confidence."""
    facts = replace(GLOVES_TO_BRAZIL, market="EG", country="EG", on_file=(OnFile("vgm", "upload:9"),))
    number = line("eg_acid", facts)
    assert (number.state, number.side, number.is_blocking) == (S.TO_ARRANGE, "buyer", False)
    assert blocking(pack(facts)) == ()

    confirmed = replace(facts, confirmed=frozenset({("documents.yaml", "markets/EG/documents/eg_acid")}))

    assert [one.kind for one in blocking(pack(confirmed))] == ["eg_acid"]


def test_what_both_signed_and_what_the_rulebook_asks_for_stops_at_once():
    asked = replace(FREE_SALE, type="iso13485", state=LawState.LAPSED)
    facts = replace(GLOVES_TO_BRAZIL, mode="air", agreed=frozenset({"lot_test_report"}), law=(asked,))
    assert {(one.kind, one.why) for one in blocking(pack(facts))} == {
        ("law:iso13485", Why.RULEBOOK),
        ("lot_test_report", Why.SIGNED),
    }
    unsure = replace(facts, law=(replace(asked, confidence="low"),))
    assert [one.kind for one in blocking(pack(unsure))] == ["lot_test_report"]


def test_what_the_buyer_must_hold_by_law_is_theirs_to_arrange_until_arrival():
    licence = replace(FREE_SALE, type="br_afe_of_importer", is_buyers=True, state=LawState.LAPSED)
    found = line("law:br_afe_of_importer", replace(GLOVES_TO_BRAZIL, law=(licence,)))
    assert (found.state, found.needed_by, found.is_blocking) == (S.TO_ARRANGE, date(2027, 2, 24), False)


def test_one_document_of_two_lines_stands_once_and_as_the_worse_says():
    other = replace(FREE_SALE, line=2, state=LawState.LAPSED, valid_until=date(2027, 1, 1))
    found = [one for one in pack(replace(GLOVES_TO_BRAZIL, law=(FREE_SALE, other))) if one.kind == "law:cfs"]
    assert [(one.state, one.lines, one.valid_until) for one in found] == [(S.LAPSED, (1, 2), date(2027, 1, 1))]


def test_security_filings_are_asked_for_by_the_way_of_transport_that_they_are_law_for():
    """The importer security filing of the United States is one of vessels."""
    assert state("us_isf", market="US", country="US") == S.TO_ARRANGE
    assert state("us_isf", market="US", country="US", mode="air") == S.NOT_NEEDED


def test_where_the_rulebook_speaks_of_a_document_our_own_row_is_silent():
    asked = LawDocument(1, "ke_kebs_coc", "CoC", LawState.ABSENT, False, "Order of 2020", "medium")
    kenya = {"market": "KE", "country": "KE"}
    assert state("ke_pvoc", **kenya) == S.MISSING
    assert line("ke_pvoc", replace(GLOVES_TO_BRAZIL, law=(asked,), **kenya)).because == "rulebook-speaks"


def test_what_the_supplier_stated_of_the_goods_counts_and_what_nobody_stated_is_asked_for():
    assert state("dangerous_goods_declaration") == S.MISSING
    assert state("dangerous_goods_declaration", dangerous=False) == S.NOT_NEEDED
    assert state("temperature_log", cold=False) == S.NOT_NEEDED


def test_a_market_without_a_row_is_said_to_be_unknown():
    assert not is_market_known(replace(GLOVES_TO_BRAZIL, market="RS"))
    assert is_market_known(GLOVES_TO_BRAZIL)


def test_a_document_that_should_have_been_there_is_late():
    facts = replace(GLOVES_TO_BRAZIL, on=date(2027, 1, 11))
    assert line("vgm", facts).is_late(facts.on)
    assert not line("bill_of_lading", GLOVES_TO_BRAZIL).is_late(GLOVES_TO_BRAZIL.on)
