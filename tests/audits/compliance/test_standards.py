import pytest

from audits.compliance.standards import Cited, agreement, edition_key, name

AGREED = ((),)


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("EN 14683", "en14683"),
        ("EN 14683", "ＥＮ　１４６８３"),
        ("EN 14683", "EN 14683 Type IIR"),
        ("EN 166 or EN ISO 16321-1", "EN ISO 16321-1"),
        ("EN 166 or EN ISO 16321-1", "EN 166"),
        ("EN 166 or EN ISO 16321-1", "EN 166 or EN ISO 16321-1"),
        ("AS 4381 / EN 14683 / ASTM F2100", "ASTM F2100"),
        ("EN ISO 80601-2-56 + EN 60601-1/-1-2", "EN 60601-1/-1-2, EN ISO 80601-2-56"),
        ("ISO 80601-2-12, IEC 60601-1", "ISO 80601-2-12 + IEC 60601-1"),
        ("EN 149:2001+A1:2009", "EN 149:2001 + A1:2009"),
        ("EN 149:2001+A1:2009", "en149:2001+a1:2009 FFP2 NR"),
        ("EN 14683:2019+AC:2019", "EN 14683:2019"),
        ("GB 2626-2019", "GB2626—2019"),
        ("ASTM F2100-21", "ASTM F2100-2021"),
        ("device standard, see product_types.standards", "Device standard, see product_types.standards"),
    ],
)
def test_the_paper_names_what_is_asked(asked, stated):
    assert agreement(asked, stated) == AGREED


@pytest.mark.parametrize(
    ("asked", "stated"),
    [
        ("EN 14683", "EN 149"),
        ("EN 14683", "EN 1468"),
        ("EN 13795-1", "EN 13795-2"),
        ("EN 13795-1", "EN 13795"),
        ("EN 149:2001+A1:2009", "EN 149:2001"),
        ("EN 149:2001+A1:2009", "EN 149"),
        ("EN ISO 80601-2-56 + EN 60601-1/-1-2", "EN ISO 80601-2-56"),
        ("EN 166", "EN 166 or EN ISO 16321-1"),
        ("EN 14683 Type II", "EN 14683 Type I"),
        ("EN/ANSI", "EN 14683"),
        ("EN 14683", ""),
        ("EN 14683", "EN 14683:"),
    ],
)
def test_the_paper_does_not_name_what_is_asked(asked, stated):
    assert agreement(asked, stated) == ()


def test_a_cited_edition_is_left_to_the_list_where_the_requirement_names_none():
    assert agreement("EN 14683", "EN 14683:2014") == ((Cited("en14683", ("2014",)),),)


def test_a_paper_that_cites_two_editions_may_rest_on_either():
    assert agreement("EN 14683", "EN 14683:2019, EN 14683:2025") == ((Cited("en14683", ("2019", "2025")),),)


@pytest.mark.parametrize(
    ("text", "number", "edition"),
    [
        ("EN ISO 80601-2-56", "eniso80601-2-56", ""),
        ("EN 455-1:2020+A1:2022", "en455-1", "2020+a1:2022"),
        ("CSA Z94.4.1:21", "csaz94.4.1", "2021"),
        ("YY/T 0969-2013", "yy/t0969", "2013"),
        ("ASTM F3502-21", "astmf3502", "2021"),
        ("ASTM F2100-98", "astmf2100", "1998"),
        ("EN ISO 374-1", "eniso374-1", ""),
        ("DIN EN 14683:2019-10", "dinen14683", "2019"),
    ],
)
def test_a_name_is_read_as_number_and_edition(text, number, edition):
    assert (name(text).number, name(text).edition) == (number, edition)


def test_a_corrigendum_makes_no_new_edition_and_an_amendment_does():
    assert edition_key("2019+AC:2019") == edition_key("2019")
    assert edition_key("2001+A1:2009") != edition_key("2001")
