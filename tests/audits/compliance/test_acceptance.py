"""Who holds a document, and whether its issuer was entitled to issue it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.compliance.acceptance import accepted_days
from audits.compliance.assess import assess
from audits.compliance.body_numbers import number_of
from audits.compliance.causes import Cause, CauseCode
from audits.compliance.reference import Confidence, Entitlement, IssuingBody
from audits.compliance.remediation_effort import EffortEstimates, RemediationEffort
from audits.compliance.rulebook import MustBeEntitled
from audits.compliance.timeline import holding_on, timeline
from audits.compliance.verdict import LeafCode, State
from tests.audits.compliance.law import TODAY, book, document, dossier, edition, evidence_type, leaf, row

DAY = timedelta(days=1)
LAPSE = date(2021, 5, 30)
ISSUED, WRITTEN_LATER = LAPSE - 30 * DAY, LAPSE + DAY
TYPES = {
    "exam": evidence_type("exam", issuer_law="PPE"),
    "control": evidence_type("control", issuer_law="PPE", issuer_must_be_entitled=MustBeEntitled.THROUGHOUT),
    "report": evidence_type("report"),
    "licence": evidence_type("licence", held_by="importer"),
    "mandate": evidence_type("mandate", held_by="importer_or_local_rep"),
}


def body(*entitled):
    return {"2163": IssuingBody("2163", "Body", "TR", entitled)}


def entitled(since=None, until=None, law="PPE", scopes=()):
    return Entitlement(law, since, until, Confidence.HIGH, tuple(scopes))


def rules(*rows, bodies=None, editions=()):
    found = body(entitled(until=LAPSE)) if bodies is None else bodies
    return replace(book(*rows, editions=editions), evidence_types=TYPES, issuing_bodies=found)


def signed(type_, since=None, until=None, *, issuer="2163", issued_on=None, holder=None, ref=None, **said):
    return replace(document(type_, since, until, ref=ref, **said), issuer=issuer, issued_on=issued_on, holder=holder)


def state(type_, *documents, on=TODAY, **known):
    return assess(dossier(*documents), rules(row("1", type_), **known), on=on).state


def code(type_, *documents, on=TODAY, asked=None, **known):
    verdict = assess(dossier(*documents), rules(row("1", asked or type_), **known), on=on)
    return verdict.alternatives[0].tree.code


@pytest.mark.parametrize(
    "text",
    [
        "2163",
        " 2163 ",
        "CE 2163",
        "CE2163",
        "ce-2163",
        "NB 2163",
        "NB2163",
        "NB No. 2163",
        "２１６３",
        "ＣＥ　２１６３",
    ],
)
def test_a_number_is_read_however_it_is_written(text):
    assert number_of(text) == "2163"
    assert signed("exam", issuer=text).issuer == "2163"


@pytest.mark.parametrize(
    "text", ["", "TÜV", "216", "21634", "2163 / 0598", "L2163", "l2163", "2163A", "2163a", "CNAS L12163", "٢١٦٣"]
)
def test_a_text_that_names_no_body_or_several_has_no_number(text):
    assert number_of(text) is None


class TestEntitledOnIssue:
    def test_a_document_issued_in_time_is_valid_to_its_own_end(self):
        facts = dossier(signed("exam", ISSUED, TODAY, issued_on=ISSUED, ref="B"))

        assert holding_on(facts, rules(row("1", "exam")), on=TODAY).ends_because == (
            Cause(CauseCode.EVIDENCE_ENDS, "exam", "B"),
        )

    @pytest.mark.parametrize(
        ("issued", "expected"), [(LAPSE, State.CLEARED), (LAPSE + DAY, State.BLOCKED), (None, State.BLOCKED)]
    )
    def test_the_day_of_issue_decides(self, issued, expected):
        assert state("exam", signed("exam", issued_on=issued)) is expected

    def test_without_a_day_of_issue_the_first_day_decides(self):
        assert state("exam", signed("exam", LAPSE)) is State.CLEARED
        assert state("exam", signed("exam", WRITTEN_LATER)) is State.BLOCKED

    def test_a_document_without_a_day_counts_only_when_the_entitlement_has_no_known_start_or_end(self):
        assert state("exam", signed("exam"), bodies=body(entitled())) is State.CLEARED
        assert state("exam", signed("exam"), bodies=body(entitled(until=TODAY))) is State.BLOCKED
        assert state("exam", signed("exam"), bodies=body(entitled(since=LAPSE))) is State.BLOCKED

    def test_the_first_day_of_an_entitlement_is_one_of_its_days(self):
        bodies = body(entitled(since=LAPSE, until=LAPSE))

        assert state("exam", signed("exam", issued_on=LAPSE), bodies=bodies) is State.CLEARED
        assert state("exam", signed("exam", issued_on=LAPSE - DAY), bodies=bodies) is State.BLOCKED
        assert state("control", signed("control"), bodies=bodies, on=LAPSE) is State.CLEARED
        assert state("control", signed("control"), bodies=bodies, on=LAPSE - DAY) is State.BLOCKED

    def test_the_answer_says_that_the_issuer_was_not_entitled(self):
        assert code("exam", signed("exam", issued_on=WRITTEN_LATER)) is LeafCode.ISSUER_NOT_ENTITLED


class TestEntitledThroughout:
    FACTS = dossier(signed("control", ISSUED, None, issued_on=ISSUED, ref="C2"))

    def test_the_document_counts_only_while_its_issuer_is_entitled_and_that_is_named(self):
        _before, cleared, blocked = timeline(self.FACTS, rules(row("1", "control")))

        assert (cleared.first_day, cleared.last_day, cleared.state) == (ISSUED, LAPSE, State.CLEARED)
        assert cleared.ends_because == (Cause(CauseCode.ISSUER_ENDS, "control", "C2", "2163"),)
        assert blocked.state is State.BLOCKED
        assert code("control", *self.FACTS.evidence) is LeafCode.ISSUER_NOT_ENTITLED

    def test_an_entitlement_that_begins_changes_a_conditional_answer(self):
        rows = (row("1", "control"), row("2", "report", confidence=Confidence.LOW))
        facts = dossier(signed("control", ref="D"), document("report"))

        holding = holding_on(facts, rules(*rows, bodies=body(entitled(TODAY))), on=TODAY - DAY)
        assert (holding.state, holding.holds_until) == (State.CONDITIONAL, TODAY - DAY)
        assert holding.ends_because == (Cause(CauseCode.ISSUER_BEGINS, "control", "D", "2163"),)

    def test_two_entitlements_with_a_gap_leave_the_gap(self):
        spans = body(entitled(until=LAPSE), entitled(since=TODAY))

        assert state("control", signed("control"), on=TODAY - DAY, bodies=spans) is State.BLOCKED
        assert state("control", signed("control"), on=TODAY, bodies=spans) is State.CLEARED

    def test_an_edition_that_ends_earlier_is_the_cause(self):
        asked = leaf("control", standard="EN 149")
        known = {"editions": [edition("EN 149", "2001", None, ISSUED, is_forbidden_after=True)]}
        facts = dossier(signed("control", standard="EN 149:2001"))

        holding = holding_on(facts, rules(row("1", asked), **known), on=ISSUED)
        assert holding.ends_because == (Cause(CauseCode.EDITION_ENDS, "EN 149", "2001"),)
        assert code("control", *facts.evidence, asked=asked, on=LAPSE, **known) is LeafCode.EDITION_NOT_ACCEPTED

    def test_a_new_document_of_the_same_body_is_no_renewal(self):
        assert EffortEstimates(self.FACTS, rules(), TODAY).of(leaf("control")) is RemediationEffort.CERTIFICATE


class TestThePartialList:
    @pytest.mark.parametrize("bodies", [{}, body(entitled(until=LAPSE, law="MDR"))])
    def test_a_body_that_is_not_listed_for_the_law_proves_nothing(self, bodies):
        assert state("control", signed("control", issued_on=WRITTEN_LATER), bodies=bodies) is State.CLEARED

    @pytest.mark.parametrize("issuer", [None, "0598", "TÜV"])
    def test_another_or_no_known_issuer_is_accepted(self, issuer):
        assert state("control", signed("control", issuer=issuer, issued_on=WRITTEN_LATER)) is State.CLEARED

    def test_a_type_that_asks_nothing_of_its_issuer_is_accepted(self):
        assert state("report", signed("report", issued_on=WRITTEN_LATER)) is State.CLEARED

    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ({"scope": "Masks"}, State.CLEARED),
            ({"scope": "gloves"}, State.BLOCKED),
            ({"scope": ("gloves", "masks")}, State.CLEARED),
            ({}, State.CLEARED),
        ],
    )
    def test_a_scope_that_the_document_states_must_be_one_of_the_bodys(self, said, expected):
        bodies = body(entitled(scopes=["masks", "eyewear"]))

        assert state("exam", signed("exam", issued_on=TODAY, **said), bodies=bodies) is expected

    def test_an_entitlement_that_names_no_scope_is_for_every_scope(self):
        assert state("exam", signed("exam", issued_on=LAPSE, scope="masks")) is State.CLEARED


class TestHolder:
    @pytest.mark.parametrize(
        ("type_", "holder", "expected"),
        [
            ("report", "manufacturer", State.CLEARED),
            ("report", "importer", State.BLOCKED),
            ("licence", "importer", State.CLEARED),
            ("licence", "manufacturer", State.BLOCKED),
            ("licence", "local_representative", State.BLOCKED),
            ("mandate", "importer", State.CLEARED),
            ("mandate", "local_representative", State.CLEARED),
            ("mandate", "manufacturer", State.BLOCKED),
            ("licence", None, State.CLEARED),
        ],
    )
    def test_the_holder_that_a_document_names_must_be_permitted(self, type_, holder, expected):
        assert state(type_, signed(type_, holder=holder, issuer=None)) is expected

    def test_the_answer_says_that_somebody_else_holds_it(self):
        assert code("report", signed("report", holder="importer")) is LeafCode.HELD_BY_ANOTHER

    def test_it_says_so_of_the_documents_first_and_last_day_too(self):
        another = signed("report", TODAY, TODAY, holder="importer")
        tree = assess(dossier(another), rules(row("1", "report")), on=TODAY).alternatives[0].tree

        assert (tree.code, tree.documents) == (LeafCode.HELD_BY_ANOTHER, (another,))

    def test_a_document_that_lapsed_is_lapsed_whoever_held_it(self):
        assert code("report", signed("report", None, TODAY - DAY, holder="importer")) is LeafCode.LAPSED

    def test_a_document_with_a_permitted_holder_and_a_wrong_issuer_reports_the_issuer(self):
        documents = (signed("exam", issued_on=WRITTEN_LATER), signed("exam", issued_on=ISSUED, holder="importer"))
        tree = assess(dossier(*documents), rules(row("1", "exam")), on=TODAY).alternatives[0].tree

        assert (tree.code, tree.documents) == (LeafCode.ISSUER_NOT_ENTITLED, documents[:1])


@given(
    st.sampled_from(["exam", "control", "report", "licence"]),
    st.none() | st.sampled_from(["2163", "0598"]),
    st.none() | st.dates(LAPSE - 9 * DAY, LAPSE + 9 * DAY),
    st.none() | st.sampled_from(["manufacturer", "importer"]),
    st.dates(LAPSE - 9 * DAY, LAPSE + 9 * DAY),
)
def test_what_a_document_says_of_its_issuer_and_holder_never_makes_it_count_on_more_days(
    type_, issuer, issued, holder, on
):
    silent = document(type_, LAPSE - 5 * DAY, LAPSE + 5 * DAY)
    telling = replace(silent, issuer=issuer, issued_on=issued, holder=holder)

    if state(type_, telling, on=on) is State.CLEARED:
        assert state(type_, silent, on=on) is State.CLEARED
    judged = [run.state for run in timeline(dossier(telling), rules(row("1", type_))) if run.has(on)]
    assert judged == [state(type_, telling, on=on)]


def test_a_document_of_an_unknown_type_counts_on_its_own_days_whoever_holds_or_issued_it():
    held = replace(document("unheard_of", TODAY, TODAY), holder="importer", issuer="2163")

    assert [(one.first, one.last) for one in accepted_days(held, book())] == [(TODAY.toordinal(), TODAY.toordinal())]


MAKERS = ("Example Medical Co., Ltd.", "示例医疗有限公司")


@pytest.mark.parametrize(
    ("named", "own", "code"),
    [
        (None, MAKERS, LeafCode.MET),
        ("EXAMPLE MEDICAL CO., LTD.", MAKERS, LeafCode.MET),
        (("示例医疗有限公司",), MAKERS, LeafCode.MET),
        ("Other Medical Co., Ltd.", MAKERS, LeafCode.OF_ANOTHER_MANUFACTURER),
        ("Other Medical Co., Ltd.", None, LeafCode.MET),
    ],
)
def test_a_document_counts_for_its_own_manufacturer(named, own, code):
    facts = replace(dossier(replace(document("a"), manufacturer=named)), manufacturer=own)

    assert assess(facts, book(row("1", "a")), on=TODAY).alternatives[0].tree.code is code


@pytest.mark.parametrize(
    ("models", "model", "code"),
    [
        ((), "KF-3", LeafCode.MET),
        (("KF-2", "kf-3"), "KF-3", LeafCode.MET),
        (("KF-2",), "KF-3", LeafCode.NAMES_OTHER_MODELS),
        (("KF-2",), None, LeafCode.MET),
    ],
)
def test_a_document_that_names_models_counts_for_those_alone(models, model, code):
    facts = replace(dossier(replace(document("a"), models=models)), model=model)

    assert assess(facts, book(row("1", "a")), on=TODAY).alternatives[0].tree.code is code


@pytest.mark.parametrize(
    ("country", "homes", "code"),
    [
        ("IE", ("EU",), LeafCode.MET),
        ("gb", ("EU",), LeafCode.ESTABLISHED_ELSEWHERE),
        (("GB", "IE"), ("EU",), LeafCode.MET),
        ("XX", ("EU",), LeafCode.ESTABLISHED_ELSEWHERE),
        ("IE", ("destination",), LeafCode.MET),
        ("GB", ("destination",), LeafCode.ESTABLISHED_ELSEWHERE),
        (None, ("EU",), LeafCode.MET),
        ("GB", (), LeafCode.MET),
    ],
)
def test_a_representative_sits_in_the_market_that_its_document_is_for(country, homes, code):
    mandate = document("a", **({"country": country} if country else {}))
    rules = book(
        row("1", "a"), types=[evidence_type("a", established_in=homes)], countries={"IE": "EU", "DE": "EU", "GB": "GB"}
    )

    assert assess(dossier(mandate), rules, on=TODAY).alternatives[0].tree.code is code
