"""The labelled papers: enough of them, in enough kinds, and what is held out was never seen."""

import re
from collections import Counter, defaultdict

import pytest

from audits import rulebook_files
from tests.labelled import fresh, layouts
from tests.labelled.drawing import page_of
from tests.labelled.facts import facts_of
from tests.labelled.kinds import KINDS
from tests.labelled.plan import Look, Part, papers
from tests.labelled.pool_d import POOL_D
from tests.labelled.pool_e import POOL_E

PAPERS = list(papers())


@pytest.fixture(scope="module")
def rulebook():
    return rulebook_files.load()


def test_there_are_three_hundred_papers_with_names_of_their_own():
    assert len({paper.name for paper in PAPERS}) == len(PAPERS) >= 300


def test_there_are_twenty_kinds_that_the_rulebook_knows(rulebook):
    ids = {kind.id for kind in KINDS}

    assert len(ids) >= 20
    assert ids - set(rulebook.evidence_types) == set()


def test_every_kind_has_four_layouts_and_the_looks_of_each_part():
    seen = defaultdict(set)
    for paper in PAPERS:
        seen[paper.kind.id].add(paper.variant)
        seen[paper.kind.id].add((paper.part, paper.look))

    looks = {Part.DEVELOPMENT: set(Look), Part.KNOWN_HOUSES: {Look.CLEAN, Look.PHONE}}
    whole = {*"abcd", *((part, look) for part in Part for look in looks[part])}
    assert {kind: whole - has for kind, has in seen.items() if whole - has} == {}


def test_every_kind_has_one_new_paper_of_each_look_in_every_layout():
    new = [paper for paper in PAPERS if paper.part == Part.KNOWN_HOUSES]

    every = {(kind.id, layout, look) for kind in KINDS for layout in "abcd" for look in (Look.CLEAN, Look.PHONE)}
    assert len(new) == len(every)
    assert {(paper.kind.id, paper.variant, paper.look) for paper in new} == every


def test_no_paper_that_is_held_out_shares_its_facts_with_development():
    facts = {part: {(one.kind.id, one.seed) for one in PAPERS if one.part == part} for part in Part}

    assert facts[Part.DEVELOPMENT].isdisjoint(facts[Part.KNOWN_HOUSES])


def test_no_number_of_the_held_out_part_stands_in_development():
    stated = {part: set() for part in Part}
    for paper in PAPERS:
        truth = page_of(paper)[1].truth
        for field in ("number", "credit_code"):
            stated[paper.part] |= {(field, one) for spellings in truth.get(field, ()) for one in spellings}

    assert stated[Part.KNOWN_HOUSES]
    assert stated[Part.DEVELOPMENT] & stated[Part.KNOWN_HOUSES] == set()


def test_pages_of_a_house_leave_no_place_unfilled():
    bodies = {paper.name: page_of(paper)[0].split("</style>")[1] for paper in PAPERS if paper.variant == "d"}

    assert [name for name, body in bodies.items() if any(sign in body for sign in ("{", "[[", "<alt>", "<or>"))] == []


def test_the_same_paper_is_drawn_the_same_every_time():
    for paper in PAPERS[::29]:
        (html, printed), (again, other) = page_of(paper), page_of(paper)

        assert (html, printed.truth) == (again, other.truth)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_what_is_true_stands_on_the_page(kind):
    for paper in (one for one in PAPERS if one.kind == kind):
        html, printed = page_of(paper)
        texts = [
            spellings[0]
            for field in ("number", "holder_zh", "model", "standard")
            for spellings in printed.truth.get(field, ())
        ]

        assert [text for text in texts if text not in html] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_numbers_have_the_form_that_the_rulebook_asks_for(kind, rulebook):
    facts = rulebook.evidence_types[kind.id]
    pattern = facts.number_pattern if facts.number_identifies != "issuing_body" else None

    numbers = [facts_of(kind, seed).number for seed in ("d1", "h1")]
    numbers += [fresh.facts_of(kind, seed, POOL_D).number for seed in ("e1", "e2", "e3")]
    numbers += [fresh.facts_of(kind, f"w{place}", POOL_E).number for place in range(1, 7)]

    assert [number for number in numbers if pattern and not re.fullmatch(pattern, number)] == []


def test_days_are_written_in_every_form():
    written = Counter(layouts.dates_of(paper.kind, paper.variant, paper.seed) for paper in PAPERS)

    assert set(written) == {"characters", "plain", "padded", "spaced", "dashes", "dots", "slashes", "day-name", "name-day",
                            "short-name", "german", "customs", "ordinal"}  # fmt: skip
