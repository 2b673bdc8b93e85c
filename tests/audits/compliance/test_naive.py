"""The engine against a second, deliberately naive evaluator: random law, random documents, every day."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from audits.compliance.assess import assess
from audits.compliance.missing import missing, missing_from_buyer
from audits.compliance.reference import AcceptedAuthorities, Confidence, Entitlement, IssuingBody
from audits.compliance.rulebook import AllOf, AnyOf, Combine, Leaf, MustBeEntitled, Outcome
from audits.compliance.timeline import holding_on, timeline
from tests.audits.compliance import naive
from tests.audits.compliance.law import (
    TODAY,
    book,
    buyer_fact,
    document,
    dossier,
    edition,
    evidence_type,
    languages,
    leaf,
    row,
)
from tests.hypothesis_profiles import examples

SPAN = 9
FIRST, LAST = TODAY - timedelta(days=SPAN + 2), TODAY + timedelta(days=SPAN + 2)
DAYS = st.dates(TODAY - timedelta(days=SPAN), TODAY + timedelta(days=SPAN))
OPEN_DAYS = st.none() | DAYS
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]

NARROWINGS = st.fixed_dictionaries(
    {},
    optional={
        "standard": st.sampled_from(sorted(naive.MEANINGS)) | st.just(("EN 149:2001", "EN 166")),
        "class": st.sampled_from(["B", "C", ("B", "D")]),
        "scope": st.sampled_from(["masks", "gloves"]),
    },
)
STATED = st.builds(
    lambda said, more: {**said, **more},
    NARROWINGS,
    st.fixed_dictionaries(
        {},
        optional={
            "languages": st.sampled_from(["es", ("es", "pt-PT"), ("fr", "nl"), ("en", "zh")]),
            "country": st.sampled_from(["ES", "BE", "US", "XX", "CN", ("CN", "US")]),
            "quantity": st.sampled_from(["500", "5000"]),
        },
    ),
)
COUNTRIES = {"ES": "EU", "BE": "EU", "PT": "EU", "US": "US", "PR": "US"}
LANGUAGES = st.lists(
    st.builds(
        lambda country, ways, confidence, some: languages(country, *ways, confidence=confidence, professional=some),
        st.sampled_from(["ES", "BE", "PT", "US"]),
        st.sampled_from([["es"], ["fr nl", "en"], ["pt"], ["en", "es"]]),
        st.sampled_from([Confidence.HIGH, Confidence.LOW]),
        st.sampled_from([(), ("en",), ("fr", "nl")]),
    ),
    max_size=3,
)
LEAVES = st.builds(lambda type_, said: leaf(type_, **said), st.sampled_from("abc"), NARROWINGS)
TREES = st.recursive(
    LEAVES,
    lambda parts: st.builds(
        lambda kind, some: kind(tuple(some)), st.sampled_from([AllOf, AnyOf]), st.lists(parts, min_size=1, max_size=3)
    ),
    max_leaves=4,
)
CONDITIONS = st.sampled_from(
    [
        {},
        {},
        {"sterile": True},
        {"sterile": False},
        {"claims": "surgical"},
        {"claims": "none"},
        {"legacy": True},
        {"model_first_placed_before": TODAY},
    ]
)
ATTRIBUTES = st.fixed_dictionaries(
    {},
    optional={
        "sterile": st.booleans(),
        "claims": st.sampled_from([("surgical",), ("none",), ("surgical", "medical"), ()]),
        "legacy": st.sampled_from([True, False, "true"]),
        "model_first_placed_on": st.sampled_from([TODAY, TODAY - timedelta(days=1), TODAY + timedelta(days=1)]),
    },
)
EDITIONS = st.lists(
    st.builds(
        lambda standard, year, since, until, over: edition(standard, year, since, until, is_forbidden_after=over),
        st.sampled_from(["EN 149", "EN 149", "EN 166"]),
        st.sampled_from(["2001", "2019"]),
        OPEN_DAYS,
        OPEN_DAYS,
        st.booleans(),
    ),
    max_size=3,
)
DOCUMENTS = st.builds(
    lambda type_, since, until, said, people: replace(document(type_, since, until, **said), **people),
    st.sampled_from("abc"),
    OPEN_DAYS,
    OPEN_DAYS,
    STATED,
    st.fixed_dictionaries(
        {},
        optional={
            "manufacturer": st.sampled_from(["Alpha", "alpha ", ("Beta", "Alpha"), "Beta"]),
            "models": st.sampled_from([("M1",), ("m1", "M2"), ("M2",)]),
            "issuer": st.sampled_from(["0197", "2163", "9999"]),
            "issued_on": DAYS,
            "holder": st.sampled_from(["manufacturer", "importer", "local_representative"]),
            "ref": st.sampled_from(["R 1", "R 2"]),
        },
    ),
)
EVIDENCE_TYPES = st.builds(
    lambda id_, held_by, law, when, parameter, homes: evidence_type(
        id_,
        held_by,
        issuer_law=law,
        issuer_must_be_entitled=when,
        parameter=parameter if held_by == "manufacturer" else None,
        established_in=homes,
    ),
    st.sampled_from("abc"),
    st.sampled_from(["manufacturer", "manufacturer", "importer", "importer_or_local_rep"]),
    st.sampled_from([None, "PPE", "MDR"]),
    st.sampled_from(MustBeEntitled),
    st.sampled_from([None, "destination_languages", "destination_languages", "authority", "authority_or_origin"]),
    st.sampled_from([(), (), ("EU",), ("destination",), ("US", "destination")]),
)
BODIES = st.builds(
    lambda number, entitled: IssuingBody(number, "A body", "TR", tuple(entitled)),
    st.sampled_from(["0197", "2163"]),
    st.lists(
        st.builds(
            lambda law, since, until, scopes: Entitlement(law, since, until, Confidence.HIGH, scopes),
            st.sampled_from(["PPE", "MDR"]),
            OPEN_DAYS,
            OPEN_DAYS,
            st.sampled_from([(), ("masks",)]),
        ),
        max_size=2,
    ),
)
BUYER_FACTS = (buyer_fact("buyer_is", "hospital", "retailer", "other"), buyer_fact("is_public"))
BUYERS = st.fixed_dictionaries(
    {}, optional={"buyer_is": st.sampled_from(["hospital", "retailer", "other"]), "is_public": st.booleans()}
)
BUYER_CONDITIONS = st.sampled_from(
    [
        *[{}] * 6,
        {"buyer_is": ("hospital",)},
        {"buyer_is": ("hospital", "retailer")},
        {"buyer_is": ("retailer", "other")},
        {"is_public": (True,)},
        {"is_public": (False,), "buyer_is": ("other",)},
    ]
)
DOSSIERS = st.builds(
    lambda documents, market, china, attributes, buyer, shipped, facts: replace(
        dossier(*documents, market=market, shipped_from_china=china, buyer=buyer, shipped_on=shipped, **attributes),
        **facts,
    ),
    st.lists(DOCUMENTS, max_size=5),
    st.sampled_from(["EU", "EU", "EU", "EU", "US", "CN", None]),
    st.booleans(),
    ATTRIBUTES,
    BUYERS,
    st.none() | DAYS,
    st.fixed_dictionaries(
        {},
        optional={
            "country": st.sampled_from(["ES", "BE", "PT"]),
            "manufacturer": st.sampled_from(["Alpha", ("BETA", "Gamma")]),
            "model": st.sampled_from(["M1", "m 2"]),
            "quantity": st.sampled_from([500, 501, 5000]),
        },
    ),
)
ACCEPTED = st.lists(
    st.builds(
        AcceptedAuthorities,
        st.sampled_from(["EU", "EU", "US"]),
        st.sampled_from("abc"),
        st.sampled_from([("US",), ("EU", "XX"), ("XX",)]),
        st.sampled_from([Confidence.HIGH, Confidence.LOW]),
        st.booleans(),
    ),
    max_size=3,
)
ROWS = st.builds(
    lambda tree, since, until, said: row("", tree, since, until, **said),
    TREES,
    OPEN_DAYS,
    OPEN_DAYS,
    st.fixed_dictionaries(
        {
            "market": st.sampled_from(["EU", "EU", "EU", "CN"]),
            "product_type": st.sampled_from([*["medical_mask"] * 9, "ventilator"]),
            "combine": st.sampled_from([*[Combine.ALTERNATIVE] * 4, Combine.ADDITIONAL, Combine.INFORMATIONAL]),
            "confidence": st.sampled_from(Confidence),
            "outcome": st.sampled_from([*[Outcome.ALLOWED_IF] * 12, *Outcome]),
            "condition": CONDITIONS,
            "buyer": BUYER_CONDITIONS,
        }
    ),
)


def books(most_rows):
    return st.builds(
        lambda rows, editions, types, bodies, asked, accepts: book(
            *(replace(one, id=f"row.{place}") for place, one in enumerate(rows)),
            editions=editions,
            types=types,
            bodies=bodies,
            asks=BUYER_FACTS,
            countries=COUNTRIES,
            languages=asked,
            accepts=accepts,
        ),
        st.lists(ROWS, max_size=most_rows),
        EDITIONS,
        st.lists(EVIDENCE_TYPES, max_size=3),
        st.lists(BODIES, max_size=2),
        LANGUAGES,
        ACCEPTED,
    )


@examples(120)
@given(DOSSIERS, books(5))
def test_both_give_the_same_state_on_every_day(facts, rules):
    for day in EVERY_DAY:
        verdict = assess(facts, rules, on=day)

        assert verdict.state == naive.state_on(facts, rules, day)
        if verdict.state.ships:
            assert verdict.state_if_buyer_complies == verdict.state
        else:
            assert verdict.state_if_buyer_complies == naive.state_on(facts, rules, day, arranged=True)


@examples(60)
@given(DOSSIERS, books(5), DAYS)
def test_both_find_the_same_unbroken_run(facts, rules, on):
    state, since, until = naive.run_around(facts, rules, on, first=FIRST, last=LAST)
    found = holding_on(facts, rules, on=on)

    assert (found.state, found.holds_from) == (state, since)
    assert found.holds_until == (until if found.state.ships else None)
    if found.is_ready:
        with_yours, _since, ready_until = naive.run_around(
            facts, rules, on, first=FIRST, last=LAST, of=partial(naive.state_on, arranged=True)
        )
        assert (found.state_if_buyer_complies, found.ready_until) == (with_yours, ready_until)


@examples(60)
@given(DOSSIERS, books(2), DAYS)
def test_both_name_the_same_ways_out(facts, rules, on):
    found = {
        frozenset(Leaf(one.type, tuple(pair for pair in one.narrowing if pair[0] != "languages")) for one in way)
        for way in missing(facts, rules, on=on)
    }

    assert found == naive.ways_out(facts, rules, on)


@examples(60)
@given(DOSSIERS, books(2), DAYS)
def test_both_name_the_same_documents_to_arrange(facts, rules, on):
    found = {frozenset(Leaf(one.type, one.narrowing) for one in way) for way in missing_from_buyer(facts, rules, on=on)}

    assert found == naive.ways_out(facts, rules, on, may_add=partial(naive.is_of_the_buyers_side, rules))
    assert bool(found) == assess(facts, rules, on=on).is_ready


@examples(120)
@given(DOSSIERS, books(5))
def test_each_day_of_a_run_has_both_answers_of_the_run(facts, rules):
    runs = timeline(facts, rules)

    for day in EVERY_DAY:
        run = next(one for one in runs if one.has(day))
        assert run.state == naive.state_on(facts, rules, day)
        assert run.is_ready == (
            run.state == "blocked" and naive.state_on(facts, rules, day, arranged=True) != "blocked"
        )


def test_the_calendar_has_every_day_on_which_something_changes():
    assert date.min < EVERY_DAY[0] < TODAY - timedelta(days=SPAN) and TODAY + timedelta(days=SPAN) < EVERY_DAY[-1]
