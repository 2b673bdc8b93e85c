import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields import FieldName, Fields
from suppliers.documents.fields.standards import first_standard, propose, without_grade
from tests.suppliers.documents.fields.sample_sheets import line, ocr_line, sheet_of


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("EN 149:2001+A1:2009", "EN 149:2001+A1:2009"),
        ("EN149:2001 + A1:2009", "EN 149:2001+A1:2009"),
        ("ENISO13485:2016", "EN ISO 13485:2016"),
        ("BS EN 14683:2019+AC:2019", "BS EN 14683:2019+AC:2019"),
        ("IEC 60601-1-2:2014", "IEC 60601-1-2:2014"),
        ("GB2626-2019", "GB 2626-2019"),
        ("GB/T 32610-2016", "GB/T 32610-2016"),
        ("YY / T 0969 - 2013", "YY/T 0969-2013"),
        ("GB 9706.1-2020", "GB 9706.1-2020"),
        ("ASTM F2100-21", "ASTM F2100-21"),
        ("AS/NZS 1716:2012", "AS/NZS 1716:2012"),
        ("ANSI/ISEA Z87.1-2020", "ANSI/ISEA Z87.1-2020"),
    ],
)
def test_a_standard_has_one_spelling(printed, name):
    assert first_standard(printed) == name
    assert first_standard(name) == name


@given(st.sampled_from(["EN", "ISO", "EN ISO", "IEC"]), st.integers(100, 99999), st.integers(1990, 2029))
def test_any_european_standard_is_read_with_its_edition(body, number, year):
    name = f"{body} {number}:{year}"

    assert [one.value for one in propose(sheet_of(f"Standard {name}, clause 7"))] == [name]


@given(st.sampled_from(["GB", "GB/T", "YY", "YY/T"]), st.integers(1000, 49999), st.integers(1990, 2029))
def test_any_chinese_standard_is_read_with_its_edition(body, number, year):
    name = f"{body} {number}-{year}"

    assert [one.value for one in propose(sheet_of(f"检验依据{name}"))] == [name]


def test_several_standards_on_one_line_are_separate():
    fields = Fields.of(propose(sheet_of("检验依据 GB 2626-2019、YY 0469-2011 and EN 149:2001+A1:2009")))

    assert {one.value for one in fields.every(FieldName.STANDARD)} == {
        "GB 2626-2019",
        "YY 0469-2011",
        "EN 149:2001+A1:2009",
    }


def test_a_standard_without_edition_has_less_confidence():
    fields = Fields.of(propose(sheet_of("Standards ISO 13485", "Standards EN 149:2001")))

    assert [one.value for one in fields.proposals] == ["EN 149:2001", "ISO 13485"]


def test_a_letter_that_an_eye_took_for_a_digit_is_one():
    assert [one.value for one in propose(sheet_of(ocr_line("Standard EN 149:2O01+A1:2009")))] == ["EN 149:2001+A1:2009"]


@pytest.mark.parametrize(
    "text", ["Regulation (EU) 2017/745", "21 CFR 878.4040", "GENERAL 2026", "No. EN-2026/17", "specimen 12345"]
)
def test_laws_and_numbers_are_no_standards(text):
    assert list(propose(sheet_of(text))) == []


@pytest.mark.parametrize(
    ("upper", "lower", "name"),
    [
        ("complies with the requirements of ISO", "13485:2016 and the applicable regulations", "ISO 13485:2016"),
        ("the requirements of the standards EN 455-", "1:2020, and others", "EN 455-1:2020"),
        ("该产品符合 GB", "2626-2019 的要求", "GB 2626-2019"),
        ("and by compliance with EN", "ISO 374-1:2016+A1:2018.", "EN ISO 374-1:2016+A1:2018"),
    ],
)
def test_a_standard_goes_on_in_the_next_line(upper, lower, name):
    sheet = sheet_of(line(upper, 0.1, 0.1), line(lower, 0.1, 0.118))

    assert [one.value for one in propose(sheet)] == [name]


def test_what_stands_behind_the_rest_of_a_standard_is_named_once():
    sheet = sheet_of(line("with EN", 0.1, 0.1), line("ISO 374-1:2016, EN ISO 374-5:2016", 0.1, 0.118))

    assert [one.value for one in propose(sheet)] == ["EN ISO 374-1:2016", "EN ISO 374-5:2016"]


@pytest.mark.parametrize(
    ("printed", "name"),
    [
        ("Tested to ASTM F2100-21 Level 3", "ASTM F2100-21 Level 3"),
        ("Standard: EN 14683:2019+AC:2019, Type IIR", "EN 14683:2019+AC:2019 Type IIR"),
        ("Test standard EN 149:2001+A1:2009 (FFP2 NR)", "EN 149:2001+A1:2009 FFP2"),
        ("检验依据：GB/T 32610-2016 A级", "GB/T 32610-2016 A级"),
        ("检验依据 GB 2626-2019 KN95", "GB 2626-2019 KN95"),
        ("ANSI/AAMI PB70:2012 Level 4", "ANSI/AAMI PB70:2012 Level 4"),
        ("Requirements of 42 CFR Part 84 N95", "42 CFR 84 N95"),
        ("Flammability 16 CFR 1610 Class 1", "16 CFR 1610 Class 1"),
        ("EN 166:2001 P2X", "EN 166:2001"),
    ],
)
def test_a_grade_behind_a_standard_is_read_with_it(printed, name):
    assert [one.value for one in propose(sheet_of(printed))] == [name]


def test_a_standard_stands_apart_from_its_grade():
    assert without_grade("ASTM F2100-21 Level 3") == "ASTM F2100-21"
    assert without_grade("EN 149:2001+A1:2009") == "EN 149:2001+A1:2009"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (("ISO 9001:2015", "The requirements of ISO 9001 are fulfilled"), ["ISO 9001:2015"]),
        (("EN 60950-1:2006+A11:2009", "acc. EN 60950-1", "EN 60950"), ["EN 60950-1:2006+A11:2009"]),
        (("EN ISO 13485:2016", "audited against ISO 13485"), ["EN ISO 13485:2016"]),
        (("EN 14366", "Laboratory accredited under ISO/IEC 17025:2018"), ["EN 14366"]),
        (("Accredited laboratory", "ISO/IEC 17025:2017"), ["ISO/IEC 17025:2017"]),
        (("EN 149:2001+A1:2009", "EN 1490:2000"), ["EN 149:2001+A1:2009", "EN 1490:2000"]),
        (("IEC 60601-1:2005", "IEC 60601-1-2:2014"), ["IEC 60601-1:2005", "IEC 60601-1-2:2014"]),
    ],
)
def test_what_repeats_a_standard_in_short_or_accredits_who_issued_is_left_out(lines, names):
    assert sorted(one.value for one in propose(sheet_of(*lines))) == sorted(names)
