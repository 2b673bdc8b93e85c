"""Rows of data files as an officer sees them: each with an id, its source and how sure it is."""

import pytest

from buyers.terms.data_rows import data_rows, least, rows_of
from buyers.terms.errors import TermsError

TEXT = b"""
meta: {sources: {gazette: The gazette of 2 May}}
taxes:
- {id: stamp, rate: 3, source: gazette, confidence: low}
ports:
  north: {name: Nordhafen, source: a map, confidence: high}
"""


def test_a_row_is_known_by_its_place_and_id_and_its_source_is_written_out():
    stamp, north = rows_of("taxes.yaml", TEXT)
    assert (stamp.id, stamp.source, stamp.confidence) == ("taxes/stamp", "The gazette of 2 May", "low")
    assert (north.id, north.confidence) == ("ports/north", "high")


def test_the_digest_changes_with_what_the_row_says_alone():
    before = rows_of("taxes.yaml", TEXT)[0].digest
    assert (
        rows_of("taxes.yaml", TEXT.replace(b"rate: 3, source: gazette", b"source: gazette, rate: 3"))[0].digest
        == before
    )
    assert rows_of("taxes.yaml", TEXT.replace(b"rate: 3", b"rate: 4"))[0].digest != before


def test_two_rows_of_one_id_are_refused():
    with pytest.raises(TermsError, match="row-twice"):
        rows_of("x.csv", b"iso2,confidence\nDE,high\nDE,low\n")


def test_a_row_is_as_sure_as_its_least_sure_part():
    assert least("high for the class; medium by air") == "medium"


def test_every_shipped_row_names_a_source():
    assert [row.id for row in data_rows() if not row.source] == []
