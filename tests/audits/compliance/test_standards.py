import pytest

from audits.compliance.standards import Cited, agreement, edition_key, name, normalise

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
        ("EN 14683", "EN 149 and EN 14683"),
        ("EN 14683", "EN 149; EN 14683"),
        ("EN 149,EN 166", "EN 166 AND EN 149"),
        ("EN 166 OR EN 149", "EN 149"),
        ("EN 149:2001+A1:2009", "EN 149:2001  +AMD1:2009, EN 149:2001 + A1:2009"),
        ("EN 14683 Type II", "EN 14683 (type II)"),
        ("EN 149", "EN 149 FFP2 NR"),
        ("EN 166", "EN 149，EN 166"),
        ("EN 149, ", "EN 149 FFP2"),
        (" , EN 149", "EN 149 FFP2"),
        ("EN 149 + EN 166", "EN 166, , EN 149"),
        ("GB 2626-2019", "GB 2626-2019 KN95"),
        ("ISO 80601–2‑12", "iso 80601-2-12"),
        ("device standard, see product_types.standards", "Device standard, see product_types.standards"),
    ],
)
def test_the_document_names_what_is_asked(asked, stated):
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
        ("", "EN 14683"),
        ("EN 149 + ", "EN 14683"),
        ("EN 14683:2019 Type II", "EN 14683:2019 Type I"),
        ("EN 14683:2019", "EN 14683:2014, EN 14683:2025"),
    ],
)
def test_the_document_does_not_name_what_is_asked(asked, stated):
    assert agreement(asked, stated) == ()


def test_a_cited_edition_is_left_to_the_list_where_the_requirement_names_none():
    assert agreement("EN 14683", "EN 14683:2014") == ((Cited("en14683", ("2014",)),),)


def test_a_document_that_cites_two_editions_may_rest_on_either():
    years = ("2005", "2009", "2014", "2019", "2025")
    stated = ", ".join(f"EN 14683:{year}" for year in reversed(years))

    assert agreement("EN 14683", stated) == ((Cited("en14683", years),),)


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


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("70", "1970"),
        ("69", "2069"),
        ("１９", "2019"),
        ("2019", "2019"),
        ("2001 / A1:2009", "2001+a1:2009"),
        ("99/A1", "1999+a1"),
        ("2014+COR1:2016", "2014"),
        ("2014/AC", "2014"),
        ("", ""),
        ("v2", "v2"),
    ],
)
def test_an_edition_is_its_year_in_four_digits_and_its_amendments(text, key):
    assert edition_key(text) == key


@pytest.mark.parametrize("text", ["Class B–2", "class b-2", "ＣＬＡＳＳ　Ｂ—２", " CLASS B‑2 ", "classb−2"])
def test_case_spacing_width_and_kind_of_dash_make_no_difference(text):
    assert normalise(text) == "classb-2"


@pytest.mark.parametrize(
    ("text", "qualifier"),
    [
        ("EN 14683 Type IIR", "typeiir"),
        ("EN 14683:2019 (Type IIR)", "typeiir"),
        (" EN 14683 (Type IIR) ", "typeiir"),
        ("EN 14683 Ｔｙｐｅ　ＩＩＲ", "typeiir"),
        ("ASTM F2100 Level–3", "level-3"),
        ("ASTM F2100-21 Level 3", "level3"),
        ("EN 149:2001+A1:2009 FFP2 NR", "ffp2nr"),
        ("EN 14683", ""),
    ],
)
def test_a_name_may_carry_a_type_or_a_level(text, qualifier):
    assert name(text).qualifier == qualifier


def test_of_editions_and_none_the_document_that_names_none_rests_on_no_list():
    assert agreement("EN 14683", "EN 14683:2014, EN 14683") == AGREED


def test_each_of_two_that_are_asked_for_rests_on_the_edition_that_is_cited_of_it():
    assert agreement("EN 149 + EN 166", "EN 166:2001, EN 149:2019") == (
        (Cited("en149", ("2019",)), Cited("en166", ("2001",))),
    )


def test_a_text_that_can_meet_either_of_two_does_so_in_two_ways():
    assert agreement("EN 149 or EN 166", "EN 166:2001, EN 149") == ((), (Cited("en166", ("2001",)),))
