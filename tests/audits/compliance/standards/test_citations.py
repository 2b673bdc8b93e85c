"""Citations as laboratories, authorities and catalogues print them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.compliance.standards import Vocabulary, citations
from audits.law.files import load

VOCABULARY = load().vocabulary


def read(text):
    return [(one.standard, one.edition, one.grade) for one in citations(VOCABULARY, text)]


@pytest.mark.parametrize(
    ("text", "standard", "edition", "grade"),
    [
        ("EN 455-2:2015", "EN 455-2", "2015", ""),
        ("en14683", "EN 14683", "", ""),
        ("ＥＮ　１４６８３", "EN 14683", "", ""),
        ("EN 149：2001 + A1:2009", "EN 149", "2001+a1", ""),
        ("EN149:2001+A1:2009 FFP2 NR D", "EN 149", "2001+a1", "FFP2"),
        ("ASTM F2100-21 Level 3", "ASTM F2100", "2021", "Level 3"),
        ("ASTM F 2100-2019", "ASTM F2100", "2019", ""),
        ("ASTM F2100-19e1", "ASTM F2100", "2019", ""),
        ("ASTM D6319-19(2023)", "ASTM D6319", "2019", ""),
        ("ASTM F1862/F1862M-17", "ASTM F1862", "2017", ""),
        ("GB/T 32610-2016 A级", "GB/T 32610", "2016", "Class A"),
        ("GB2626—2019 KN95", "GB 2626", "2019", "KN95"),
        ("YY 0469—2011《医用外科口罩》", "YY 0469", "2011", ""),
        ("GB/T 10213-2006", "GB 10213", "2006", ""),
        ("BS EN 14683:2019+AC:2019 Type IIR", "EN 14683", "2019", "Type IIR"),
        ("DIN EN 14683:2019-10 Typ II", "EN 14683", "2019", "Type II"),
        ("UNE-EN 14683:2019+AC:2019 (Tipo IIR)", "EN 14683", "2019", "Type IIR"),
        ("EN 14683 TYPE ⅡR", "EN 14683", "", "Type IIR"),
        ("ANSI/AAMI PB70:2012 Level 3", "AAMI PB70", "2012", "Level 3"),
        ("AAMI PB-70 Level 4", "AAMI PB70", "", "Level 4"),
        ("ANSI/AAMI/ISO 11135:2014", "ISO 11135", "2014", ""),
        ("EN ISO 11137-1:2015+A2:2019", "ISO 11137-1", "2015+a2", ""),
        ("IEC 60601-1:2005+AMD1:2012+AMD2:2020 (Edition 3.2)", "IEC 60601-1", "2005+a1+a2", ""),
        ("EN 60601-1-2:2015/A1:2021", "IEC 60601-1-2", "2015+a1", ""),
        ("IEC 60601 Part 1-2", "IEC 60601-1-2", "", ""),
        ("IEC 80601-2-56", "ISO 80601-2-56", "", ""),
        ("AS/NZS 1716:2012 Class P2", "AS/NZS 1716", "2012", "P2"),
        ("AS 4381 - 2015 LEVEL 2", "AS 4381", "2015", "Level 2"),
        ("42 CFR Part 84, N95", "42 CFR 84", "", "N95"),
        ("16 CFR Part 1610 Class 1", "16 CFR 1610", "", "Class 1"),
        ("CAN/CSA-Z94.4.1:21", "CSA Z94.4.1", "2021", ""),
        ("NOM-116-STPS-2009 N95", "NOM-116-STPS", "", "N95"),
        ("ГОСТ 12.4.294-2015", "GOST 12.4.294", "2015", ""),
        ("KF94", "MFDS KF mask", "", "KF94"),
        ("JIS T 9001:2021 Class II", "JIS T 9001", "2021", "Class II"),
        ("FFP3 NR in accordance with EN 149:2001+A1:2009", "EN 149", "2001+a1", "FFP3"),
        ("TEST REPORT EN 166:2001", "EN 166", "2001", ""),
    ],
)
def test_one_standard_as_it_is_printed(text, standard, edition, grade):
    assert read(text) == [(standard, edition, grade)]


PARTS_OF_455 = [(f"EN 455-{part}", "", "") for part in (1, 2, 3, 4)]


@pytest.mark.parametrize(
    "text",
    [
        "EN 455-1/-2/-3/-4",
        "EN 455 Parts 1-4",
        "EN 455-1,2,3,4",
        "EN 455-1 to -4",
        "EN455-1/2/3/4",
        "EN 455-1, EN 455-2, 455-3 and -4",
    ],
)
def test_a_list_of_parts_is_each_part(text):
    assert read(text) == PARTS_OF_455


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "EN 455-1:2020, EN 455-2:2015 and EN 455-3:2023",
            [("EN 455-1", "2020", ""), ("EN 455-2", "2015", ""), ("EN 455-3", "2023", "")],
        ),
        ("ASTM F1670/F1671", [("ASTM F1670", "", ""), ("ASTM F1671", "", "")]),
        ("ASTM D6319-19 / ASTM D5250-19", [("ASTM D6319", "2019", ""), ("ASTM D5250", "2019", "")]),
        (
            "EN 14605:2005+A1:2009/EN ISO 13982-1:2004+A1:2010",
            [("EN 14605", "2005+a1", ""), ("ISO 13982-1", "2004+a1", "")],
        ),
        ("EN 60601-1/-1-2", [("IEC 60601-1", "", ""), ("IEC 60601-1-2", "", "")]),
        (
            "ASTM F2100-21 Level 3; EN 14683:2019+AC:2019 Type IIR",
            [("ASTM F2100", "2021", "Level 3"), ("EN 14683", "2019", "Type IIR")],
        ),
        (
            "Level 3 per ASTM F2100-21, Type IIR per EN 14683:2019",
            [("ASTM F2100", "2021", "Level 3"), ("EN 14683", "2019", "Type IIR")],
        ),
        (
            "GB 2626-2019 KN95 / EN 149:2001+A1:2009 FFP2",
            [("GB 2626", "2019", "KN95"), ("EN 149", "2001+a1", "FFP2")],
        ),
        ("依据：GB 19083-2023、YY/T 0969-2013", [("GB 19083", "2023", ""), ("YY/T 0969", "2013", "")]),
    ],
)
def test_several_standards_on_one_document(text, expected):
    assert read(text) == expected


@pytest.mark.parametrize(
    ("text", "grade"), [("EN 14683:2019 Type I/II/IIR", "Type I"), ("AAMI PB70 Level 3/4", "Level 3")]
)
def test_of_several_grades_the_least_is_proved(text, grade):
    assert [one[2] for one in read(text)] == [grade]


@pytest.mark.parametrize(
    "text", ["EN 13795-3:2006", "EN 1468:2001", "AS 1234:2001", "ISO 80601-2-99", "GB 26260-2019", "AATCC 12700"]
)
def test_a_neighbouring_number_is_another_standard(text):
    (one,) = citations(VOCABULARY, text)

    assert one.standard is None
    assert one.printed == text


@pytest.mark.parametrize("text", ["see technical file", "Own method BYD-01", "N95", "20 pieces", "Rev. 3"])
def test_what_is_no_standard_is_kept_as_it_is_printed(text):
    (one,) = citations(VOCABULARY, text)

    assert (one.standard, one.printed) == (None, text)


def test_an_unknown_standard_keeps_its_edition_and_is_the_same_in_another_spelling():
    first, second = (citations(VOCABULARY, text)[0] for text in ("MIL-M 36954:2001", "mil-m36954".upper()))

    assert (first.standard, first.edition) == (None, "2001")
    assert first.name == second.name


def test_other_words_and_amounts_around_a_standard_do_not_disturb():
    assert read("Face mask, blue, 50 pcs/box, tested to EN 14683:2019, 17.5 x 9.5 cm") == [("EN 14683", "2019", "")]


def test_no_text_cites_nothing():
    assert citations(VOCABULARY, " ") == ()


def test_without_a_vocabulary_a_standard_is_known_by_its_name():
    (one,) = citations(Vocabulary(), "EN ISO 13485:2016")

    assert (one.standard, one.name, one.edition) == (None, "iso13485", "2016")


@given(st.text(alphabet="ENISOGBYTASTM F2100-/:.,+()0123456789级 Level", max_size=60))
def test_any_text_is_read_in_order_and_each_citation_is_part_of_it(text):
    for one in citations(VOCABULARY, text):
        assert one.name
        assert one.standard is None or one.standard in VOCABULARY.standards
