"""What tests of delivery share."""

import pytest

from tests.database import empty_what_is_append_only


@pytest.fixture
def committing(transactional_db):
    """Rows are committed, so that other threads see them; afterwards all tables are empty."""
    yield
    empty_what_is_append_only()
