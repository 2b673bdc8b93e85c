"""A world small enough to see: Germany is in the EU, the United States stand alone, France is known too."""

import pytest
from django.utils import timezone

from audits.law.current import load_rulebook, rulebook_of
from buyers.catalogue import reference
from tests.audits import small_law
from tests.factories import CountryFactory, MarketFactory


@pytest.fixture(autouse=True)
def _nothing_is_remembered_between_tests():
    reference.forget()
    yield
    reference.forget()


@pytest.fixture
def countries(db):
    CountryFactory(code="DE")
    CountryFactory(code="FR")
    CountryFactory(code="US", market=MarketFactory(id="US"))


@pytest.fixture
def law(db, tmp_path):
    """The small law of two lands, loaded as the edition in force."""
    rulebook_of.cache_clear()
    edition, _is_new = load_rulebook(small_law.write(tmp_path / "law"), by=None, at=timezone.now())
    return edition
