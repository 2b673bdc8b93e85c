"""Names of parties next to names as lists of sanctions spell them: what is similar is asked, the rest is left in peace."""

import pytest

from buyers.terms.disputes.lists import published_lists
from buyers.terms.disputes.names import Why, plain_words, prepare, read_in_latin, similar_names

LISTED = prepare(
    [
        "KARGOVA SHIPPING LINES LTD.",
        "TARKHANOV, Pyotr Yevgenyevich",
        "Société Générale de Négoce Lumora SARL",
        "Qingshan Wanlu Electronics Co., Ltd.",
        "青山万路电子有限公司",
        "AL-ZAHRAWI TRADING ESTABLISHMENT",
        "VOSTOKPROMEXPORT",
        "BEST LINE",
    ]
)


def found(party):
    return [(one.place, one.why) for one in similar_names(party, LISTED)]


@pytest.mark.parametrize(
    ("party", "place", "why"),
    [
        ("Kargova Shipping Lines", 0, Why.SAME),
        ("Pyotr Yevgenyevich Tarkhanov", 1, Why.ORDER),
        ("SOCIETE GENERALE DE NEGOCE LUMORA", 2, Why.SAME),
        ("Qing Shan Wanlu Electronic Company Limited", 3, Why.SPELLING),
        ("青山万路电子有限责任公司", 4, Why.SAME),
        ("Al Zahrawi Medical Trading Est", 5, Why.INSIDE),
        ("OOO Vostokpromexport Medical Supplies", 6, Why.INSIDE),
    ],
)
def test_a_name_that_is_like_a_listed_one_is_asked_with_the_reason(party, place, why):
    assert (place, why) in found(party)


@pytest.mark.parametrize(
    "party",
    [
        "",
        "Krankenhaus Nordstadt gGmbH",
        "Best Medical Line and Care",
        "苏州恒远医疗器械有限公司",
        "Lumora",
        "Shipping Lines Ltd",
    ],
)
def test_what_is_not_similar_is_not_asked(party):
    assert [one for one in found(party) if one[0] != 7] == []


def test_a_chinese_name_is_compared_as_it_is_read():
    listed = prepare(["QINGSHAN WANLU DIANZI"])

    assert [one.why for one in similar_names("青山万路电子有限公司", listed)] == [Why.READING]
    assert read_in_latin("Kargova") == ""


def test_legal_forms_are_no_difference_and_a_name_of_nothing_else_stays():
    assert plain_words("Norvik A.S.") == plain_words("NORVIK AS") == "norvik"
    assert plain_words("Holding Group Ltd") == "holding group ltd"


def test_every_list_that_we_know_of_says_who_publishes_it():
    assert all(one.publisher and one.label.zh for one in published_lists().values())
    assert {one.id for one in published_lists().values() if one.is_read} == {
        "un_sc",
        "us_sdn",
        "us_csl",
        "eu_fsf",
        "uk",
        "ch_seco",
        "ca_sema",
        "au_dfat",
    }
