"""Documents that only the buyer's side can hold: the state stays strict, and the supplier's part is reported next to it."""

from datetime import date, timedelta

from audits.compliance.assess import assess
from audits.compliance.causes import Cause, CauseCode
from audits.compliance.missing import missing, missing_from_buyer
from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine
from audits.compliance.timeline import Interval, holding_on, timeline
from audits.compliance.verdict import State
from tests.audits.compliance.law import TODAY, all_of, any_of, book, document, dossier, leaf, row

SPRING, AUTUMN = date(2027, 4, 1), date(2027, 10, 1)
IMPORT = leaf("import_licence")


def rules(*rows, **known):
    return book(*rows, yours=["import_licence", "sponsor"], **known)


BOTH = rules(row("1", all_of("report", IMPORT)))


def test_what_only_the_importer_lacks_stays_blocked_with_the_suppliers_part_complete():
    verdict = assess(dossier(document("report")), BOTH, on=TODAY)

    assert (verdict.state, verdict.state_if_buyer_complies, verdict.supplier_part) == ("blocked", "cleared", "complete")
    assert verdict.is_ready


def test_without_the_suppliers_own_document_its_part_is_incomplete_whatever_the_importer_holds():
    verdict = assess(dossier(document("import_licence")), BOTH, on=TODAY)

    assert (verdict.state, verdict.supplier_part, verdict.is_ready) == ("blocked", "incomplete", False)


def test_with_everything_on_file_it_is_cleared_and_no_buyer_document_is_missing():
    facts = dossier(document("report"), document("import_licence"))
    verdict = assess(facts, BOTH, on=TODAY)

    assert (verdict.state, verdict.supplier_part, verdict.is_ready) == ("cleared", "complete", False)
    assert missing_from_buyer(facts, BOTH, on=TODAY) == ()


def test_there_is_no_suppliers_part_where_nothing_was_assessed():
    verdict = assess(dossier(market=None), BOTH, on=TODAY)

    assert (verdict.supplier_part, verdict.is_ready) == (None, False)


def test_documents_missing_from_the_buyer_name_the_rows_that_require_them():
    extra = row("2", leaf("sponsor", scope="masks"), combine=Combine.ADDITIONAL)
    law = rules(row("1", all_of("report", IMPORT)), extra)

    ((first, second),) = missing_from_buyer(dossier(document("report")), law, on=TODAY)

    assert (first.type, [one.id for one in first.requirements]) == ("import_licence", ["1"])
    assert (second.type, second.narrowing, [one.id for one in second.requirements]) == (
        "sponsor",
        (("scope", "masks"),),
        ["2"],
    )


def test_both_sets_of_buyer_documents_are_named_and_the_strict_way_out_stays_the_same():
    law = rules(row("1", all_of("report", any_of("sponsor", "import_licence"))))
    facts = dossier(document("report"))

    assert [[one.type for one in way] for way in missing_from_buyer(facts, law, on=TODAY)] == [
        ["import_licence"],
        ["sponsor"],
    ]
    assert [[one.type for one in way] for way in missing(facts, law, on=TODAY)] == [["import_licence"], ["sponsor"]]


def test_sets_of_buyer_documents_come_smallest_first_then_by_name():
    law = book(row("1", any_of(all_of("a", "b"), "f", "d", "c", "e", "g")), yours="abcdefg")

    found = missing_from_buyer(dossier(), law, on=TODAY)

    assert ["".join(one.type for one in way) for way in found] == ["c", "d", "e", "f", "g", "ab"]


def test_buyer_documents_that_only_make_it_conditional_are_named_too():
    law = rules(row("1", IMPORT, confidence=Confidence.LOW), row("2", all_of("report", "sponsor")))

    assert [[one.type for one in way] for way in missing_from_buyer(dossier(), law, on=TODAY)] == [["import_licence"]]


def test_no_buyer_documents_are_named_while_the_suppliers_part_is_incomplete():
    assert missing_from_buyer(dossier(), BOTH, on=TODAY) == ()


def test_a_route_of_low_confidence_is_ready_to_be_confirmed_only():
    law = rules(row("1", all_of("report", IMPORT), confidence=Confidence.LOW))

    assert assess(dossier(document("report")), law, on=TODAY).state_if_buyer_complies is State.CONDITIONAL


def test_what_ships_conditionally_stays_conditional_whatever_the_importer_could_bring():
    law = rules(row("1", "report", confidence=Confidence.LOW), row("2", IMPORT))
    facts = dossier(document("report"))

    assert assess(facts, law, on=TODAY).state_if_buyer_complies is State.CONDITIONAL
    assert holding_on(facts, law, on=TODAY).state_if_buyer_complies is State.CONDITIONAL
    assert timeline(facts, law) == (Interval(State.CONDITIONAL, State.CONDITIONAL, None, None),)


def test_interval_holding_and_verdict_agree_on_the_suppliers_part_and_readiness():
    facts = dossier(document("report", None, AUTUMN), document("import_licence", SPRING, AUTUMN))
    answers = [("complete", True), ("complete", False), ("incomplete", False)]

    assert [(run.supplier_part, run.is_ready) for run in timeline(facts, BOTH)] == answers
    for on, expected in zip((TODAY, SPRING, AUTUMN + timedelta(days=1)), answers, strict=True):
        for found in (holding_on(facts, BOTH, on=on), assess(facts, BOTH, on=on)):
            assert (found.supplier_part, found.is_ready) == expected


def test_ready_lasts_as_long_as_the_suppliers_documents():
    facts = dossier(document("report", None, SPRING, ref="R"))
    ends = (Cause(CauseCode.EVIDENCE_ENDS, "report", "R"),)

    holding = holding_on(facts, BOTH, on=TODAY)
    assert (holding.holds_until, holding.ready_until, holding.ready_because) == (None, SPRING, ends)
    assert timeline(facts, BOTH) == (
        Interval(State.BLOCKED, State.CLEARED, None, SPRING, ends),
        Interval(State.BLOCKED, State.BLOCKED, SPRING + timedelta(days=1), None),
    )


def test_it_may_be_ready_on_a_single_day():
    facts = dossier(document("report", SPRING, SPRING, ref="R"))
    ends = (Cause(CauseCode.EVIDENCE_ENDS, "report", "R"),)

    assert timeline(facts, BOTH)[1] == Interval(State.BLOCKED, State.CLEARED, SPRING, SPRING, ends)


def test_what_is_ready_for_ever_ends_for_no_reason_and_what_is_incomplete_neither():
    since = dossier(document("report", SPRING))

    assert timeline(since, BOTH) == (
        Interval(State.BLOCKED, State.BLOCKED, None, SPRING - timedelta(days=1)),
        Interval(State.BLOCKED, State.CLEARED, SPRING, None),
    )


def test_ready_goes_on_through_the_days_on_which_the_importers_document_is_there():
    facts = dossier(document("report", None, AUTUMN), document("import_licence", SPRING, None))

    holding = holding_on(facts, BOTH, on=TODAY)
    assert (holding.state, holding.ready_until) == (State.BLOCKED, AUTUMN)
    ready, cleared, _over = timeline(facts, BOTH)
    assert (ready.last_day, ready.is_ready, ready.ends_because) == (SPRING - timedelta(days=1), True, ())
    assert (cleared.state, cleared.last_day) == (State.CLEARED, AUTUMN)


def test_the_importers_document_is_assumed_to_state_what_is_required():
    law = rules(row("1", all_of("report", leaf("sponsor", scope="masks"))))

    assert timeline(dossier(document("report")), law) == (Interval(State.BLOCKED, State.CLEARED, None, None),)
    assert holding_on(dossier(document("report", None, AUTUMN)), law, on=TODAY).ready_until == AUTUMN
