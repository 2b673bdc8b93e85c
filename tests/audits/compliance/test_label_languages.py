from dataclasses import replace

import pytest

from audits.compliance.assess import assess
from audits.compliance.causes import CauseCode
from audits.compliance.label_languages import Languages, judge_languages, language_code
from audits.compliance.reference import Confidence
from audits.compliance.remarks import Remark
from audits.compliance.timeline import holding_on
from audits.compliance.verdict import FindingCode, LeafCode, State
from tests.audits.compliance.law import TODAY, book, document, dossier, evidence_type, languages, row

COUNTRIES = {"BE": "EU", "ES": "EU", "DE": "EU", "CH": "CH", "AX": "EU"}
LABEL = evidence_type("label", parameter="destination_languages")
ASKED = (
    languages("BE", "nl fr de"),
    languages("ES", "es"),
    languages("DE", "de", professional=("en",)),
    languages("CH", "de fr it", confidence=Confidence.LOW),
)
RULES = book(row("1", "label"), types=[LABEL], countries=COUNTRIES, languages=ASKED)


def judge(stated, country, market="EU"):
    label = document("label", **({"languages": stated} if stated else {}))
    return judge_languages(label, replace(dossier(label, market=market), country=country), RULES)


@pytest.mark.parametrize(
    ("stated", "country", "expected"),
    [
        ("es", "ES", Languages(True)),
        (("es-MX", "PT_br"), "ES", Languages(True)),
        (("en", "zh-Hans"), "ES", Languages(False)),
        (("nl", "fr"), "BE", Languages(False)),
        (("de", "nl", "fr", "en"), "BE", Languages(True)),
        ("en", "DE", Languages(True, (Remark.LANGUAGES_FOR_PROFESSIONALS,))),
        (None, "ES", Languages(True, (Remark.LANGUAGES_NOT_STATED,))),
        ("sv", "AX", Languages(True, (Remark.LANGUAGES_NOT_LISTED,))),
        ("es", None, Languages(True)),
        ("ja", None, Languages(False)),
    ],
)
def test_the_languages_of_a_label_are_compared_with_the_list_of_the_country(stated, country, expected):
    assert judge(stated, country) == expected


def test_a_list_that_is_not_sure_leaves_a_remark():
    assert judge(("de", "fr", "it"), "CH", market="CH") == Languages(True, (Remark.LANGUAGES_UNSURE,))


def test_a_language_is_known_without_its_region_or_script():
    assert [language_code(text) for text in ("pt-BR", " DE ", "zh_Hant")] == ["pt", "de", "zh"]


def test_a_label_in_other_languages_is_named_as_the_reason():
    facts = replace(dossier(document("label", languages=("en", "zh"))), country="ES")
    (verdict,) = assess(facts, RULES, on=TODAY).alternatives

    assert (verdict.met, verdict.tree.code) == (False, LeafCode.OTHER_LANGUAGES)


def test_a_label_whose_languages_are_not_stated_is_conditional_and_says_so():
    facts = replace(dossier(document("label")), country="ES")
    verdict = assess(facts, RULES, on=TODAY)

    assert verdict.state is State.CONDITIONAL
    assert [one.code for one in verdict.findings] == [FindingCode.REMARKS_ONLY]
    assert verdict.alternatives[0].tree.remarks == (Remark.LANGUAGES_NOT_STATED,)


def test_a_firm_label_takes_the_remark_away_as_long_as_it_holds():
    unstated, firm = document("label", ref="old"), document("label", None, TODAY, ref="new", languages="es")
    facts = replace(dossier(unstated, firm), country="ES")
    found = holding_on(facts, RULES, on=TODAY)

    assert (found.state, found.holds_until) == (State.CLEARED, TODAY)
    assert [(one.code, one.ref) for one in found.ends_because] == [(CauseCode.EVIDENCE_ENDS, "new")]
