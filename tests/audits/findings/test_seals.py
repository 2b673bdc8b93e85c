"""Seals and signatures in ink."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audits.findings import seals
from audits.findings.lists import lists
from suppliers.documents.reading import Box
from tests.audits.findings.cases import MODULE_B, REGISTRATION, codes, page, reading

SEAL = Box(0.6, 0.7, 0.8, 0.85)


@pytest.mark.parametrize(
    "words",
    [
        "审批部门（公章）",
        "加盖检验检测专用章有效",
        "Authorised signatory",
        "Signature: ______",
        "void without our company seal",
    ],
)
def test_a_mentioned_seal_is_a_fact_with_its_place(words):
    found = seals.mentioned_seal(reading(page("No. 1", words)))

    assert found.page == 1
    assert found.box.top == pytest.approx(0.04)
    assert found.words[0] in words.casefold()


def test_different_words_for_seals_are_one_fact_per_file():
    assert seals.mentioned_seal(reading(page("Signature", "signature", "盖章"))).words == ("signature", "盖章")


@pytest.mark.parametrize(
    "words", ["Sealed edges: none", "heat-seal strength of the pouch", "Design and signage", "印刷字样"]
)
def test_other_words_are_none(words):
    assert seals.mentioned_seal(reading(page(words))) is None


@given(
    st.lists(st.sampled_from(lists()["seals"]["types"]), min_size=1, max_size=1),
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_a_red_seal_is_missed_on_coloured_pictures_only(kinds, first, second, is_red):
    pages = (page(is_coloured=first), replace(page(), number=2, is_coloured=second, red=SEAL if is_red else None))
    found = codes(seals.red_seal, of=reading(*pages), kind=replace(REGISTRATION, id=kinds[0]))

    assert found == (["no_red_seal"] if first and second and not is_red else [])


def test_pages_without_colour_information_and_other_documents_are_no_finding():
    assert codes(seals.red_seal, of=reading(page())) == []
    assert codes(seals.red_seal, of=reading(page(is_coloured=True)), kind=MODULE_B) == []
    assert codes(seals.red_seal, of=reading(page(is_coloured=True))) == ["no_red_seal"]
