"""Which decisions need two signatures, and that every reason can be named."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.law.yaml_reading import RulebookError
from audits.signatures.draws import falls_into
from audits.signatures.need import Circumstances, need_of
from audits.signatures.sentences import grounds_in_words
from audits.signatures.weights import FILE, weights, weights_in
from tests.audits.signatures.files import shipped


def need(is_sampled=False, **facts):
    return need_of(
        Circumstances(**{"outcome": "approved", "kind": "test_report", "product": 1, **facts}),
        weights(),
        is_sampled=is_sampled,
    )


@pytest.mark.parametrize(
    ("facts", "is_needed"),
    [
        ({"kind": "declaration"}, False),  # of non-sterile gauze, by a company that has been qualified for years
        ({"kind": "certificate", "product": 4}, False),  # IVDR certificate renewed before anything rests on it
        ({"kind": "certificate", "product": 4, "clearances": 2}, True),  # the same one when two markets open by it
        ({"kind": "test_report", "contradictions": 1, "warnings": 1}, True),  # a report whose two dates contradict
        ({"kind": "company", "product": 3}, False),  # a maker of surgical masks asks for the first time
        ({"kind": "company", "product": 4, "warnings": 1}, True),
        ({"kind": "licence", "orders": 1, "clearances": 60}, True),
        ({"outcome": "revision_requested", "kind": "certificate", "product": 4, "contradictions": 9}, False),
    ],
)
def test_what_needs_two_signatures(facts, is_needed):
    assert need(**facts).is_needed is is_needed


COUNTS = st.integers(0, 500)


@given(
    kind=st.sampled_from(["company", "certificate", "licence"]),
    product=st.integers(1, 4),
    counts=st.tuples(COUNTS, COUNTS, COUNTS, COUNTS, COUNTS),
    more=st.integers(0, 4),
)
def test_more_at_stake_never_needs_fewer_signatures(kind, product, counts, more):
    names = ("contradictions", "warnings", "clearances", "enquiries", "orders")
    before = dict(zip(names, counts, strict=True))
    after = {**before, names[more]: before[names[more]] + 7}

    assert need(kind=kind, product=product, **after).points >= need(kind=kind, product=product, **before).points


def test_a_chosen_decision_needs_two_whatever_it_is_about():
    chosen = need(is_sampled=True)

    assert chosen.is_needed
    assert chosen.points < chosen.threshold
    assert grounds_in_words(chosen.grounds, is_sampled=True)[-1] == ("It was chosen at random.", 0)


def test_every_weight_has_words():
    rules = weights()
    codes = [f"kind_{one}" for one in rules.tables["kinds"]] + [f"outcome_{one}" for one in rules.tables["outcomes"]]
    codes += [f"product_{one}" for one, points in rules.tables["products"].items() if points]
    codes += [*rules.steps, "new_company", "always"]

    said = grounds_in_words([(code, 1, 2) for code in codes], is_sampled=False)

    assert [words for words, _points in said if "_" in words or words in codes] == []


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ("threshold: 6", "threshold: high", "threshold"),
        ("  licence: 1", "  licence: much", "kinds.licence"),
        ("  - [10, 2]\n  - [50, 4]", "  - [10, 0]\n  - [50, 4]", "clearances"),
        ("new_company: 1", "new_companies: 1", ""),
    ],
)
def test_a_file_of_weights_that_is_wrong_is_refused_with_its_key(before, after, key):
    text = shipped(FILE)
    assert before in text

    with pytest.raises(RulebookError) as refusal:
        weights_in(text.replace(before, after))

    assert refusal.value.row == key


def test_a_share_is_sampled_by_seed_and_name_alone():
    names = [f"signature:{number}" for number in range(4000)]
    chosen = [name for name in names if falls_into("a1" * 32, name, percent=5)]

    assert chosen == [name for name in names if falls_into("a1" * 32, name, percent=5)]
    assert 150 <= len(chosen) <= 250  # 200 expected, standard deviation 14
    assert chosen != [name for name in names if falls_into("b2" * 32, name, percent=5)]
    assert all(falls_into("a1" * 32, name, percent=100) for name in names[:50])
