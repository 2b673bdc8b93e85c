"""What must hold of every rulebook and every dossier."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from audits.compliance.assess import assess
from audits.compliance.dossier import Evidence
from audits.compliance.missing import missing
from audits.compliance.reference import Confidence
from audits.compliance.remediation_effort import EffortEstimates
from audits.compliance.rulebook import AllOf, AnyOf, Combine, Leaf, Outcome
from audits.compliance.timeline import holding_on, timeline
from audits.compliance.verdict import State
from tests.audits.compliance.law import TODAY, book, buyer_fact, document, dossier, edition, evidence_type, leaf, row
from tests.hypothesis_profiles import examples

STRENGTH = {State.BLOCKED: 0, State.CONDITIONAL: 1, State.CLEARED: 2}
DAYS = st.dates(TODAY - timedelta(days=12), TODAY + timedelta(days=12))
OPEN_DAYS = st.none() | DAYS
TYPES = st.sampled_from("abc")
EDITIONS = (
    edition("EN 149", "2001", None, TODAY - timedelta(days=2)),
    edition("EN 149", "2019", TODAY - timedelta(days=4), TODAY + timedelta(days=5)),
)
STANDARDS = st.sampled_from(["EN 149", "EN 149:2001", "EN 149:2019", "EN 166", "EN 149 or EN 166"])
NARROWING = st.fixed_dictionaries({}, optional={"standard": STANDARDS, "class": st.sampled_from("BC")})
LEAVES = st.builds(lambda type_, said: leaf(type_, **said), TYPES, NARROWING)
TREES = st.recursive(
    LEAVES,
    lambda parts: (
        st.builds(AllOf, st.lists(parts, min_size=1, max_size=3).map(tuple))
        | st.builds(AnyOf, st.lists(parts, min_size=1, max_size=3).map(tuple))
    ),
    max_leaves=5,
)
DOCUMENTS = st.builds(
    lambda type_, since, until, ref, said: document(type_, since, until, ref=ref, **said),
    TYPES,
    OPEN_DAYS,
    OPEN_DAYS,
    st.sampled_from(["R1", "R2", None]),
    NARROWING,
)
DOSSIERS = st.builds(
    lambda documents, china, attributes: dossier(*documents, shipped_from_china=china, **attributes),
    st.lists(DOCUMENTS, max_size=6),
    st.booleans(),
    st.fixed_dictionaries({}, optional={"sterile": st.booleans()}),
)
KINDS_OF_DOCUMENTS = st.fixed_dictionaries(
    dict.fromkeys("abc", st.sampled_from(["certificate", "declaration", "registration", "test_report", "licence"]))
)


def rows(market, **fixed):
    kinds = {
        "combine": st.sampled_from([Combine.ALTERNATIVE, Combine.ALTERNATIVE, Combine.ADDITIONAL]),
        "confidence": st.sampled_from(Confidence),
        "outcome": st.sampled_from([*[Outcome.ALLOWED_IF] * 6, *Outcome]),
        "condition": st.sampled_from([{}, {}, {"sterile": True}]),
        **fixed,
    }
    return st.builds(
        lambda tree, since, until, said: row("", tree, since, until, market=market, **said),
        TREES,
        OPEN_DAYS,
        OPEN_DAYS,
        st.fixed_dictionaries(kinds),
    )


def numbered(some):
    return tuple(replace(one, id=f"{one.market}.{place}") for place, one in enumerate(some))


ROWS = st.lists(rows("EU"), max_size=4) | st.lists(rows("EU") | rows("CN"), max_size=6)
BOOKS = ROWS.map(lambda some: book(*numbered(some), editions=EDITIONS))


@given(DOSSIERS, BOOKS, DOCUMENTS, DAYS)
def test_more_evidence_never_weakens_an_answer(facts, rules, extra, on):
    before = assess(facts, rules, on=on).state
    after = assess(replace(facts, evidence=(*facts.evidence, extra)), rules, on=on).state

    if before not in STRENGTH:
        assert after is before
    else:
        assert STRENGTH[after] >= STRENGTH[before]


@given(DOSSIERS, BOOKS)
def test_each_day_of_an_interval_has_its_state_and_the_days_next_to_it_do_not(facts, rules):
    runs = timeline(facts, rules)

    assert (runs[0].first_day, runs[-1].last_day) == (None, None)
    for day in (TODAY + timedelta(days=n) for n in range(-16, 17)):
        around = [run for run in runs if run.has(day)]
        assert [run.state for run in around] == [assess(facts, rules, on=day).state]
    for before, after in pairwise(runs):
        assert before.last_day + timedelta(days=1) == after.first_day
        assert (before.state, before.state_if_buyer_complies) != (after.state, after.state_if_buyer_complies)


@given(DOSSIERS, BOOKS, DAYS)
def test_what_holds_on_a_day_is_its_interval(facts, rules, on):
    run = next(run for run in timeline(facts, rules) if run.has(on))
    found = holding_on(facts, rules, on=on)

    assert (found.state, found.holds_from) == (run.state, run.first_day)
    assert found.holds_until == (run.last_day if run.state.ships else None)
    assert bool(found.ends_because) == (found.holds_until is not None)


@given(DOSSIERS, BOOKS, DAYS, st.randoms(use_true_random=False))
def test_the_order_of_documents_is_irrelevant(facts, rules, on, random):
    documents = list(facts.evidence)
    random.shuffle(documents)
    other = replace(facts, evidence=tuple(documents))

    assert assess(other, rules, on=on) == assess(facts, rules, on=on)
    assert timeline(other, rules) == timeline(facts, rules)
    assert missing(other, rules, on=on) == missing(facts, rules, on=on)


@given(DOSSIERS, BOOKS, rows("EU", combine=st.just(Combine.ADDITIONAL), outcome=st.just(Outcome.ALLOWED_IF)), DAYS)
def test_an_added_mandatory_requirement_never_adds_a_clearance(facts, rules, extra, on):
    stricter = book(*rules.requirements, replace(extra, id="extra"), editions=EDITIONS)
    before, after = assess(facts, rules, on=on).state, assess(facts, stricter, on=on).state

    assert after in (before, State.BLOCKED)


@given(DOSSIERS, BOOKS, rows("EU", outcome=st.sampled_from(list(set(Outcome) - {Outcome.ALLOWED_IF}))), DAYS)
def test_what_is_not_allowed_if_never_adds_a_clearance(facts, rules, extra, on):
    more = book(*rules.requirements, replace(extra, id="extra"), editions=EDITIONS)
    before, after = assess(facts, rules, on=on).state, assess(facts, more, on=on).state

    assert after in (before, State.PROHIBITED if extra.outcome is Outcome.PROHIBITED else State.NOT_ASSESSED)


PROHIBITIONS = rows("EU", outcome=st.just(Outcome.PROHIBITED), condition=st.just({}))


@given(DOSSIERS, BOOKS, PROHIBITIONS, DAYS)
def test_what_is_prohibited_on_a_day_is_prohibited_whatever_documents_there_are(facts, rules, extra, on):
    strict = book(*rules.requirements, replace(extra, id="extra"), editions=EDITIONS)
    verdict = assess(facts, strict, on=on)

    assert (verdict.state is State.PROHIBITED) >= extra.in_force(on)
    if verdict.state is State.PROHIBITED:
        assert missing(facts, strict, on=on) == () and not verdict.is_ready and verdict.supplier_part is None


@given(DOSSIERS, BOOKS, st.sampled_from([("x",), ("y",), ("x", "y"), ("z",)]), DAYS)
def test_what_the_buyer_left_open_never_gives_more_than_each_of_its_answers(facts, rules, fitting, on):
    asking = [
        replace(one, buyer=(("who", fitting),)) if place % 2 else one for place, one in enumerate(rules.requirements)
    ]
    law = book(*asking, editions=EDITIONS, asks=[buyer_fact("who", "x", "y", "z")])
    verdict = assess(facts, law, on=on)
    each = {value: assess(replace(facts, buyer={"who": value}), law, on=on) for value in "xyz"}

    assert verdict.state.ships <= all(one.state.ships for one in each.values())
    assert (verdict.question is not None) == (
        len({(one.state, one.state_if_buyer_complies) for one in each.values()}) > 1
    )
    if verdict.question:
        found = {one.value: (one.state, one.state_if_buyer_complies) for one in verdict.question.answers}
        assert found == {value: (one.state, one.state_if_buyer_complies) for value, one in each.items()}
    else:
        assert {one.state for one in each.values()} == {verdict.state}


@given(DOSSIERS, BOOKS, DAYS, DAYS)
def test_with_a_day_of_shipping_the_origin_is_judged_on_that_day_and_the_destination_on_arrival(
    facts, rules, shipped, arrives
):
    here = book(*(one for one in rules.requirements if one.market != "CN"), editions=EDITIONS)
    origin = [one for one in rules.requirements if one.market == "CN"]
    free = row("EU.free", AllOf(()), market="EU")
    leaving = book(free, *origin, editions=EDITIONS)
    both = assess(replace(facts, shipped_on=shipped), rules, on=arrives).state
    on_arrival = assess(facts, here, on=arrives).state
    on_leaving = assess(facts, leaving, on=shipped).state

    if State.PROHIBITED in (on_arrival, on_leaving):
        assert both is State.PROHIBITED
    elif on_arrival is State.NOT_ASSESSED:
        assert both is State.NOT_ASSESSED
    else:
        assert both is min(on_arrival, on_leaving, key=STRENGTH.__getitem__)


@examples(150)
@given(DOSSIERS, BOOKS, DAYS)
def test_each_missing_set_leads_out_and_no_part_of_it_does(facts, rules, on):
    ways = missing(facts, rules, on=on)
    states = {_with(facts, way, rules, on) for way in ways}

    assert bool(ways) == (assess(facts, rules, on=on).state is State.BLOCKED)
    assert len(states) <= 1 and all(state.ships for state in states)
    for way in ways:
        for part in combinations(way, len(way) - 1):
            assert _with(facts, part, rules, on) not in states
    assert len(set(ways)) == len(ways)


@given(DOSSIERS, KINDS_OF_DOCUMENTS, BOOKS, st.lists(DOCUMENTS, max_size=3), DAYS)
def test_the_ways_out_come_by_work_then_size_then_name_whatever_is_being_prepared(facts, kinds, rules, drafts, on):
    rules = replace(rules, evidence_types={id_: evidence_type(id_, kind=kind) for id_, kind in kinds.items()})
    preparing = replace(facts, in_preparation=tuple(drafts))
    ways = [[Leaf(*one) for one in way] for way in missing(preparing, rules, on=on)]
    efforts = EffortEstimates(preparing, rules, on)
    keys = [(efforts.total(way), len(way), sorted(map(repr, way))) for way in ways]

    assert all(before < after for before, after in pairwise(keys))
    assert {frozenset(way) for way in missing(facts, rules, on=on)} == {
        frozenset(way) for way in missing(preparing, rules, on=on)
    }
    assert assess(preparing, rules, on=on) == assess(facts, rules, on=on)


@given(DOSSIERS, BOOKS, DAYS)
def test_the_rows_of_an_answer_that_ships_are_met_and_of_a_block_all_that_applies(facts, rules, on):
    verdict = assess(facts, rules, on=on)
    judged = [one.requirement.id for one in verdict.judged]
    met = [one.requirement.id for one in verdict.judged if one.met]

    assert list(verdict.rows) == (met if verdict.state.ships else judged)
    assert (verdict.confidence is None) == (verdict.state is State.NOT_ASSESSED)


def _with(facts, way, rules, on):
    added = tuple(Evidence(one.type, date.min, None, one.narrowing) for one in way)
    return assess(replace(facts, evidence=(*facts.evidence, *added)), rules, on=on).state
