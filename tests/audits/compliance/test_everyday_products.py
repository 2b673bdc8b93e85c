"""Real questions about what hospitals buy every day, each with the page that answers it."""

from datetime import date

import pytest

from audits.compliance.assess import assess
from audits.compliance.dossier import Dossier
from audits.compliance.verdict import State
from tests.audits.compliance.law import document

TODAY = date(2026, 11, 30)
ISSUED = date(2025, 9, 15)
UNION = ("eu_doc_mdr", "eu_ar", "local_label", "eu_udi_label", "eu_srn_mf", "eu_eudamed_device")
UNION_IVD = ("eu_doc_ivdr", "performance_evaluation_report", *UNION[1:])
AMERICAN = ("us_est_registration", "us_us_agent", "us_gudid")


@pytest.fixture
def rules(shipped_rulebook):
    return shipped_rulebook


def documents(*types, **stated):
    """Documents of these types; ``stated`` is what one of them says, by type."""
    said = {"local_label": {"languages": ("de", "en", "fr")}, **stated}
    return tuple(document(type_, ISSUED, **said.get(type_, {})) for type_ in (*types, *(set(stated) - set(types))))


def state_of(rules, product_type, attributes, market, evidence):
    return assess(Dossier(product_type, attributes, market, evidence), rules, on=TODAY).state


def test_a_needle_without_a_notified_body_is_stopped_in_the_union(rules):
    """MDR Annex VIII, Rule 6: surgically invasive for transient use is class IIa. EUR-Lex 32017R0745."""
    alone, certified = documents(*UNION), documents(*UNION, "eu_nb_cert_mdr")

    assert state_of(rules, "hypodermic_needle", {"legacy": False}, "EU", alone) is State.BLOCKED
    assert state_of(rules, "hypodermic_needle", {"legacy": False}, "EU", certified) is State.CLEARED


def test_a_wheelchair_pushed_by_hand_needs_no_notified_body(rules):
    """MDCG 2021-24, examples of Rule 1: class I."""
    report = documents(*UNION, "tech_file", test_report={"standard": "DIN EN 12183:2022-09"})

    assert state_of(rules, "wheelchair_manual", {}, "EU", report) is State.CLEARED


@pytest.mark.parametrize(
    ("product_type", "attributes", "printed", "state"),
    [
        ("hiv_test", {"self_testing": False}, "Class D", State.CLEARED),
        ("hiv_test", {"self_testing": True}, "Class C", State.BLOCKED),
        ("glucose_strip", {"self_testing": True}, "Class C", State.CLEARED),
        ("glucose_strip", {"self_testing": True}, "Class B", State.BLOCKED),
        ("pregnancy_test", {"self_testing": True}, "Class B", State.CLEARED),
        ("malaria_test", {}, "Class C", State.CLEARED),
    ],
)
def test_a_certificate_of_the_class_that_the_test_belongs_to_counts(rules, product_type, attributes, printed, state):
    """IVDR Annex VIII, Rules 1, 3(b) and 4(a). EUR-Lex 32017R0746."""
    evidence = documents(*UNION_IVD, eu_nb_cert_ivdr={"class": printed})

    assert state_of(rules, product_type, attributes, "EU", evidence) is state


def test_a_dressing_with_silver_is_not_assessed_in_the_union(rules):
    """MDR Annex VIII, Rule 14 is another class, for which no row is written."""
    attributes = {"sterile": True, "function": "barrier or absorption", "contains_substance": True}

    assert (
        state_of(rules, "wound_dressing", attributes, "EU", documents(*UNION, "eu_nb_cert_mdr")) is State.NOT_ASSESSED
    )


@pytest.mark.parametrize(("code", "state"), [("FMF", State.CLEARED), ("FMI", State.BLOCKED)])
def test_a_syringe_needs_a_510k_under_its_own_product_code(rules, code, state):
    """21 CFR 880.5860: piston syringe, class II."""
    evidence = documents(*AMERICAN, "us_device_listing", us_510k={"product_codes": code})

    assert state_of(rules, "syringe", {"needle_or_pump": True}, "US", evidence) is state


def test_an_elastic_bandage_is_listed_without_a_510k_and_gudid_depends_on_how_it_is_sold(rules):
    """21 CFR 880.5075: class I, exempt; FDA does not enforce GUDID for what is sold to consumers."""
    listed = {"product_codes": "FQM", "basis": "510(k) Exempt"}
    evidence = documents("us_est_registration", "us_us_agent", us_device_listing=listed)

    assert state_of(rules, "bandage", {"sterile": False}, "US", evidence) is State.CONDITIONAL


def test_a_manual_wheelchair_is_in_gudid_since_december_2022(rules):
    """21 CFR 890.3850 without an exemption; FDA's UDI policy of July 2022 leaves out exempt consumer products alone."""
    held = documents("us_est_registration", "us_us_agent", us_device_listing={}, us_510k={"product_codes": "IOR"})
    entered = documents(
        "us_est_registration", "us_us_agent", "us_gudid", us_device_listing={}, us_510k={"product_codes": "IOR"}
    )

    assert [state_of(rules, "wheelchair_manual", {}, "US", one) for one in (held, entered)] == [
        State.BLOCKED,
        State.CLEARED,
    ]


def test_an_hiv_test_was_no_matter_of_a_510k_before_the_order_of_2022(rules):
    """87 FR 29661: class II from 15 June 2022."""
    evidence = documents(*AMERICAN, "us_device_listing", us_510k={"product_codes": "MZF"})
    facts = Dossier("hiv_test", {"self_testing": False}, "US", evidence)

    assert assess(facts, rules, on=date(2022, 6, 14)).state is State.NOT_ASSESSED
    assert state_of(rules, "hiv_test", {"self_testing": False}, "US", evidence) is State.CLEARED


def test_a_catheter_for_more_than_thirty_days_is_licensed_in_class_three_in_canada(rules):
    """SOR/98-282, Schedule 1, Part 1, Rule 2(3)."""
    verdict = assess(Dossier("urinary_catheter", {"dwell": "long-term"}, "CA", ()), rules, on=TODAY)

    assert {one.requirement.regulatory_class for one in verdict.alternatives} == {"III"}


@pytest.mark.parametrize("market", ["JP", "BR", "IN", "SA", "ZA"])
def test_where_no_rule_is_written_the_answer_is_not_assessed(rules, market):
    assert state_of(rules, "syringe", {"needle_or_pump": True}, market, documents(*UNION)) is State.NOT_ASSESSED
