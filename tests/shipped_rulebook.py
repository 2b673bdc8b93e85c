"""The rulebook that ships, read once by each worker: checking its files takes seconds."""

import pytest

from audits.compliance.rulebook import Rulebook
from audits.law.files import load


@pytest.fixture(scope="session")
def shipped_rulebook() -> Rulebook:
    return load()
