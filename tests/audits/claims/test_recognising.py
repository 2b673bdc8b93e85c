"""What suppliers write on marketplaces and in brochures, in both languages."""

import pytest

from audits.claims.recognising import claims_in


def said(text):
    return [claim.words for claim in claims_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("N99 surgical respirator, NIOSH approved, sterile", ["N99", "NIOSH approved", "sterile"]),
        ("3M style cup mask (NIOSH-certified N95) 20pcs/box", ["NIOSH-certified", "N95"]),
        ("TC-84A-9320 approval number printed on each mask", ["TC-84A-9320"]),
        ("美国NIOSH认证头戴式口罩", ["NIOSH认证"]),
        (
            "CE certified, FDA registered face mask EN14683 TypeIIR",
            ["CE certified", "FDA registered", "EN14683", "TypeIIR"],
        ),
        ("一次性医用外科口罩 EN14683 IIR型 CE认证", ["EN14683", "IIR型", "CE认证"]),
        ("FFP3 NR D valved, EN149:2001+A1:2009", ["FFP3", "EN149:2001+A1:2009"]),
        ("Meets ASTM F2100-21 Level 3, BFE ≥99%", ["ASTM F2100-21", "Level 3"]),
        ("AAMI Level-4 reinforced gown", ["Level-4"]),
        ("无菌型 环氧乙烷灭菌 独立包装", ["无菌", "环氧乙烷灭菌"]),
        ("EO sterilized, single pouch", ["EO sterilized"]),
        ("FDA 510(k) K201234", ["FDA 510(k)"]),
        ("国械注准20203140123 二类医疗器械", ["国械注准20203140123", "二类医疗器械"]),
        ("factory ISO13485:2016 and ISO 9001 certified, TUV audited", ["ISO13485:2016", "ISO 9001", "TUV audited"]),
        ("ＧＢ２６２６－２０１９ ＫＮ９５", ["GB2626-2019", "KN95"]),
        ("WHO prequalified rapid test, Health Canada MDEL holder", ["WHO prequalified", "Health Canada", "MDEL"]),
        ("PPE Cat. III, notified body CE 2797", ["Cat. III", "CE 2797"]),
        ("韩国KF94防尘口罩", ["KF94"]),
    ],
)
def test_the_words_of_a_claim_are_found_as_they_are_written(text, words):
    assert said(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "Non-sterile nitrile gloves, powder free",
        "非无菌 一次性使用",
        "未灭菌产品",
        "This mask is not NIOSH approved.",
        "Not FDA approved; for industrial use",
        "Sterile: No",
        "Can be sterilized by the hospital",
        "Price incl. delivery, once received; 50 pcs/box, 17.5 x 9.5 cm",
        "Three layers, ear loops, soft nose bridge, latex free",
        "Suitable for Level 3 hospital wards",
        "三层熔喷布，耳挂式，每盒五十只",
        "",
    ],
)
def test_what_is_denied_or_claims_nothing_is_no_claim(text):
    assert said(text) == []


def test_a_standard_is_known_by_its_number_however_it_is_written():
    named = {claims_in(text)[0].standards for text in ("EN149", "BS EN 149", "en 149", "DIN EN 149")}

    assert named == {("en149",)}


def test_the_european_edition_of_an_international_standard_is_the_same_standard():
    assert claims_in("EN ISO 13485")[0].standards == claims_in("ISO 13485")[0].standards


def test_several_parts_are_named_at_once():
    assert claims_in("EN 455-1/-2/-3/-4")[0].standards == ("en455-1", "en455-2", "en455-3", "en455-4")


def test_a_level_without_its_standard_may_be_of_either_standard_that_has_levels():
    assert claims_in("Level 3")[0].ladders == ("astm_f2100", "aami_pb70")
    assert claims_in("ASTM F2100 Level 3")[1].ladders == ("astm_f2100",)


def test_a_text_of_megabytes_takes_no_longer_than_one_page():
    assert claims_in("ISO " * 5_000_000) == ()


def test_two_digits_after_a_number_of_astm_are_its_year():
    claim = claims_in("ASTM F2100-21")[0]

    assert (claim.standards, claim.edition) == (("astmf2100",), "2021")
