"""The labelled documents: enough of them, in enough kinds, and held-out documents share no facts with the others."""

import re
from collections import Counter, defaultdict

import pytest

from tools.labelled import layouts, pool_facts
from tools.labelled.facts import facts_of
from tools.labelled.kinds import BODY, KINDS, LABORATORY
from tools.labelled.plan import Look, Part, documents
from tools.labelled.pool_d import POOL_D
from tools.labelled.pool_e import POOL_E
from tools.labelled.rendering import page_of

DOCUMENTS = list(documents())


@pytest.fixture
def rulebook(shipped_rulebook):
    return shipped_rulebook


def test_there_are_three_hundred_documents_with_names_of_their_own():
    assert len({document.name for document in DOCUMENTS}) == len(DOCUMENTS) >= 300


def test_there_are_twenty_kinds_that_the_rulebook_knows(rulebook):
    ids = {kind.id for kind in KINDS}

    assert len(ids) >= 20
    assert ids - set(rulebook.evidence_types) == set()


def test_every_kind_has_five_layouts_and_the_looks_of_each_part():
    planned = defaultdict(set)
    for document in DOCUMENTS:
        planned[document.kind.id].add(document.variant)
        planned[document.kind.id].add((document.part, document.look))

    looks = defaultdict(lambda: {Look.CLEAN, Look.PHONE}, {Part.DEVELOPMENT: set(Look)})
    whole = {*"abcde", *((part, look) for part in Part for look in looks[part])}
    assert {kind: whole - has for kind, has in planned.items() if whole - has} == {}


def test_every_kind_has_two_new_scans_and_a_new_photo_in_every_layout():
    new = Counter(
        (document.kind.id, document.variant, document.look)
        for document in DOCUMENTS
        if document.part == Part.KNOWN_FAMILIES
    )

    looks = {Look.CLEAN: 2, Look.PHONE: 1}
    assert new == {
        (kind.id, layout, look): count for kind in KINDS for layout in "abcde" for look, count in looks.items()
    }


def test_no_document_that_is_held_out_shares_its_facts_with_development():
    facts = {part: {(one.kind.id, one.seed) for one in DOCUMENTS if one.part == part} for part in Part}

    assert facts[Part.DEVELOPMENT].isdisjoint(facts[Part.KNOWN_FAMILIES])


def test_hardly_a_number_that_is_held_out_stands_in_development():
    """Short forms, as LOA-2024-##, run out of numbers."""
    stated = {part: set() for part in Part}
    for document in DOCUMENTS:
        truth = page_of(document)[1].truth
        for field in ("number", "credit_code"):
            stated[document.part] |= {(field, one) for spellings in truth.get(field, ()) for one in spellings}

    held_out = stated[Part.KNOWN_FAMILIES]
    assert held_out
    assert len(held_out & stated[Part.DEVELOPMENT]) < 0.02 * len(held_out)


def test_no_company_and_no_body_of_family_e_stands_on_documents_of_other_layouts():
    named = defaultdict(set)
    for document in DOCUMENTS:
        truth = page_of(document)[1].truth
        by_chance = ["holder_en", "holder_zh", *(["issuer"] if document.kind.issuer in {BODY, LABORATORY} else [])]
        spellings = [one for field in by_chance for some in truth.get(field, ()) for one in some]
        named[document.variant == "e"].update(spellings)

    assert named[True]
    assert named[True] & named[False] == set()


def test_pages_of_a_layout_family_leave_no_slot_unfilled():
    bodies = {
        document.name: page_of(document)[0].split("</style>")[1] for document in DOCUMENTS if document.variant in "de"
    }

    assert [name for name, body in bodies.items() if any(mark in body for mark in ("{", "[[", "<alt>", "<or>"))] == []


def test_the_same_document_is_generated_the_same_every_time():
    for document in DOCUMENTS[::29]:
        (html, content), (again, other) = page_of(document), page_of(document)

        assert (html, content.truth) == (again, other.truth)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_what_is_true_stands_on_the_page(kind):
    for document in (one for one in DOCUMENTS if one.kind == kind):
        html, content = page_of(document)
        texts = [
            spellings[0]
            for field in ("number", "holder_zh", "model", "standard")
            for spellings in content.truth.get(field, ())
        ]

        assert [text for text in texts if text not in html] == []


def test_what_stands_on_a_page_of_family_e_is_true_and_the_other_way_round():
    for document in (one for one in DOCUMENTS if one.variant == "e"):
        html, content = page_of(document)
        body, facts = html.split("</style>")[1], pool_facts.facts_of(document.kind, document.seed, POOL_E)
        values = {
            "number": [facts.number], "credit_code": [facts.credit_code], "issuer_number": [facts.issuer_number],
            "holder_en": [facts.holder_en], "holder_zh": [facts.holder_zh],
            "address": [facts.address_en, facts.address_zh], "model": facts.models, "standard": facts.standards,
        }  # fmt: skip

        stated = {field: {one for some in content.truth.get(field, ()) for one in some} for field in values}
        printed = {field: {one for one in some if one and one in body} for field, some in values.items()}
        assert {field for field in values if printed[field] - stated[field]} == set(), document.name
        assert [one for some in stated.values() for one in some if one not in body] == [], document.name


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_numbers_have_the_form_that_the_rulebook_asks_for(kind, rulebook):
    facts = rulebook.evidence_types[kind.id]
    pattern = facts.number_pattern if facts.number_identifies != "issuing_body" else None

    numbers = [facts_of(kind, seed).number for seed in ("d1", "h1")]
    numbers += [pool_facts.facts_of(kind, seed, POOL_D).number for seed in ("e1", "e2", "e3")]
    numbers += [pool_facts.facts_of(kind, f"w{place}", POOL_E).number for place in range(1, 7)]

    assert [number for number in numbers if pattern and not re.fullmatch(pattern, number)] == []


def test_days_are_written_in_every_form():
    written = Counter(layouts.dates_of(document.kind, document.variant, document.seed) for document in DOCUMENTS)

    assert set(written) == {"characters", "plain", "padded", "spaced", "dashes", "dots", "slashes", "day-name", "name-day",
                            "short-name", "german", "customs", "ordinal", "day-short"}  # fmt: skip
