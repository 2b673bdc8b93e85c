from dataclasses import replace
from datetime import date, timedelta

import pytest

from audits.compliance.causes import Cause, CauseCode
from audits.compliance.reference import Confidence, Entitlement, IssuingBody
from audits.compliance.rulebook import Combine, MustBeEntitled
from audits.compliance.timeline import Holding, Interval, holding_on, timeline
from audits.compliance.verdict import State
from tests.audits.compliance.law import (
    TODAY,
    all_of,
    any_of,
    book,
    document,
    dossier,
    edition,
    evidence_type,
    leaf,
    row,
)

DAY = timedelta(days=1)
MAY, JUNE, JULY = date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 31)
CLEARED, CONDITIONAL, BLOCKED, NOT_ASSESSED = State.CLEARED, State.CONDITIONAL, State.BLOCKED, State.NOT_ASSESSED


def ends(type_, ref=None):
    return Cause(CauseCode.EVIDENCE_ENDS, type_, ref)


def causes(facts, rules, last):
    return next(run.ends_because for run in timeline(facts, rules) if run.last_day == last)


def test_a_product_without_a_rule_is_not_assessed_on_every_day():
    assert timeline(dossier(), book()) == (Interval(NOT_ASSESSED, NOT_ASSESSED, None, None),)


def test_a_clearance_runs_from_the_first_to_the_last_day_of_its_document():
    facts = dossier(document("a", MAY, JUNE, ref="R"))

    assert timeline(facts, book(row("1", "a"))) == (
        Interval(BLOCKED, BLOCKED, None, MAY - DAY),
        Interval(CLEARED, CLEARED, MAY, JUNE, (ends("a", "R"),)),
        Interval(BLOCKED, BLOCKED, JUNE + DAY, None),
    )


def test_a_run_has_its_first_and_its_last_day_and_no_others():
    run = Interval(CLEARED, CLEARED, MAY, JUNE)

    assert [run.has(day) for day in (MAY - DAY, MAY, JUNE, JUNE + DAY)] == [False, True, True, False]
    assert Interval(CLEARED, CLEARED, None, None).has(MAY)


def test_a_clearance_without_a_known_end_has_none():
    facts = dossier(document("a", MAY, None))

    assert holding_on(facts, book(row("1", "a")), on=TODAY) == Holding(CLEARED, CLEARED, MAY, None, ())


def test_documents_that_follow_each_other_make_one_run():
    facts = dossier(document("a", None, MAY, ref="old"), document("a", MAY + DAY, JUNE, ref="new"))

    assert holding_on(facts, book(row("1", "a")), on=MAY) == Holding(CLEARED, CLEARED, None, JUNE, (ends("a", "new"),))


def test_routes_that_follow_each_other_after_a_gap_make_one_run_too():
    rules = book(row("1", "a", MAY, JUNE - DAY), row("2", "b", JUNE, JULY - DAY), row("3", "c", JULY))
    facts = dossier(document("a"), document("b"), document("c"))
    expected = (Interval(NOT_ASSESSED, NOT_ASSESSED, None, MAY - DAY), Interval(CLEARED, CLEARED, MAY, None))

    assert timeline(facts, rules) == expected


def test_a_requirement_may_stand_on_a_single_day():
    rules = book(row("1", "a", MAY, MAY))

    assert [
        (run.first_day, run.last_day) for run in timeline(dossier(document("a")), rules) if run.state is CLEARED
    ] == [(MAY, MAY)]


def test_routes_that_follow_each_other_make_one_run():
    rules = book(row("1", "a", None, MAY), row("2", "b", MAY + DAY, None))
    facts = dossier(document("a"), document("b", None, JULY))

    assert holding_on(facts, rules, on=MAY) == Holding(CLEARED, CLEARED, None, JULY, (ends("b"),))


def test_a_gap_of_one_day_ends_the_run():
    facts = dossier(document("a", None, MAY), document("a", MAY + 2 * DAY, None))

    assert [(run.first_day, run.last_day) for run in timeline(facts, book(row("1", "a"))) if run.state is CLEARED] == [
        (None, MAY),
        (MAY + 2 * DAY, None),
    ]


def test_another_state_that_ships_is_another_run():
    rules = book(row("1", "a"), row("2", "b", confidence=Confidence.LOW))
    facts = dossier(document("a", None, MAY), document("b", None, JUNE))

    assert holding_on(facts, rules, on=MAY) == Holding(CLEARED, CLEARED, None, MAY, (ends("a"),))
    assert holding_on(facts, rules, on=JUNE) == Holding(CONDITIONAL, CONDITIONAL, MAY + DAY, JUNE, (ends("b"),))


def test_a_conditional_run_ends_with_the_document_that_makes_it_firm():
    rules = book(row("1", "a"), row("2", "b", confidence=Confidence.LOW))
    facts = dossier(document("a", JUNE), document("b", None, None))

    assert holding_on(facts, rules, on=MAY).ends_because == (Cause(CauseCode.EVIDENCE_BEGINS, "a"),)


def test_what_is_blocked_or_not_assessed_has_no_last_day():
    rules = book(row("1", "a", None, JULY))
    facts = dossier(document("a", JUNE, None))

    assert holding_on(facts, rules, on=MAY) == Holding(BLOCKED, BLOCKED, None, None, ())
    assert holding_on(facts, rules, on=JULY + DAY) == Holding(NOT_ASSESSED, NOT_ASSESSED, JULY + DAY, None, ())


class TestWhatEndsIt:
    def test_a_requirement_that_ends(self):
        rules = book(row("1", "a", None, MAY), row("2", "b", MAY + DAY, None))

        assert causes(dossier(document("a")), rules, MAY) == (Cause(CauseCode.REQUIREMENT_ENDS, id="1"),)

    def test_a_requirement_that_begins(self):
        rules = book(row("1", "a"), row("2", "b", MAY + DAY, combine=Combine.ADDITIONAL))

        assert causes(dossier(document("a")), rules, MAY) == (Cause(CauseCode.REQUIREMENT_BEGINS, id="2"),)

    def test_the_first_rule_for_exports(self):
        rules = book(row("1", "a"), row("CN.1", "x", MAY + DAY, market="CN"))
        facts = dossier(document("a"), shipped_from_china=True)

        assert causes(facts, rules, MAY) == (Cause(CauseCode.REQUIREMENT_BEGINS, id="CN.1"),)

    def test_an_edition_of_a_standard_that_ends(self):
        editions = [edition("YY 0469", "2011", None, MAY), edition("YY 0469", "2023", MAY + DAY)]
        rules = book(row("1", leaf("report", standard="YY 0469")), editions=editions)
        facts = dossier(document("report", standard="YY 0469-2011"))

        assert causes(facts, rules, MAY) == (Cause(CauseCode.EDITION_ENDS, "YY 0469", "2011"),)

    @pytest.mark.parametrize(("first", "second"), [(MAY, JUNE), (JUNE, MAY)])
    def test_of_two_editions_on_one_document_the_one_that_ends_sooner(self, first, second):
        editions = [edition("EN 149", "2001", None, first), edition("EN 166", "2002", None, second)]
        rules = book(row("1", leaf("report", standard="EN 149 + EN 166")), editions=editions)
        facts = dossier(document("report", standard="EN 149:2001, EN 166:2002"))
        sooner = ("EN 149", "2001") if first < second else ("EN 166", "2002")

        assert causes(facts, rules, MAY) == (Cause(CauseCode.EDITION_ENDS, *sooner),)

    def test_an_edition_of_a_standard_that_makes_a_route_firm(self):
        editions = [edition("EN 14683", "2025", JUNE)]
        firm = row("1", leaf("report", standard="EN 14683"))
        rules = book(firm, row("2", "b", confidence=Confidence.LOW), editions=editions)
        facts = dossier(document("report", standard="EN 14683:2025"), document("b"))

        assert causes(facts, rules, JUNE - DAY) == (Cause(CauseCode.EDITION_BEGINS, "EN 14683", "2025"),)

    @pytest.mark.parametrize(
        ("first", "second", "named"),
        [(JUNE, MAY, ("EN 149", "2001")), (MAY, JUNE, ("EN 166", "2002")), (JUNE, JUNE, ("EN 149", "2001"))],
    )
    def test_of_two_editions_the_one_that_begins_later_or_the_first_that_is_asked_for(self, first, second, named):
        editions = [edition("EN 149", "2001", first), edition("EN 166", "2002", second)]
        firm = row("1", leaf("report", standard="EN 149 + EN 166"))
        rules = book(firm, row("2", "b", confidence=Confidence.LOW), editions=editions)
        facts = dossier(document("report", standard="EN 149:2001, EN 166:2002"), document("b"))

        assert causes(facts, rules, JUNE - DAY) == (Cause(CauseCode.EDITION_BEGINS, *named),)

    def test_of_two_editions_that_end_together_the_first_that_is_asked_for(self):
        editions = [edition("EN 149", "2001", None, MAY), edition("EN 166", "2002", None, MAY)]
        rules = book(row("1", leaf("report", standard="EN 149 + EN 166")), editions=editions)
        facts = dossier(document("report", standard="EN 149:2001, EN 166:2002"))

        assert causes(facts, rules, MAY) == (Cause(CauseCode.EDITION_ENDS, "EN 149", "2001"),)

    def test_not_a_document_that_ends_on_the_same_day_without_effect(self):
        rules = book(row("1", "a"), row("2", all_of("a", "c")))
        facts = dossier(document("a", None, MAY, ref="kept"), document("a", None, None), document("c", None, MAY))
        ended = dossier(document("a", None, MAY, ref="kept"), document("c", None, MAY))

        assert timeline(facts, rules) == (Interval(CLEARED, CLEARED, None, None),)
        assert causes(ended, rules, MAY) == (ends("a", "kept"),)

    def test_each_of_two_that_would_have_ended_it_alone_and_nothing_else(self):
        facts = dossier(document("a", None, MAY), document("b", None, MAY), document("c", None, MAY))
        rules = book(row("1", all_of("a", "b")), row("3", all_of("c", "d")))

        assert causes(facts, rules, MAY) == (ends("a"), ends("b"))

    ASIDE = row("9", all_of("e", "never"))
    E_ENDS = document("e", None, MAY)

    def test_a_requirement_that_begins_the_day_after_its_document_ends_and_that_document(self):
        rules = book(row("1", "a"), row("2", "b", MAY + DAY, combine=Combine.ADDITIONAL))
        begins = Cause(CauseCode.REQUIREMENT_BEGINS, id="2")

        assert causes(dossier(document("a"), document("b", None, MAY)), rules, MAY) == (ends("b"), begins)

    def test_a_document_whose_renewal_begins_a_day_late(self):
        facts = dossier(document("a", None, MAY, ref="old"), document("a", MAY + 2 * DAY, ref="new"))

        assert causes(facts, book(row("1", "a")), MAY) == (ends("a", "old"),)

    def test_a_document_that_makes_a_route_firm_and_not_an_irrelevant_one(self):
        rules = book(row("1", "a"), row("2", "b", confidence=Confidence.LOW), self.ASIDE)
        facts = dossier(document("a", MAY + DAY), document("b"), self.E_ENDS)

        assert causes(facts, rules, MAY) == (Cause(CauseCode.EVIDENCE_BEGINS, "a"),)

    def test_not_an_irrelevant_document_where_another_began_on_that_very_day(self):
        facts = dossier(document("a", None, MAY), document("c", MAY), self.E_ENDS)

        assert causes(facts, book(row("1", all_of("a", "c")), self.ASIDE), MAY) == (ends("a"),)

    def test_also_a_document_of_a_requirement_that_began_on_that_very_day(self):
        rules = book(row("1", "a"), row("2", "b", JUNE, combine=Combine.ADDITIONAL))
        facts = dossier(document("a", None, JUNE), document("b", None, JUNE))

        assert causes(facts, rules, JUNE) == (ends("a"), ends("b"))

    def test_documents_that_ended_long_before_play_no_part(self):
        facts = dossier(
            document("a", None, MAY - 9 * DAY, ref="old"), document("a", None, MAY), document("b", None, MAY)
        )
        both = (ends("a"), ends("b"))

        assert causes(facts, book(row("1", "a"), row("2", "b")), MAY) == both
        assert causes(facts, book(row("1", all_of("a", "b"))), MAY) == both

    def test_of_two_documents_of_a_type_the_one_without_a_name_comes_first(self):
        asked = all_of(leaf("a", scope="masks"), leaf("a", scope="gloves"))
        facts = dossier(document("a", None, MAY, ref="R", scope="gloves"), document("a", None, MAY, scope="masks"))

        assert causes(facts, book(row("1", asked)), MAY) == (ends("a"), ends("a", "R"))

    def test_not_a_document_that_is_renewed_when_two_others_lapse(self):
        lapsing = (document("a", None, MAY), document("b", None, MAY))
        renewed = (document("c", None, MAY, ref="old"), document("c", MAY + DAY, ref="new"))

        assert causes(dossier(*lapsing, *renewed), book(row("1", all_of("a", "b", "c"))), MAY) == (ends("a"), ends("b"))

    def test_all_of_two_routes_of_two_documents_each_and_nothing_that_only_another_year_asks_for(self):
        facts = dossier(*(document(type_, None, MAY) for type_ in "abcde"))
        later = row("3", "e", MAY + 300 * DAY, combine=Combine.ADDITIONAL)
        rules = book(row("1", all_of("a", "b")), row("2", all_of("c", "d")), later)

        assert causes(facts, rules, MAY) == (ends("a"), ends("b"), ends("c"), ends("d"))

    def test_both_of_two_routes_that_end_together_and_nothing_else(self):
        facts = dossier(document("a", None, MAY), document("b", None, MAY), document("c", None, MAY))
        rules = book(row("1", "a"), row("2", "b"), row("3", all_of("c", "d")))

        assert causes(facts, rules, MAY) == (ends("a"), ends("b"))


def test_a_requirement_or_a_document_may_reach_the_end_of_the_calendar():
    facts = dossier(document("a", date.min, date.max))

    assert timeline(facts, book(row("1", "a", date.min, date.max))) == (Interval(CLEARED, CLEARED, None, None),)


def test_a_document_may_begin_on_the_last_day_of_the_calendar():
    *_before, last = timeline(dossier(document("a", date.max)), book(row("1", "a")))

    assert last == Interval(CLEARED, CLEARED, date.max, None)


def test_a_document_with_a_successor_ends_nothing_though_another_like_it_ends_that_day():
    route = all_of(leaf("report", standard="EN 1"), any_of(leaf("report", standard="EN 2"), "letter"))
    rules = book(row("1", route), row("2", "mark", JUNE + DAY, combine=Combine.ADDITIONAL))
    facts = dossier(
        document("report", None, JUNE, standard="EN 1"),
        document("report", JUNE + DAY, None, standard="EN 1"),
        document("report", None, JUNE, standard="EN 2"),
        document("letter"),
    )

    assert causes(facts, rules, JUNE) == (Cause(CauseCode.REQUIREMENT_BEGINS, id="2"),)


def test_an_entitlement_that_ended_before_its_document_began_ends_nothing():
    kind = evidence_type("exam", issuer_law="L", issuer_must_be_entitled=MustBeEntitled.THROUGHOUT)
    body = IssuingBody("2163", "B", "TR", (Entitlement("L", None, JUNE, Confidence.HIGH),))
    facts = dossier(
        document("exam", None, JUNE, ref="old"), replace(document("exam", JULY, None, ref="new"), issuer="2163")
    )

    assert causes(facts, book(row("1", "exam"), types=[kind], bodies=[body]), JUNE) == (ends("exam", "old"),)
