import json

import pytest

from suppliers.documents.packing import Unfit
from suppliers.documents.reading import (
    Barcode,
    Box,
    Line,
    Mark,
    MarkKind,
    Metadata,
    Outcome,
    Page,
    Reading,
    Signature,
    Source,
    Stage,
    StageName,
    Structure,
)
from suppliers.documents.sniff import Kind

BOX = Box(0.1, 0.2, 0.3, 0.4)
READING = Reading(
    Kind.PDF,
    12_345,
    (
        Page(1, 1240, 1754, Source.OCR, 180, 0.97, 0.3, (Line("国械注准", BOX, Source.OCR, 0.97),)),
        Page(2, 1240, 1754, barcodes=(Barcode("QRCode", "https://example.org", BOX),), fingerprint="00ff"),
    ),
    Metadata(producer="Scanner", created="2026-03-05"),
    Structure("1.7", 2, 3, False, (Mark(MarkKind.SCRIPT, "app.alert(1)"), Mark(MarkKind.LINK, "x", 1, BOX)), 7),
    (Signature("Seal", "检测所", is_checked=True),),
    (
        Stage(StageName.OCR, Outcome.DONE, seconds=2.5, memory=600),
        Stage(StageName.BARCODES, Outcome.FAILED, "took-too-long", 0.5, 70),
    ),
    {"rapidocr": "3.10.0"},
)


def test_a_reading_survives_being_kept():
    assert Reading.from_json(json.loads(json.dumps(READING.as_json()))) == READING


@pytest.mark.parametrize("kept", [{}, [], None, "reading", {**READING.as_json(), "pages": 3}])
def test_what_is_no_reading_is_not_taken_for_one(kept):
    with pytest.raises(Unfit):
        Reading.from_json(kept)


def test_a_reading_of_another_version_is_not_taken():
    with pytest.raises(Unfit, match="version 2"):
        Reading.from_json({**READING.as_json(), "version": 2})


def test_a_reading_says_what_it_took():
    assert (READING.seconds, READING.memory) == (3.0, 600)
    assert READING.stage(StageName.BARCODES).reason == "took-too-long"


def test_the_words_of_all_pages_are_at_hand():
    assert READING.text == "国械注准\n\n"
    assert [(page.number, line.text) for page, line in READING.lines()] == [(1, "国械注准")]


def test_marks_are_found_by_their_kind():
    assert [mark.what for mark in READING.structure.having(MarkKind.SCRIPT)] == ["app.alert(1)"]
