import pytest

from audits.compliance.standards import cited_editions
from audits.law.files import load

VOCABULARY = load().vocabulary


def editions(asked, *stated, at_least="", grade=""):
    """The editions that must be accepted, one list for each standard; None where the document does not cite what is asked."""
    groups = cited_editions(VOCABULARY, asked, at_least, stated, grade)
    return groups if groups is None else [[one.edition for one in group] for group in groups]


@pytest.mark.parametrize(
    ("asked", "at_least", "stated"),
    [
        ("EN 14683", "", "EN 14683"),
        ("EN 14683", "Type II", "EN 14683 Type IIR"),
        ("EN 14683", "Type I", "EN 14683"),
        ("AAMI PB70", "Level 1", "ANSI/AAMI PB70 Level 4"),
        ("GB 2626", "KN95", "GB 2626 KN100"),
        ("MOEL dust mask", "Class 2", "보호구 안전인증 고시 방진마스크 1급"),
        ("ISO 11135", "", "EN ISO 11135"),
        ("IEC 60601-1", "", "EN 60601-1"),
        ("EN 455-3", "", "EN 455-1/-2/-3/-4"),
        ("EN 149", "", "SANS 50149"),
    ],
)
def test_a_document_that_names_no_edition_meets_what_it_cites(asked, at_least, stated):
    assert editions(asked, stated, at_least=at_least) == []


@pytest.mark.parametrize(
    ("asked", "at_least", "stated"),
    [
        ("EN 14683", "", "EN 149"),
        ("EN 14683", "Type II", "EN 14683 Type I"),
        ("EN 14683", "Type II", "EN 14683"),
        ("AAMI PB70", "Level 3", "AAMI PB70 Level 2"),
        ("EN 455-1", "", "EN 455"),
        ("EN 455", "", "EN 455-1"),
        ("EN 13795-1", "", "EN 13795"),
        ("EN 14683", "", ""),
    ],
)
def test_a_document_does_not_meet_another_standard_part_or_lower_grade(asked, at_least, stated):
    assert editions(asked, stated, at_least=at_least) is None


def test_the_editions_that_are_cited_must_be_accepted_and_either_is_enough():
    assert editions("EN 14683", "EN 14683:2014, EN 14683:2019+AC:2019") == [["2014", "2019"]]


def test_of_editions_and_none_the_document_that_names_none_rests_on_no_list():
    assert editions("EN 14683", "EN 14683:2014", "EN 14683") == []


def test_an_edition_that_is_asked_for_must_be_the_one_that_is_cited():
    assert editions("EN 149:2001+A1:2009", "EN 149:2001 + A1:2009 FFP2") == []
    assert editions("EN 149:2001+A1:2009", "EN 149:2001") is None


def test_the_standards_of_several_texts_count_together():
    assert editions("EN 455-1/-2", "EN 455-1:2020", "EN 455-2:2015") == [["2020"], ["2015"]]
    assert editions("EN 455-1/-2", "EN 455-1:2020") is None


def test_a_grade_that_is_stated_apart_counts_where_the_citation_has_none():
    assert editions("ASTM F2100", "ASTM F2100", at_least="Level 2", grade="Level 2") == []
    assert editions("ASTM F2100", "ASTM F2100 Level 1", at_least="Level 2", grade="Level 3") is None


def test_an_unknown_standard_is_compared_by_its_name():
    assert editions("MIL-M-36954", "mil-m-36954".upper()) == []
    assert editions("see technical file", "See technical file") == []
