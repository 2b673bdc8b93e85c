"""Claims as suppliers write them, against documents as laboratories and bodies write them."""

from datetime import date

import pytest

from audits.claims.offer import judge_offer
from audits.claims.support import Support, judged_claims
from audits.compliance.dossier import Evidence, statements

TODAY = date(2026, 11, 30)
SHOWN, NOT_SHOWN, CONTRADICTED = Support.SHOWN, Support.NOT_SHOWN, Support.CONTRADICTED


def document(kind, valid_until=None, **stated):
    return Evidence(kind, valid_until=valid_until, stated=statements(stated))


FFP2_EXAMINED = document("eu_ppe_module_b", standard="EN 149:2001 + A1:2009", **{"class": "FFP2 NR D"})
LEVEL_2 = document("test_report", standard=("ASTM F2100-21 Level 2", "ASTM F1862/F1862M-17"))


def stands(text, *documents):
    return [claim.support for claim in judged_claims(text, documents, on=TODAY)]


@pytest.mark.parametrize(
    ("text", "documents", "support"),
    [
        ("FFP2 half mask", [FFP2_EXAMINED], SHOWN),
        ("FFP1 half mask", [FFP2_EXAMINED], SHOWN),
        ("FFP3 half mask", [FFP2_EXAMINED], CONTRADICTED),
        ("FFP3 half mask", [], NOT_SHOWN),
        ("EN149", [FFP2_EXAMINED], SHOWN),
        ("EN 149:2001+A1:2009", [FFP2_EXAMINED], SHOWN),
        ("EN 149:2025", [FFP2_EXAMINED], NOT_SHOWN),
        ("LEVEL 3", [LEVEL_2], CONTRADICTED),
        ("Level 2", [LEVEL_2], SHOWN),
        ("NIOSH approved", [FFP2_EXAMINED], CONTRADICTED),
        ("NIOSH approved", [document("us_niosh")], SHOWN),
        ("NIOSH认证", [LEVEL_2], CONTRADICTED),
        ("FDA approved", [document("us_device_listing")], CONTRADICTED),
        ("FDA registered", [document("us_device_listing")], SHOWN),
        ("FDA registered", [], NOT_SHOWN),
        ("CE marked", [document("eu_doc_mdr")], SHOWN),
        ("CE marked", [LEVEL_2], NOT_SHOWN),
        ("Sterile", [document("test_report", standard="EN ISO 11135:2014")], SHOWN),
        ("Sterile", [document("eu_nb_cert_mdr", scope="Surgical gloves, sterile")], SHOWN),
        ("无菌", [LEVEL_2], NOT_SHOWN),
        ("ISO 13485", [document("iso13485")], SHOWN),
        ("EN 455", [document("test_report", standard="EN 455-1/-2/-3/-4")], SHOWN),
        ("EN 455", [document("test_report", standard="EN 455-1:2020")], NOT_SHOWN),
        ("Type 5 coverall", [document("test_report", standard="EN ISO 13982-1", scope="Type 6")], NOT_SHOWN),
        ("Inspected and passed by SGS tested", [LEVEL_2], NOT_SHOWN),
        ("Elastomeric half mask P100", [document("us_niosh", **{"class": "N100"})], NOT_SHOWN),
        ("Surgical drape, high performance", [document("test_report", standard="YY/T 0506.2-2016 高性能")], SHOWN),
    ],
)
def test_a_claim_stands_as_the_documents_let_it(text, documents, support):
    assert stands(text, *documents) == [support]


@pytest.mark.parametrize(
    ("text", "stated", "grade"),
    [
        ("日常防护口罩 执行标准GB/T32610-2016 A级", "GB/T 32610-2016 C级", CONTRADICTED),
        ("日常防护口罩 执行标准GB/T32610-2016 A级", "GB/T 32610-2016，防护效果级别 A级", SHOWN),
        ("EN ISO 374-1:2016+A1:2018 / Type B", "EN ISO 374-1:2016 Type C", CONTRADICTED),
        ("surgical masks to AS 4381:2015 Level 2", "AS 4381:2015 (Level 3)", SHOWN),
    ],
)
def test_a_grade_of_any_standard_that_the_rulebook_knows_is_compared(text, stated, grade):
    found = judged_claims(text, [document("test_report", standard=stated)], on=TODAY)

    assert [one.support for one in found if one.claim.grade] == [grade]


def test_a_higher_class_is_named_with_what_the_documents_state():
    claim = judged_claims("FFP3", [FFP2_EXAMINED], on=TODAY)[0]

    assert claim.instead == "FFP2"


def test_the_class_of_an_approval_needs_a_document_of_its_own():
    found = judged_claims("NIOSH N99", [document("us_niosh", **{"class": "N95"})], on=TODAY)

    assert [(one.claim.words, one.support) for one in found] == [("NIOSH N99", SHOWN), ("N99", CONTRADICTED)]


def test_a_document_shows_nothing_after_its_last_day():
    ended = document("us_niosh", valid_until=date(2026, 11, 29))

    assert stands("NIOSH approved", ended) == [CONTRADICTED]


def test_an_offer_says_what_is_shown_and_what_is_not_in_each_part():
    texts = {
        "name_en": "Cup mask FFP2, NIOSH approved",
        "description_en": "Five layers, folded.",
        "standards.0": "EN 149 FFP2",
        "standards.1": "EN 149 FFP3",
        "standards.2": "Q/JSLH 001 company standard",
    }

    offer = judge_offer(texts, [FFP2_EXAMINED], on=TODAY)

    assert offer.shown_standards == ["EN 149 FFP2"]
    assert offer.unverified == ["NIOSH approved", "FFP3", "Q/JSLH 001 company standard"]
    assert "description_en" not in offer.parts
    assert [claim.claim.words for claim in offer.contradictions] == ["NIOSH approved", "FFP3"]
