"""Words without what does not matter: case, accents, plurals, the script of the characters."""

import pytest

from buyers.search.atoms import atoms, key, singular


@pytest.mark.parametrize(
    ("plural", "word"),
    [
        ("masks", "mask"),
        ("batteries", "battery"),
        ("boxes", "box"),
        ("dresses", "dress"),
        ("glass", "glass"),
        ("virus", "virus"),
        ("guantes", "guante"),
        ("bus", "bus"),
        ("analysis", "analysis"),
    ],
)
def test_plurals_are_read_as_one_of_them(plural, word):
    assert singular(plural) == word


def test_words_stay_whole_and_chinese_characters_stand_alone():
    assert atoms("Médical N95口罩") == ["medical", "n95", "口", "罩"]


@pytest.mark.parametrize("spelling", ["Face Masks", "facemask", "face-mask", "FACE  MASK"])
def test_spellings_of_one_name_have_one_key(spelling):
    assert key(spelling) == "facemask"


def test_traditional_and_simplified_characters_have_one_key():
    assert key("防護服") == key("防护服")
