"""Open doubts of the shipped rows: each caps its row."""

from __future__ import annotations

import pytest

from audits.compliance.reference import Confidence


@pytest.fixture
def rows(shipped_rulebook):
    return shipped_rulebook.requirements


def test_a_row_with_an_open_doubt_is_of_low_confidence(rows):
    doubted = [row for row in rows if row.doubt]

    assert len(doubted) > 50
    assert [row.id for row in doubted if row.confidence is not Confidence.LOW] == []
