from datetime import date, timedelta

import pytest

from audits.compliance.assess import assess
from audits.compliance.reference import Confidence, Source
from audits.compliance.rulebook import Combine, Outcome
from audits.compliance.verdict import Finding, FindingCode, LeafCode, State
from tests.audits.compliance.law import TODAY, all_of, any_of, book, document, dossier, edition, leaf, row

DAY = timedelta(days=1)
LOW, MEDIUM, HIGH = Confidence.LOW, Confidence.MEDIUM, Confidence.HIGH
CLEARED, CONDITIONAL, BLOCKED, NOT_ASSESSED = State.CLEARED, State.CONDITIONAL, State.BLOCKED, State.NOT_ASSESSED


def state(facts, *rows, on=TODAY):
    return assess(facts, book(*rows), on=on).state


def test_one_alternative_is_enough():
    assert state(dossier(document("b")), row("1", "a"), row("2", "b")) is CLEARED


def test_an_alternative_that_fits_and_is_not_met_blocks():
    verdict = assess(dossier(document("c")), book(row("1", "a"), row("2", "b")), on=TODAY)

    assert verdict.state is BLOCKED
    assert verdict.rows == ("1", "2")
    assert verdict.findings == (Finding(FindingCode.NO_ROUTE_MET, ("1", "2")),)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 1, 1) - DAY, NOT_ASSESSED),
        (date(2026, 1, 1), CLEARED),
        (date(2026, 12, 31), CLEARED),
        (date(2026, 12, 31) + DAY, NOT_ASSESSED),
    ],
)
def test_a_requirement_is_in_force_from_its_first_to_its_last_day(day, expected):
    assert state(dossier(document("a")), row("1", "a", date(2026, 1, 1), date(2026, 12, 31)), on=day) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [(TODAY - DAY, BLOCKED), (TODAY, CLEARED), (TODAY + DAY, BLOCKED)],
)
def test_a_document_counts_on_its_own_days_only(day, expected):
    assert state(dossier(document("a", TODAY, TODAY)), row("1", "a"), on=day) is expected


def test_a_document_without_an_end_counts_for_ever():
    assert state(dossier(document("a", TODAY, None)), row("1", "a"), on=date.max) is CLEARED


class TestNobodyAnswers:
    def test_without_a_market(self):
        verdict = assess(dossier(document("a"), market=None), book(row("1", "a")), on=TODAY)

        assert (verdict.state, verdict.findings) == (NOT_ASSESSED, (Finding(FindingCode.NO_MARKET),))
        assert (verdict.rows, verdict.confidence) == ((), None)

    def test_without_a_rule(self):
        verdict = assess(dossier(document("a"), market="US"), book(row("1", "a")), on=TODAY)

        assert (verdict.state, verdict.findings) == (NOT_ASSESSED, (Finding(FindingCode.NO_REQUIREMENT),))

    def test_when_no_condition_fits(self):
        verdict = assess(dossier(document("a")), book(row("1", "a", condition={"sterile": False})), on=TODAY)

        assert (verdict.state, verdict.findings) == (NOT_ASSESSED, (Finding(FindingCode.NO_ROUTE_FITS),))

    def test_when_only_additional_requirements_fit(self):
        assert state(dossier(document("a")), row("1", "a", combine=Combine.ADDITIONAL)) is NOT_ASSESSED

    def test_when_only_informational_requirements_fit(self):
        informational = row("1", "a", combine=Combine.INFORMATIONAL, outcome=Outcome.INFORMATIONAL)

        assert state(dossier(document("a")), informational) is NOT_ASSESSED

    def test_when_a_person_must_examine_it(self):
        by_hand = row("1", "a", outcome=Outcome.MANUAL_REVIEW)
        verdict = assess(dossier(document("a")), book(by_hand, row("2", "a")), on=TODAY)

        assert (verdict.state, verdict.findings) == (NOT_ASSESSED, (Finding(FindingCode.MANUAL_REVIEW, ("1",)),))

    def test_when_meeting_it_makes_eligible_for_procurement_only(self):
        procurement = row("1", "a", market="WHO", outcome=Outcome.PROCUREMENT_ELIGIBLE_IF)

        assert state(dossier(document("a"), market="WHO"), procurement) is NOT_ASSESSED

    def test_for_china_as_a_destination_whatever_it_asks_of_exports(self):
        facts = dossier(document("a"), market="CN", shipped_from_china=True)

        assert state(facts, row("1", "a", market="CN")) is NOT_ASSESSED
        assert assess(facts, book(row("1", "a", market="CN")), on=TODAY).findings == (Finding(FindingCode.NO_MARKET),)


def test_informational_requirements_require_nothing_and_clear_nothing():
    informational = row("2", "b", combine=Combine.INFORMATIONAL, outcome=Outcome.INFORMATIONAL)

    assert state(dossier(document("a")), row("1", "a"), informational) is CLEARED
    assert state(dossier(document("b")), row("1", "a"), informational) is BLOCKED


class TestAdditional:
    @pytest.mark.parametrize("confidence", [LOW, MEDIUM, HIGH])
    def test_unmet_it_blocks_whatever_its_confidence(self, confidence):
        extra = row("2", "b", combine=Combine.ADDITIONAL, confidence=confidence)
        verdict = assess(dossier(document("a")), book(row("1", "a"), extra), on=TODAY)

        assert (verdict.state, verdict.confidence) == (BLOCKED, confidence)
        assert verdict.findings == (Finding(FindingCode.ADDITIONAL_NOT_MET, ("2",)),)

    def test_only_the_unmet_ones_are_reported_and_give_the_confidence(self):
        met = row("2", "a", combine=Combine.ADDITIONAL)
        unmet = row("3", "b", combine=Combine.ADDITIONAL, confidence=LOW)
        verdict = assess(dossier(document("a")), book(row("1", "a"), row("4", "z"), met, unmet), on=TODAY)

        assert verdict.findings == (Finding(FindingCode.ADDITIONAL_NOT_MET, ("3",)),)
        assert verdict.confidence is LOW

    def test_met_it_does_not_lower_a_firm_clearance(self):
        extra = row("2", "b", combine=Combine.ADDITIONAL, confidence=LOW)
        verdict = assess(dossier(document("a"), document("b")), book(row("1", "a"), extra), on=TODAY)

        assert (verdict.state, verdict.rows, verdict.confidence) == (CLEARED, ("1", "2"), HIGH)

    def test_met_it_does_not_make_a_low_route_firm(self):
        extra = row("2", "b", combine=Combine.ADDITIONAL)

        assert state(dossier(document("a"), document("b")), row("1", "a", confidence=LOW), extra) is CONDITIONAL

    def test_it_applies_only_to_products_that_fit_its_condition(self):
        extra = row("2", "b", combine=Combine.ADDITIONAL, condition={"claim": "protects the wearer"})

        assert state(dossier(document("a")), row("1", "a"), extra) is CLEARED
        assert state(dossier(document("a"), claim="protects the wearer"), row("1", "a"), extra) is BLOCKED


class TestConfidence:
    def test_low_alone_is_conditional(self):
        verdict = assess(dossier(document("a")), book(row("1", "a", confidence=LOW), row("2", "b")), on=TODAY)

        assert (verdict.state, verdict.confidence, verdict.rows) == (CONDITIONAL, LOW, ("1",))
        assert verdict.findings == (Finding(FindingCode.LOW_CONFIDENCE_ONLY, ("1",)),)

    @pytest.mark.parametrize("firm", [MEDIUM, HIGH])
    def test_a_firm_alternative_next_to_a_low_one_clears(self, firm):
        rows = (row("1", "a", confidence=LOW), row("2", "a", confidence=firm))
        verdict = assess(dossier(document("a")), book(*rows), on=TODAY)

        assert (verdict.state, verdict.confidence) == (CLEARED, firm)

    def test_a_block_has_the_confidence_of_the_surest_unmet_requirement(self):
        rows = (row("1", "a", confidence=LOW), row("2", "b", confidence=MEDIUM))

        assert assess(dossier(), book(*rows), on=TODAY).confidence is MEDIUM


class TestChina:
    HERE = row("EU.1", "a")

    def test_is_not_judged_when_nothing_is_said_of_a_shipment_from_there(self):
        assert state(dossier(document("a")), self.HERE, row("CN.1", "licence", market="CN")) is CLEARED

    def test_must_be_met_in_addition_to_the_destination(self):
        there = row("CN.1", "licence", market="CN")
        blocked = assess(dossier(document("a"), shipped_from_china=True), book(self.HERE, there), on=TODAY)
        cleared = assess(
            dossier(document("a"), document("licence"), shipped_from_china=True), book(self.HERE, there), on=TODAY
        )

        assert (blocked.state, blocked.findings) == (BLOCKED, (Finding(FindingCode.EXPORT_NOT_MET, ("CN.1",)),))
        assert (cleared.state, cleared.rows) == (CLEARED, ("EU.1", "CN.1"))

    def test_its_rules_are_alternatives_among_themselves(self):
        there = (row("CN.1", "x", market="CN"), row("CN.2", "y", market="CN", combine=Combine.ADDITIONAL))

        assert state(dossier(document("a"), document("x"), shipped_from_china=True), self.HERE, *there) is CLEARED
        assert state(dossier(document("a"), document("y"), shipped_from_china=True), self.HERE, *there) is CLEARED
        assert state(dossier(document("a"), shipped_from_china=True), self.HERE, *there) is BLOCKED

    def test_requires_nothing_on_a_day_without_a_rule_of_its_own(self):
        there = row("CN.1", "x", date(2020, 4, 1), date(2020, 4, 25), market="CN")

        assert state(dossier(document("a"), shipped_from_china=True), self.HERE, there) is CLEARED
        assert state(dossier(document("a"), shipped_from_china=True), self.HERE, there, on=date(2020, 4, 25)) is BLOCKED

    def test_met_by_a_low_rule_alone_it_is_conditional(self):
        there = row("CN.1", "x", market="CN", confidence=LOW)
        verdict = assess(
            dossier(document("a"), document("x"), shipped_from_china=True), book(self.HERE, there), on=TODAY
        )

        assert (verdict.state, verdict.confidence) == (CONDITIONAL, LOW)

    def test_a_block_reports_what_is_not_met_in_the_destination_or_in_china(self):
        there = (row("CN.1", "x", market="CN", confidence=LOW), row("CN.2", "y", market="CN"))
        neither = assess(dossier(shipped_from_china=True), book(self.HERE, *there), on=TODAY)
        out = assess(dossier(document("x"), shipped_from_china=True), book(self.HERE, *there), on=TODAY)

        assert neither.findings == (
            Finding(FindingCode.NO_ROUTE_MET, ("EU.1",)),
            Finding(FindingCode.EXPORT_NOT_MET, ("CN.1", "CN.2")),
        )
        assert out.findings == (Finding(FindingCode.NO_ROUTE_MET, ("EU.1",)),)
        assert (neither.state, out.state, out.rows) == (BLOCKED, BLOCKED, ("EU.1", "CN.1", "CN.2"))

    def test_a_block_by_china_has_the_confidence_of_its_rule(self):
        there = row("CN.1", "x", market="CN", confidence=MEDIUM)

        assert (
            assess(dossier(document("a"), shipped_from_china=True), book(self.HERE, there), on=TODAY).confidence
            is MEDIUM
        )

    def test_unmet_it_blocks_what_would_be_conditional(self):
        rows = (row("EU.1", "a", confidence=LOW), row("CN.1", "x", market="CN"))

        assert state(dossier(document("a"), shipped_from_china=True), *rows) is BLOCKED

    def test_a_conditional_answer_names_each_low_rule_of_both_sides(self):
        rows = (
            row("EU.1", "a", confidence=LOW),
            row("EU.2", "b", confidence=LOW),
            row("CN.1", "x", market="CN", confidence=LOW),
            row("CN.2", "y", market="CN", confidence=LOW),
        )
        both = assess(dossier(document("a"), document("x"), shipped_from_china=True), book(*rows), on=TODAY)
        there = assess(
            dossier(document("a"), document("x"), shipped_from_china=True), book(self.HERE, *rows[2:]), on=TODAY
        )

        assert both.findings == (Finding(FindingCode.LOW_CONFIDENCE_ONLY, ("EU.1", "CN.1")),)
        assert there.findings == (Finding(FindingCode.LOW_CONFIDENCE_ONLY, ("CN.1",)),)

    def test_an_answer_has_the_lower_confidence_of_both_sides(self):
        rows = (row("EU.1", "a"), row("EU.2", "b"), row("CN.1", "x", market="CN", confidence=MEDIUM))
        facts = dossier(document("a"), document("x"), shipped_from_china=True)

        assert assess(facts, book(*rows), on=TODAY).confidence is MEDIUM
        assert (
            assess(facts, book(row("EU.1", "a", confidence=MEDIUM), row("CN.1", "x", market="CN")), on=TODAY).confidence
            is MEDIUM
        )

    def test_met_it_does_not_make_a_low_route_firm(self):
        facts = dossier(document("a"), document("x"), shipped_from_china=True)

        assert state(facts, row("EU.1", "a", confidence=LOW), row("CN.1", "x", market="CN")) is CONDITIONAL

    def test_leaves_a_destination_without_a_rule_not_assessed(self):
        facts = dossier(document("x"), market="US", shipped_from_china=True)

        assert state(facts, self.HERE, row("CN.1", "x", market="CN")) is NOT_ASSESSED


class TestTheTree:
    def test_names_the_document_that_meets_each_branch(self):
        doc, label = document("doc", ref="D1"), document("label", ref="L1")
        rules = book(row("1", all_of("doc", any_of("label", "booklet"))))
        one = assess(dossier(doc, label), rules, on=TODAY).alternatives[0]

        assert one.met
        assert [part.met for part in one.tree.parts] == [True, True]
        assert one.tree.parts[0].documents == (doc,)
        assert [(part.leaf.evidence, part.code) for part in one.tree.parts[1].parts] == [
            ("label", LeafCode.MET),
            ("booklet", LeafCode.ABSENT),
        ]
        assert (one.tree.kind, one.tree.parts[1].kind) == ("all_of", "any_of")

    @pytest.mark.parametrize(
        ("held", "code"),
        [
            (document("report", None, TODAY - DAY, standard="EN 14683"), LeafCode.LAPSED),
            (document("report", TODAY + DAY, None, standard="EN 14683"), LeafCode.NOT_YET_IN_FORCE),
            (document("report", standard="EN 149"), LeafCode.DOES_NOT_FIT),
            (document("report"), LeafCode.DOES_NOT_FIT),
            (document("report", standard="EN 14683:2019"), LeafCode.EDITION_NOT_ACCEPTED),
            (document("report", TODAY, standard="EN 14683:2019"), LeafCode.DOES_NOT_FIT),
            (document("report", TODAY + DAY, TODAY - DAY, standard="EN 14683"), LeafCode.DOES_NOT_FIT),
            (document("report", standard="EN 14683:2025"), LeafCode.MET),
        ],
    )
    def test_says_why_a_document_does_not_meet_the_requirement(self, held, code):
        editions = [
            edition("EN 14683", "2019", None, TODAY - DAY, is_forbidden_after=True),
            edition("EN 14683", "2025", TODAY),
        ]
        rules = book(row("1", leaf("report", standard="EN 14683")), editions=editions)
        tree = assess(dossier(held), rules, on=TODAY).alternatives[0].tree

        assert (tree.code, tree.documents) == (code, (held,))

    @pytest.mark.parametrize(
        ("day", "code"),
        [
            (TODAY - 3 * DAY, LeafCode.NOT_YET_IN_FORCE),
            (TODAY - 2 * DAY, LeafCode.EDITION_NOT_ACCEPTED),
            (TODAY - DAY, LeafCode.MET),
            (TODAY + DAY, LeafCode.MET),
            (TODAY + 2 * DAY, LeafCode.EDITION_NOT_ACCEPTED),
            (TODAY + 3 * DAY, LeafCode.LAPSED),
        ],
    )
    def test_blames_the_edition_of_a_document_in_force_and_otherwise_its_days(self, day, code):
        held = document("report", TODAY - 2 * DAY, TODAY + 2 * DAY, standard="EN 149:2001")
        rules = book(
            row("1", leaf("report", standard="EN 149")),
            editions=[edition("EN 149", "2001", TODAY - DAY, TODAY + DAY, is_forbidden_after=True)],
        )
        tree = assess(dossier(held), rules, on=day).alternatives[0].tree

        assert (tree.code, tree.documents) == (code, (held,))

    def test_names_each_document_once_though_it_fits_in_two_ways(self):
        held = document("report", standard=("EN 149", "EN 166"))
        rules = book(row("1", leaf("report", standard=("EN 149", "EN 166"))))

        assert assess(dossier(held), rules, on=TODAY).alternatives[0].tree.documents == (held,)

    def test_has_an_absent_document_when_none_of_the_type_is_on_file(self):
        tree = assess(dossier(document("doc")), book(row("1", "report")), on=TODAY).alternatives[0].tree

        assert (tree.code, tree.documents, tree.met) == (LeafCode.ABSENT, (), False)

    def test_carries_the_sources_of_each_requirement(self):
        law = Source("law", "The law", "https://example.org/law", "official")
        rules = book(row("1", "a", sources=("law",)), sources={"law": law})

        assert assess(dossier(), rules, on=TODAY).alternatives[0].sources == (law,)

    def test_leaves_out_a_source_that_the_book_does_not_have(self):
        rules = book(row("1", "a", sources=("law",)))

        assert assess(dossier(), rules, on=TODAY).alternatives[0].sources == ()

    def test_comes_with_the_market_and_the_day_of_the_answer(self):
        verdict = assess(dossier(), book(row("1", "a")), on=TODAY)

        assert (verdict.market, verdict.on) == ("EU", TODAY)

    def test_has_every_requirement_that_applies_and_no_other(self):
        rows = (
            row("1", "a"),
            row("2", "b", None, TODAY - DAY),
            row("3", "b", condition={"sterile": True}),
            row("4", "c", combine=Combine.ADDITIONAL),
            row("CN.1", "x", market="CN"),
        )
        verdict = assess(dossier(shipped_from_china=True), book(*rows), on=TODAY)

        assert [one.requirement.id for one in verdict.judged] == ["1", "4", "CN.1"]
