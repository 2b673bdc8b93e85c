"""A small law in force."""

from datetime import UTC, datetime

import pytest

from audits.services.rulebook import load_rulebook, rulebook_of
from tests.audits import small_law

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)


@pytest.fixture
def law(db, tmp_path):
    """The small law, loaded as the edition in force."""
    rulebook_of.cache_clear()
    edition, _is_new = load_rulebook(small_law.write(tmp_path / "law"), by=None, at=LONG_AGO)
    return edition
