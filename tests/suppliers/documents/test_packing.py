from dataclasses import replace

import pytest

from suppliers.documents import packing
from suppliers.documents.packing import Unfit
from suppliers.documents.reading import Box, Difference, Line, Mark, MarkKind, Metadata, Source, Word

BOX = Box(0.1, 0.2, 0.3, 0.4)
LINE = Line("有效期至 2029", BOX, Source.OCR, 0.9, (Word("有效期至", BOX, 0.9), Word("2029", BOX)))


@pytest.mark.parametrize(
    "value",
    [LINE, Mark(MarkKind.SCRIPT), Mark(MarkKind.LINK, "example.org", 2, BOX), Metadata(xmp={"producer": "x"})],
)
def test_what_is_packed_comes_back_as_it_was(value):
    assert packing.unpack(type(value), packing.pack(value)) == value


def test_a_missing_field_takes_its_default():
    content = packing.pack(LINE)
    del content["words"]

    assert packing.unpack(Line, content) == replace(LINE, words=())


def test_an_unknown_field_is_ignored():
    assert packing.unpack(Line, {**packing.pack(LINE), "colour": "red"}) == LINE


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": 5},
        {"text": None},
        {"source": "rumour"},
        {"confidence": float("nan")},
        {"confidence": "0.9"},
        {"confidence": True},
        {"box": [0, 0, 1, 1]},
        {"box": {"left": 0.1}},
        {"words": {"text": "x"}},
        {"words": ["x"]},
    ],
)
def test_what_has_another_shape_is_unfit(wrong):
    with pytest.raises(Unfit):
        packing.unpack(Line, {**packing.pack(LINE), **wrong})


@pytest.mark.parametrize("content", [[], None, "", 5, {"words": [[[[]]]]}])
def test_content_that_is_no_object_or_is_nested_deeper_is_unfit(content):
    with pytest.raises(Unfit):
        packing.unpack(Line, content)


def test_a_list_is_no_object_even_where_every_field_has_a_default():
    with pytest.raises(Unfit):
        packing.unpack(Metadata, [])


def test_a_number_that_no_float_holds_is_unfit():
    with pytest.raises(Unfit):
        packing.unpack(Line, {**packing.pack(LINE), "confidence": 10**400})


def test_fields_keep_the_keys_of_stored_readings():
    difference, metadata = Difference("1", "2", BOX), Metadata(xmp={"producer": "x"})

    assert {"said", "seen"} < set(packing.pack(difference))  # codespell:ignore seen (a key of stored JSON)
    assert packing.pack(metadata)["said_again"] == {"producer": "x"}
    assert packing.unpack(Difference, packing.pack(difference)) == difference


def test_characters_that_no_database_keeps_are_left_out():
    line = packing.unpack(Line, {**packing.pack(LINE), "text": "a\x00b\ud800c\u3000d\te\n"})

    assert line.text == "abc\u3000d\te\n"
