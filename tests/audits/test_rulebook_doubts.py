"""Open doubts of the shipped rows: each caps its row, and none hides in the notes."""

from __future__ import annotations

import re

import pytest

from audits.compliance.reference import Confidence
from audits.compliance.rulebook import Combine

DOUBTFUL = re.compile(
    r"\b(not confirmed|unconfirmed|confirm with|to be checked|must be checked|not verified|verify 20|outcome not found"
    r"|not found|believed|unclear|unsure)\b|\?",
    re.IGNORECASE,
)


@pytest.fixture
def rows(shipped_rulebook):
    return shipped_rulebook.requirements


def test_a_row_with_an_open_doubt_is_of_low_confidence(rows):
    doubted = [row for row in rows if row.doubt]

    assert len(doubted) > 50
    assert [row.id for row in doubted if row.confidence is not Confidence.LOW] == []


def test_no_row_that_may_clear_holds_a_doubt_in_its_notes(rows):
    hidden = [
        row.id
        for row in rows
        if DOUBTFUL.search(row.notes)
        and row.confidence is not Confidence.LOW
        and row.combine is not Combine.INFORMATIONAL
    ]

    assert hidden == []
