"""Lists as their publishers write them: names, aliases, kinds and days; and files that are none."""

from datetime import date

import pytest

from buyers.disputes.lists.listed import ListedParty, Unreadable
from buyers.disputes.lists.screening_list import read_json
from buyers.disputes.lists.xml_lists import read_xml
from buyers.disputes.services.screening.lists import read_list
from buyers.terms.disputes.lists import Kind
from tests.buyers.disputes.lists.published import CSL, EU, OFAC, SECO, SEMA, UK, UN, dfat

TODAY = date(2026, 11, 30)


def test_the_list_of_the_united_nations_is_read_with_aliases():
    read = read_xml(UN)

    assert (read.id, read.published_on) == ("un_sc", date(2026, 11, 26))
    assert read.parties == (
        ListedParty("XXi.001", Kind.PERSON, ("ORSO VELANDI", "Velandi the Elder"), "XX Regime"),
        ListedParty("XXe.002", Kind.ORGANISATION, ("VELANDI MARITIME COMPANY", "VMC Lines"), "XX Regime"),
    )


def test_the_list_of_the_us_treasury_tells_ships_from_companies():
    read = read_xml(OFAC)

    assert (read.id, read.published_on) == ("us_sdn", date(2026, 11, 25))
    assert [(one.kind, one.names, one.program) for one in read.parties] == [
        (Kind.ORGANISATION, ("KARGOVA SHIPPING LINES LTD.", "KSL"), "XXPROG, XXPROG-2"),
        (Kind.VESSEL, ("NORDWIND STAR",), "XXPROG"),
    ]


def test_the_lists_of_the_union_and_the_kingdom_keep_names_in_other_scripts():
    union, kingdom = read_xml(EU), read_xml(UK)

    assert (union.published_on, kingdom.published_on) == (date(2026, 11, 24), date(2026, 11, 21))
    assert union.parties == (
        ListedParty("EU.0000.01", Kind.ORGANISATION, ("Pomorje Trgovina d.o.o.", "Поморје"), "XXX"),
    )
    assert kingdom.parties[0].names == ("Pyotr TARKHANOV", "Тарханов")


def test_the_consolidated_screening_list_has_the_day_of_who_loads_it():
    read = read_json(CSL, published_on=TODAY)

    assert (read.id, read.published_on) == ("us_csl", TODAY)
    assert read.parties[0].names == ("Qingshan Wanlu Electronics Co., Ltd.", "QWE")
    assert read.parties[0].program.startswith("Entity List")


def test_the_swiss_list_has_names_in_other_scripts_ships_and_nobody_who_was_taken_off():
    read = read_xml(SECO)

    assert (read.id, read.published_on) == ("ch_seco", date(2026, 11, 27))
    assert [(one.number, one.kind, one.names) for one in read.parties] == [
        ("100", Kind.PERSON, ("Ihar Varenets", "Ihar Варенец")),
        ("102", Kind.VESSEL, ("Sunrise Kalix",)),
    ]
    assert read.parties[0].program == "Ordinance on measures against XX"


def test_the_canadian_list_has_the_day_of_who_loads_it_and_elements_in_one_or_two_languages():
    read = read_list(SEMA, published_on=TODAY)

    assert (read.id, read.published_on) == ("ca_sema", TODAY)
    assert read.parties == (
        ListedParty("Belarus, 1, Part 1, 1", Kind.PERSON, ("Khazar Bekir Antanovich",), "Belarus"),
        ListedParty(
            "Russia, 1, Part 2, 7", Kind.ORGANISATION, ("Sever Orbit Trading LLC", "SOT", "Sever-Orbita"), "Russia"
        ),
        ListedParty("Russia, 3, 2", Kind.VESSEL, ("Pyla Wind",), "Russia"),
    )


def test_the_australian_workbook_has_the_names_of_an_entry_together():
    read = read_list(dfat(), published_on=TODAY)

    assert (read.id, read.published_on) == ("au_dfat", TODAY)
    assert [(one.number, one.kind, one.names) for one in read.parties] == [
        ("7301", Kind.PERSON, ("Sulayman Dervan", "Abu Dervan")),
        ("7302", Kind.ORGANISATION, ("Koryo Namsan General Trading",)),
    ]
    for damaged in (dfat()[:200], b"PK\x03\x04nothing"):
        with pytest.raises(Unreadable):
            read_list(damaged, published_on=TODAY)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml at all",
        b"<html><body>Access denied</body></html>",
        b"<sdnList><publshInformation><Publish_Date>11/25/2026</Publish_Date></publshInformation></sdnList>",
        OFAC.replace(b"11/25/2026", b"yesterday"),
        OFAC[:400],
        b'<!DOCTYPE x [<!ENTITY a "b">]><sdnList>&a;</sdnList>',
    ],
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(data):
    with pytest.raises(Unreadable) as refused:
        read_xml(data)
    assert str(refused.value)


@pytest.mark.parametrize("data", [b"{}", b'{"results": []}', b"[1, 2]", b'{"results": '])
def test_json_that_is_no_list_is_refused_with_a_sentence(data):
    with pytest.raises(Unreadable):
        read_json(data, published_on=TODAY)


UFLPA = """list,published,number,name,other_names,kind,program
us_uflpa,2026-11-20,,"Aksu Morning Dew Cotton Textiles Co., Ltd.","阿克苏晨露棉纺织有限公司; Morning Dew Textiles",,UFLPA section 2(d)(2)(B)(ii)
us_uflpa,2026-11-20,17,Yarkant Silver Gate Fashion,,organisation,
"""


def test_a_list_that_is_published_as_a_page_is_read_from_a_copied_table():
    read = read_list(b"\xef\xbb\xbf" + UFLPA.replace("\n", "\r\n").encode(), published_on=TODAY)

    assert (read.id, read.published_on) == ("us_uflpa", date(2026, 11, 20))
    assert [(one.number, one.names) for one in read.parties] == [
        ("", ("Aksu Morning Dew Cotton Textiles Co., Ltd.", "阿克苏晨露棉纺织有限公司", "Morning Dew Textiles")),
        ("17", ("Yarkant Silver Gate Fashion",)),
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (("us_uflpa", "us_sdn"), "names one of: us_uflpa, jp_meti, cn_uel"),
        (("2026-11-20", "20.11.2026"), "as 2026-11-28"),
        (("us_uflpa,2026-11-20,17", "us_uflpa,2026-11-21,17"), "one list of one day"),
        (("Yarkant Silver Gate Fashion,,", ",,"), "Line 3 has no name"),
        (("Yarkant Silver Gate Fashion,,", "Yarkant, Silver Gate,,"), "Line 3 has 8 columns, not 7"),
        (("number", "no."), "The first line of such a table"),
    ],
)
def test_a_copied_table_that_does_not_fit_names_its_line(change, words):
    with pytest.raises(Unreadable, match=words):
        read_list(UFLPA.replace(*change).encode(), published_on=TODAY)
