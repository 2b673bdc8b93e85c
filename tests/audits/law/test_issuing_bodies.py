"""The list of issuing bodies: how it is read, what is refused, and what the shipped one says."""

from datetime import date

import pytest

from audits.compliance.assess import assess
from audits.compliance.causes import CauseCode
from audits.compliance.dossier import Dossier, Evidence, statements
from audits.compliance.reference import Confidence, Entitlement
from audits.compliance.rulebook import MustBeEntitled
from audits.compliance.timeline import holding_on
from audits.compliance.verdict import LeafCode, State
from audits.law.files import accept, read
from audits.law.yaml_reading import RulebookError
from tests.audits.small_law import FILES

BODIES = """
- number: '0598'
  name: Prüfstelle
  country: FI
  entitled:
    - {law: PPE, until: 2021-05-30, confidence: high, sources: [law], note: lapsed}
    - {law: PPE, from: 2021-05-31, scopes: [masks], confidence: low, sources: [law]}
"""
TYPES = FILES["evidence_types.yaml"].replace("name: Manufacturer}", "name: Body, law: PPE, entitled: throughout}", 1)


def texts(bodies=BODIES, types=TYPES):
    return {**FILES, "evidence_types.yaml": types, "issuing_bodies.yaml": bodies}


def test_a_body_and_its_entitlements_are_read_with_every_fact():
    book = accept(texts())

    body = book.issuing_bodies["0598"]
    assert (body.number, body.name, body.country) == ("0598", "Prüfstelle", "FI")
    assert body.entitled == (
        Entitlement("PPE", None, date(2021, 5, 30), Confidence.HIGH, (), "lapsed", ("law",)),
        Entitlement("PPE", date(2021, 5, 31), None, Confidence.LOW, ("masks",), "", ("law",)),
    )
    assert book.evidence_types["doc"].issuer_must_be_entitled is MustBeEntitled.THROUGHOUT
    assert [one.issuer_law for one in book.evidence_types.values()] == ["PPE", None, None]


def test_an_edition_from_before_the_list_is_read_and_keeps_its_name():
    without = read(FILES)

    assert without.issuing_bodies == {}
    assert without.edition != read({**FILES, "issuing_bodies.yaml": "[]"}).edition


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("from: 2021-05-31, scopes", "from: 2021-05-30, scopes", "is entitled twice under PPE on the same days"),
        ("from: 2021-05-31", "from: 2021-06-31", "bad date '2021-06-31'"),
        ("until: 2021-05-30,", "from: 2021-06-01, until: 2021-05-30,", "before it starts"),
        ("law: PPE, from", "law: MDR, from", "unknown law 'MDR': no evidence type names it"),
        ("sources: [law]}", "sources: [hearsay]}", "unknown source 'hearsay'"),
        ("confidence: low", "confidence: some", "is not one of"),
        ("note: lapsed", "remark: lapsed", "'remark' was unexpected"),
        ("'0598'", "'598'", "does not match"),
        ("country: FI", "country: Finland", "does not match"),
    ],
)
def test_a_wrong_list_is_refused_with_file_and_reason(old, new, reason):
    assert old in BODIES

    with pytest.raises(RulebookError) as refused:
        accept(texts(BODIES.replace(old, new, 1)))

    assert refused.value.file == "issuing_bodies.yaml"
    assert refused.value.row
    assert reason in refused.value.reason


def test_a_body_that_is_listed_twice_is_refused_by_its_number():
    with pytest.raises(RulebookError, match="0598: stands twice"):
        accept(texts(BODIES + BODIES))


def test_the_same_days_for_other_scopes_are_no_overlap():
    apart = BODIES.replace("until: 2021-05-30,", "scopes: [gloves],").replace("from: 2021-05-31, ", "")

    assert len(accept(texts(apart)).issuing_bodies["0598"].entitled) == 2


@pytest.mark.parametrize(
    ("old", "new"), [("law: PPE, ", ""), ("law: PPE", "law: Magic"), ("entitled: throughout", "entitled: sometimes")]
)
def test_a_type_with_an_impossible_demand_on_its_issuer_is_refused(old, new):
    with pytest.raises(RulebookError, match=r"evidence_types\.yaml: doc: "):
        accept(texts(types=TYPES.replace(old, new, 1)))


@pytest.fixture
def rules(shipped_rulebook):
    return shipped_rulebook


class TestShipped:
    def test_the_bodies_are_there_with_their_own_names_and_laws(self, rules):
        bodies = rules.issuing_bodies

        assert bodies["0123"].name == "TÜV SÜD Product Service"
        assert {one.law for one in bodies["2797"].entitled} == {"MDR", "IVDR", "PPE"}
        assert bodies["2163"].entitled[0].effective_until == date(2021, 5, 30)
        assert [number for number, one in bodies.items() if one.name.isascii() is False][:1] == ["0044"]

    def test_a_body_whose_notification_lapsed_no_longer_controls_and_its_examinations_stay_good(self, rules):
        since, until, issued = date(2021, 2, 1), date(2022, 6, 1), date(2021, 2, 1)
        said = statements({"standard": "EN 149:2001+A1:2009", "languages": "de"})

        def of(body, type_):
            return Evidence(type_, since, until, said, type_, body, issued)

        documents = [Evidence(type_, since, until, said) for type_ in WITH_A_RESPIRATOR]
        facts = Dossier(
            "respirator", {}, "EU", (*documents, of("2163", "eu_ppe_module_b"), of("2163", "eu_ppe_module_d"))
        )
        day = date(2021, 5, 30)
        holding = holding_on(facts, rules, on=day)

        assert (holding.state, holding.holds_until) == (State.CLEARED, day)
        assert CauseCode.ISSUER_ENDS in {one.code for one in holding.ends_because}
        later = assess(facts, rules, on=date(2021, 6, 1))
        assert later.state is State.BLOCKED
        codes = {leaf.leaf.evidence: leaf.code for row in later.alternatives for leaf in _leaves(row.tree)}
        assert codes["eu_ppe_module_b"] is LeafCode.MET
        assert codes["eu_ppe_module_d"] is LeafCode.ISSUER_NOT_ENTITLED
        other = Dossier(
            "respirator", {}, "EU", (*documents, of("2163", "eu_ppe_module_b"), of("2834", "eu_ppe_module_d"))
        )
        assert holding_on(other, rules, on=day).state is State.CLEARED


WITH_A_RESPIRATOR = ("eu_doc_ppe", "test_report", "eu_ppe_art4_operator", "local_label")


def _leaves(tree):
    if hasattr(tree, "leaf"):
        return [tree]
    return [leaf for part in tree.parts for leaf in _leaves(part)]
