"""Why an answer ends, by the engine and by the naive evaluator."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import given

from audits.compliance.timeline import holding_on, timeline
from tests.audits.compliance import naive
from tests.audits.compliance.law import TODAY
from tests.audits.compliance.naive_causes import UnclearError, ends_because
from tests.audits.compliance.test_naive import DAYS, DOSSIERS, books
from tests.hypothesis_profiles import examples


def near(day):
    return day and TODAY + timedelta(days=(day - TODAY).days // 6)


def crowd(one):
    """The same with its days moved together, so that much changes on one day."""
    names = [name for name in ("valid_from", "valid_until", "effective_from", "effective_until") if hasattr(one, name)]
    return replace(one, **{name: near(getattr(one, name)) for name in names})


CROWDED_DOSSIERS = DOSSIERS.map(lambda facts: replace(facts, evidence=tuple(map(crowd, facts.evidence))))
CROWDED_BOOKS = books(4).map(
    lambda rules: replace(
        rules,
        requirements=tuple(map(crowd, rules.requirements)),
        standard_editions=tuple(map(crowd, rules.standard_editions)),
        issuing_bodies={
            number: replace(body, entitled=tuple(map(crowd, body.entitled)))
            for number, body in rules.issuing_bodies.items()
        },
    )
)


def named(causes):
    return [tuple(part or "" for part in (cause.code, cause.type, cause.ref, cause.id)) for cause in causes]


@examples(150)
@given(CROWDED_DOSSIERS, CROWDED_BOOKS)
def test_both_name_the_same_causes_of_an_end(facts, rules):
    for run in timeline(facts, rules):
        if run.last_day is None or run.state == "not_assessed":
            continue
        try:
            if run.state.ships:
                expected = ends_because(facts, rules, run.last_day)
            elif ends_if_buyer_complies(facts, rules, run.last_day):
                expected = ends_because(facts, rules, run.last_day, arranged=True)
            else:
                expected = set()
        except UnclearError:
            continue
        assert named(run.ends_because) == sorted(expected)


@examples(100)
@given(CROWDED_DOSSIERS, CROWDED_BOOKS, DAYS.map(near))
def test_both_name_the_same_causes_of_an_end_of_what_is_ready(facts, rules, on):
    found = holding_on(facts, rules, on=on)

    if found.ready_until is None:
        assert found.ready_because == ()
        return
    with suppress(UnclearError):
        assert named(found.ready_because) == sorted(ends_because(facts, rules, found.ready_until, arranged=True))


def ends_if_buyer_complies(facts, rules, day):
    state, after = (naive.state_on(facts, rules, one, arranged=True) for one in (day, day + naive.ONE_DAY))
    return state in ("cleared", "conditional") and state != after
