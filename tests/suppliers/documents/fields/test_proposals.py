import pytest
from hypothesis import given
from hypothesis import strategies as st

from suppliers.documents.fields import FieldName, Fields, Proposal
from suppliers.documents.packing import Unfit
from suppliers.documents.reading import Box

SHARES = st.floats(0, 1)
PROPOSALS = st.builds(
    Proposal, field=st.sampled_from(FieldName), value=st.text(alphabet="abc", max_size=3), printed=st.text(alphabet="xyz", max_size=3),
    page=st.integers(1, 9), box=st.builds(Box, SHARES, SHARES, SHARES, SHARES), confidence=SHARES,
)  # fmt: skip


@given(st.lists(PROPOSALS))
def test_stored_fields_are_read_back(proposals):
    fields = Fields.of(proposals)

    assert Fields.from_json(fields.as_json()) == fields


@given(st.lists(PROPOSALS))
def test_the_best_has_the_highest_confidence_and_each_value_occurs_once(proposals):
    fields = Fields.of(proposals)

    for name in FieldName:
        every = fields.every(name)
        assert [one.confidence for one in every] == sorted((one.confidence for one in every), reverse=True)
        assert len({one.value for one in every}) == len(every)
        assert {one.value for one in every} == {one.value for one in proposals if one.field == name}
        assert fields.best(name) == (every[0] if every else None)


def test_fields_of_another_version_are_refused():
    with pytest.raises(Unfit):
        Fields.from_json({"proposals": [], "version": 99})


def test_what_is_no_fields_is_refused():
    with pytest.raises(Unfit):
        Fields.from_json({"proposals": [{"field": "colour"}]})
