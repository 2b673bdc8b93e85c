from dataclasses import replace
from datetime import timedelta

import pytest

from audits.compliance.assess import assess
from audits.compliance.causes import CauseCode
from audits.compliance.label_languages import (
    Languages,
    country_groups,
    judge_languages,
    lacking_languages,
    language_code,
)
from audits.compliance.missing import missing
from audits.compliance.reference import Confidence
from audits.compliance.remarks import Remark
from audits.compliance.timeline import holding_on
from audits.compliance.verdict import FindingCode, LeafCode, State
from tests.audits.compliance.law import TODAY, book, document, dossier, evidence_type, languages, row

WEEK = timedelta(days=7)
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
    return judge_languages([label], replace(dossier(label, market=market), country=country), RULES)


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


BOTH = replace(RULES, label_languages={"ES": languages("ES", "es en"), "BE": languages("BE", "nl fr de")})


def labels(*spans, country="ES"):
    """Labels of these languages, each with its days."""
    held = [document("label", since, until, ref=said, languages=said) for said, since, until in spans]
    return replace(dossier(*held), country=country)


def test_labels_in_several_documents_count_together():
    facts = labels(("es", None, None), ("en", None, None))
    (verdict,) = assess(facts, BOTH, on=TODAY).alternatives

    assert [assess(labels(one), BOTH, on=TODAY).state for one in (("es", None, None), ("en", None, None))] == [
        State.BLOCKED,
        State.BLOCKED,
    ]
    assert (verdict.met, {one.ref for one in verdict.tree.documents}) == (True, {"es", "en"})
    assert assess(facts, BOTH, on=TODAY).state is State.CLEARED


def test_they_count_together_as_long_as_both_hold_and_the_one_that_ends_is_named():
    facts = labels(("es", None, TODAY + WEEK), ("en", TODAY, None))
    found = holding_on(facts, BOTH, on=TODAY)

    assert (found.state, found.holds_from, found.holds_until) == (State.CLEARED, TODAY, TODAY + WEEK)
    assert [(one.code, one.ref) for one in found.ends_because] == [(CauseCode.EVIDENCE_ENDS, "es")]
    assert holding_on(facts, BOTH, on=TODAY - WEEK).state is State.BLOCKED


def test_a_label_that_is_enough_alone_is_named_alone():
    both, german = (document("label", ref=ref, languages=said) for ref, said in (("all", ("es", "en")), ("de", "de")))
    (verdict,) = assess(replace(dossier(both, german), country="ES"), BOTH, on=TODAY).alternatives

    assert [one.ref for one in verdict.tree.documents] == ["all"]


def test_next_to_labels_that_are_not_enough_one_that_states_nothing_leaves_it_open():
    facts = replace(dossier(document("label", languages="es"), document("label")), country="ES")

    assert assess(facts, BOTH, on=TODAY).state is State.CONDITIONAL


@pytest.mark.parametrize(
    ("held", "country", "lacking"),
    [
        ((), "BE", ("de", "fr", "nl")),
        (("nl",), "BE", ("de", "fr")),
        (("nl", "zh", "en"), "BE", ("de", "fr")),
        (("zh",), "ES", ("en", "es")),
    ],
)
def test_what_is_missing_names_the_languages_that_labels_in_force_lack(held, country, lacking):
    facts = labels(*((one, None, None) for one in held), ("fr", None, TODAY - WEEK), country=country)
    ((one,),) = missing(facts, BOTH, on=TODAY)
    (row_,) = assess(facts, BOTH, on=TODAY).alternatives

    assert dict(one.narrowing) == {"languages": lacking}
    assert row_.tree.lacking == (lacking if held else ())


def test_where_no_list_is_known_no_languages_are_named_as_missing():
    ((one,),) = missing(replace(dossier(), country="AX"), RULES, on=TODAY)

    assert one.narrowing == ()


def test_a_label_in_the_languages_that_are_named_as_missing_clears():
    facts = labels(("nl", None, None), country="BE")
    ((one,),) = missing(facts, BOTH, on=TODAY)
    added = document(one.type, **dict(one.narrowing))

    assert assess(replace(facts, evidence=(*facts.evidence, added)), BOTH, on=TODAY).state is State.CLEARED


def test_of_several_ways_the_one_that_lacks_least_is_named():
    rules = replace(RULES, label_languages={"ES": languages("ES", "fr nl de", "es en")})

    assert lacking_languages([document("label", languages=("fr", "nl"))], labels(), rules) == ("de",)
    assert lacking_languages([document("label", languages="en")], labels(), rules) == ("es",)


def test_a_market_of_countries_with_other_lists_names_no_languages():
    everywhere = replace(labels(), country=None)

    assert lacking_languages([], everywhere, BOTH) == ()
    assert lacking_languages([], everywhere, replace(RULES, label_languages={"ES": languages("ES", "es")})) == ("es",)


def test_countries_that_only_labels_together_satisfy_are_a_group_of_their_own():
    asked = {"ES": languages("ES", "es en"), "DE": languages("DE", "de"), "BE": languages("BE", "fr")}
    rules = replace(RULES, label_languages=asked)
    facts = replace(labels(("es", None, None), ("en", None, None)), country=None)

    assert country_groups(facts, rules) == (("BE", "DE"), ("ES",), ("AX",))


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
