"""What the rules that ship say of real questions."""

from dataclasses import replace
from datetime import date

import pytest

from audits.compliance.assess import assess
from audits.compliance.causes import Cause, CauseCode
from audits.compliance.dossier import Dossier, Evidence
from audits.compliance.missing import missing
from audits.compliance.rulebook import leaves
from audits.compliance.timeline import holding_on, timeline
from audits.compliance.verdict import FindingCode, LeafCode, State
from tests.audits.compliance.law import TODAY, document

RESPIRATOR = ("eu_doc_ppe", "eu_ppe_module_b", "eu_ppe_module_d", "eu_ppe_art4_operator", "local_label")
MASK = ("eu_doc_mdr", "eu_ar", "tech_file", "local_label", "eu_udi_label", "eu_srn_mf", "eu_eudamed_device")
REPORT = document("test_report", date(2024, 5, 2), standard="EN 149:2001+A1:2009")


@pytest.fixture
def rules(shipped_rulebook):
    return shipped_rulebook


def documents(types, since=date(2024, 1, 1), until=None, languages=("de", "en")):
    """Documents of these types; the label is in these languages."""
    said = {"local_label": {"languages": languages}}
    return tuple(document(type_, since, until, **said.get(type_, {})) for type_ in types)


def respirator(*extra, market="EU", **facts):
    return Dossier("respirator", {}, market, (*documents(RESPIRATOR), *extra), **facts)


def test_a_respirator_with_its_documents_is_cleared_for_germany_until_its_type_examination_ends(rules):
    facts = respirator(REPORT)
    ending = [one for one in facts.evidence if one.type != "eu_ppe_module_b"]
    module_b = document("eu_ppe_module_b", date(2024, 1, 1), date(2027, 3, 14), ref="B 17")
    found = holding_on(Dossier("respirator", {}, "EU", (*ending, module_b)), rules, on=TODAY)

    assert (found.state, found.holds_from, found.holds_until) == (State.CLEARED, date(2024, 5, 2), date(2027, 3, 14))
    assert found.ends_because == (Cause(CauseCode.EVIDENCE_ENDS, "eu_ppe_module_b", "B 17"),)


def test_the_same_respirator_is_blocked_in_the_united_states(rules):
    verdict = assess(respirator(REPORT, market="US"), rules, on=TODAY)
    surgical = Dossier("respirator", {"claim_surgical": False}, "US", respirator(REPORT).evidence)

    assert verdict.state is State.NOT_ASSESSED
    assert assess(surgical, rules, on=TODAY).state is State.BLOCKED


@pytest.mark.parametrize(
    ("standard", "code"),
    [("EN 166:2001", LeafCode.DOES_NOT_FIT), ("GB 2626-2019", LeafCode.DOES_NOT_FIT)],
)
def test_a_report_to_another_edition_or_standard_proves_nothing_of_a_respirator(rules, standard, code):
    verdict = assess(respirator(document("test_report", standard=standard)), rules, on=TODAY)
    codes = {leaf.code for one in verdict.alternatives for leaf in one.tree.parts if hasattr(leaf, "code")}

    assert (verdict.state, codes) == (State.BLOCKED, {LeafCode.MET, code})


def test_shipped_from_china_the_maker_needs_a_business_licence_too(rules):
    facts = respirator(REPORT, shipped_from_china=True)
    ways = missing(facts, rules, on=TODAY)

    assert [[one.type for one in way] for way in ways] == [["cn_business_licence"]]


@pytest.mark.parametrize(
    ("standard", "day", "state"),
    [
        ("EN 14683:2019+AC:2019", TODAY, State.CLEARED),
        ("EN 14683:2025 Type IIR", TODAY, State.CLEARED),
        ("EN 14683", TODAY, State.CLEARED),
        ("EN 14683:2014", date(2019, 9, 30), State.BLOCKED),
        ("EN 14683:2014", TODAY, State.CONDITIONAL),
        ("EN 14683:2014+AC:2016", TODAY, State.CONDITIONAL),
        ("EN 14683:2005", TODAY, State.CONDITIONAL),
        ("EN 14683:2025", date(2025, 2, 28), State.BLOCKED),
    ],
)
def test_an_edition_of_the_mask_standard_counts_on_its_days(rules, standard, day, state):
    evidence = (*documents(MASK), document("test_report", standard=standard))

    assert assess(Dossier("medical_mask", {"sterile": False}, "EU", evidence), rules, on=day).state is state


def test_a_mask_declared_under_the_old_directive_ends_with_it(rules):
    old = documents(("eu_doc_mdd", "eu_ar", "local_label"), date(2015, 1, 1))
    facts = Dossier("medical_mask", {"sterile": False}, "EU", (*old, document("test_report", standard="EN 14683")))
    found = holding_on(facts, rules, on=date(2021, 5, 25))

    assert (found.state, found.holds_until) == (State.CLEARED, date(2021, 5, 25))
    assert {cause.code for cause in found.ends_because} == {CauseCode.REQUIREMENT_ENDS}


@pytest.mark.parametrize(
    ("languages", "country", "state"),
    [
        (("en", "zh"), "ES", State.BLOCKED),
        (("es", "pt"), "ES", State.CLEARED),
        (("es", "pt"), "PT", State.CLEARED),
        (("es", "pt"), "FR", State.BLOCKED),
        ("de", "AT", State.CLEARED),
        ("en", "MT", State.CLEARED),
        ("en", "DE", State.CONDITIONAL),
        (("nl", "fr"), "BE", State.CONDITIONAL),
        (("nl", "fr", "de"), "BE", State.CLEARED),
        (("fi", "sv", "da"), "FI", State.CLEARED),
    ],
)
def test_a_mask_label_in_some_languages_is_enough_in_some_countries_of_one_market(rules, languages, country, state):
    evidence = (*documents(MASK, languages=languages), document("test_report", standard="EN 14683"))
    facts = Dossier("medical_mask", {"sterile": False}, "EU", evidence, country=country)

    assert assess(facts, rules, on=TODAY).state is state


def test_a_mask_label_whose_languages_nobody_stated_leaves_the_answer_conditional(rules):
    label = document("local_label", date(2024, 1, 1))
    others = documents([one for one in MASK if one != "local_label"])
    facts = Dossier(
        "medical_mask", {"sterile": False}, "EU", (*others, label, document("test_report", standard="EN 14683"))
    )
    verdict = assess(replace(facts, country="ES"), rules, on=TODAY)

    assert verdict.state is State.CONDITIONAL
    assert FindingCode.REMARKS_ONLY in {one.code for one in verdict.findings}


@pytest.mark.parametrize(
    ("country", "state"), [("IE", State.CLEARED), ("GB", State.BLOCKED), ("GB-NIR", State.CLEARED)]
)
def test_an_eu_representative_sits_in_the_union_or_northern_ireland(rules, country, state):
    others = documents([one for one in MASK if one != "eu_ar"])
    mandate = document("eu_ar", date(2024, 1, 1), name="Example Devices Ltd", country=country)
    report = document("test_report", standard="EN 14683")
    facts = Dossier("medical_mask", {"sterile": False}, "EU", (*others, mandate, report), country="DE")

    assert assess(facts, rules, on=TODAY).state is state


def test_every_country_that_we_hold_rules_for_has_a_list_of_languages(rules):
    assert set(rules.countries) <= set(rules.label_languages)


def test_registration_in_eudamed_is_asked_for_from_its_day_on(rules):
    evidence = (*documents(MASK[:5]), document("test_report", standard="EN 14683"))
    facts = Dossier("medical_mask", {"sterile": False}, "EU", evidence)
    found = holding_on(facts, rules, on=date(2026, 5, 27))

    assert (found.state, found.holds_until) == (State.CLEARED, date(2026, 5, 27))
    assert [sorted(one.type for one in way) for way in missing(facts, rules, on=date(2026, 5, 28))] == [
        ["eu_eudamed_device", "eu_srn_mf"]
    ]


def test_great_britain_and_northern_ireland_are_two_markets_and_an_unlisted_country_is_none(rules):
    assert (rules.countries["GB"], rules.countries["GB-NIR"]) == ("GB", "XI")
    assert "CN" not in rules.countries


def test_what_only_a_person_can_judge_is_not_assessed(rules):
    for product_type in rules.product_types:
        assert {run.state for run in timeline(Dossier(product_type, {}, "FALLBACK"), rules)} == {State.NOT_ASSESSED}
        assert {run.state for run in timeline(Dossier(product_type, {}, "WHO"), rules)} == {State.NOT_ASSESSED}


def test_every_way_out_that_is_named_leads_out_in_every_market(rules):
    blocked = 0
    for product_type, market in rules.by_pair:
        for sterile in (True, False):
            facts = Dossier(product_type, {"sterile": sterile}, market, shipped_from_china=True)
            ways = missing(facts, rules, on=TODAY)
            blocked += bool(ways)
            for way in ways:
                added = tuple(Evidence(one.type, stated=one.narrowing) for one in way)
                richer = Dossier(product_type, {"sterile": sterile}, market, added, shipped_from_china=True)
                assert assess(richer, rules, on=TODAY).state.ships, (product_type, market, way)

    assert blocked > len(rules.by_pair)


def test_all_documents_of_a_pair_never_clear_what_rests_on_low_confidence_alone(rules):
    for (product_type, market), rows in rules.by_pair.items():
        if {row.confidence for row in rows} != {"low"}:
            continue
        everything = tuple(
            Evidence(leaf.evidence, stated=leaf.narrowing) for row in rows for leaf in leaves(row.expression)
        )
        verdict = assess(Dossier(product_type, {}, market, everything), rules, on=TODAY)

        assert verdict.state in (State.CONDITIONAL, State.NOT_ASSESSED)
