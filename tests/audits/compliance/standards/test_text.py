import pytest

from audits.compliance.standards import edition_key, normalise


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
        ("2001 / A1:2009", "2001+a1"),
        ("2001+AMD1:2009", "2001+a1"),
        ("2005+AMD1:2012+AMD2:2020", "2005+a1+a2"),
        ("99/A1", "1999+a1"),
        ("2014+COR1:2016", "2014"),
        ("2014/AC", "2014"),
        ("2019-10", "2019"),
        ("", ""),
        ("v2", "v2"),
    ],
)
def test_an_edition_is_its_year_in_four_digits_and_the_numbers_of_its_amendments(text, key):
    assert edition_key(text) == key


@pytest.mark.parametrize("text", ["Class B–2", "class b-2", "ＣＬＡＳＳ　Ｂ—２", " CLASS B‑2 ", "classb−2"])
def test_case_spacing_width_and_kind_of_dash_make_no_difference(text):
    assert normalise(text) == "classb-2"
